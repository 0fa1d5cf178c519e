// name: all_exposes
// answers: Every way in which a shock travels.
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity)
RETURN s.id AS source, t.id AS target, properties(r) AS edge
