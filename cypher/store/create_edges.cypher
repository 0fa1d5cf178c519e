// name: create_edges
// answers: Writes typed edges that are not there.
// engine: rows list - maps of source, target and props
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})
MATCH (t:Entity {id: row.target})
CREATE (s)-[r:{{RELATION}}]->(t)
SET r += row.props
