// name: trace_out
// answers: The ways in which a shock leaves these entities, with what they lead to.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (s:Entity {id: id})-[r:EXPOSES]->(t:Entity)
RETURN s.id AS source, t.id AS target, properties(r) AS edge, properties(t) AS entity
