// name: set_edges
// answers: Sets what typed edges hold.
// engine: rows list - maps of source, target and props
UNWIND $rows AS row
MATCH (s:Entity {id: row.source})-[r:{{RELATION}}]->(t:Entity {id: row.target})
SET r += row.props
