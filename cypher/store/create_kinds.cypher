// name: create_kinds
// answers: Notes what entities lie under in the taxonomy.
// engine: rows list - maps of entity and kind, both ids
UNWIND $rows AS row
CREATE (:Kind {entity: row.entity, kind: row.kind})
