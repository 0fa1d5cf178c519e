// name: set_entities
// answers: Sets what entities are.
// engine: rows list - maps of id and props
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
SET e += row.props
