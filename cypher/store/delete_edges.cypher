// name: delete_edges
// answers: Takes typed edges out.
// engine: rows list - maps of source and target
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})-[r:{{RELATION}}]->(t:Entity {id: row.target})
DELETE r
