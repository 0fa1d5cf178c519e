// name: all_edges
// answers: Every typed edge of one relation.
MATCH (s:Entity)-[r:{{RELATION}}]->(t:Entity)
RETURN s.id AS source, t.id AS target, properties(r) AS edge
