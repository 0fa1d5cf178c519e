// name: create_exposes
// answers: Writes EXPOSES edges that are not there.
// engine: rows list - maps of source, target and props
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})
MATCH (t:Entity {id: row.target})
CREATE (s)-[r:EXPOSES]->(t)
SET r += row.props
