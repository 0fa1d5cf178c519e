// name: trace_guards
// answers: What guards these entities.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity {id: id})
WHERE r.channel = 'guard'
RETURN s.id AS source, t.id AS target, properties(r) AS edge, properties(s) AS entity
