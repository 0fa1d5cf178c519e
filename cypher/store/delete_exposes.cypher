// name: delete_exposes
// answers: Takes EXPOSES edges out.
// engine: rows list - maps of source, target, relation, sign and channel
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})-[r:EXPOSES]->(t:Entity {id: row.target})
WHERE r.relation = row.relation AND r.sign = row.sign AND r.channel = row.channel
DELETE r
