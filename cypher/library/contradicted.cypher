// name: contradicted
// title: Contradicted edges
// answers: On which edges do the articles disagree?
// parameter: limit int = 50 - at most so many rows
MATCH (s:Entity)-[r]->(o:Entity)
WHERE r.denials > 0
RETURN s.name AS subject, type(r) AS relation, o.name AS object, r.support AS support, r.denials AS denials,
  r.confidence AS confidence, r.last_seen AS last_seen, r.edge_id AS edge
ORDER BY denials DESC, support DESC, subject, relation, object
LIMIT $limit
