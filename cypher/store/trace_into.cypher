// name: trace_into
// answers: The ways in which a shock comes to these entities, with where they come from.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity {id: id})
RETURN s.id AS source, t.id AS target, properties(r) AS edge, properties(s) AS entity
