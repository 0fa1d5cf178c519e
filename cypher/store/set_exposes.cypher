// name: set_exposes
// answers: Sets what EXPOSES edges hold.
// engine: rows list - maps of source, target, relation, sign, channel and props
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})-[r:EXPOSES]->(t:Entity {id: row.target})
WHERE r.relation = row.relation AND r.sign = row.sign AND r.channel = row.channel
SET r += row.props
