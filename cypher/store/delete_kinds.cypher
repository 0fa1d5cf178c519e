// name: delete_kinds
// answers: Forgets what entities lie under in the taxonomy.
// engine: ids list - ids of the entities
UNWIND $ids AS id
MATCH (k:Kind {entity: id})
DELETE k
