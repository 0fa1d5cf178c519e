// name: lock_entities
// answers: What these entities are in the graph; holds them until the transaction ends.
// engine: ids list - entity ids, sorted
UNWIND $ids AS id
MATCH (e:Entity {id: id})
SET e.id = id
RETURN properties(e) AS entity
