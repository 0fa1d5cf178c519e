// name: lock_entities
// answers: What these entities are in the graph; holds them until the transaction ends.
// note: Writes no key: Neo4j 2026.08 goes on finding a node whose key was written and that was then deleted.
// engine: ids list - entity ids, sorted
UNWIND $ids AS id
MATCH (e:Entity {id: id})
SET e.type = e.type
RETURN properties(e) AS entity
