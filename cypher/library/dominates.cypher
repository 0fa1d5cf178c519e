// name: dominates
// title: Who dominates what
// answers: Who dominates this thing, and what does it dominate?
// parameter: entity string = null - id of an entity at either end; left out, all there are
// parameter: ended bool = false - also what has ended
// parameter: limit int = 50 - at most so many rows
MATCH (s:Entity)-[r]->(o:Entity)
WHERE type(r) = 'DOMINATES' AND ($entity IS NULL OR s.id = $entity OR o.id = $entity) AND ($ended OR r.ended IS NULL)
RETURN s.name AS who, o.name AS what, r.confidence AS confidence, r.support AS support, r.denials AS denials,
  r.last_seen AS last_seen, r.ended AS ended, r.edge_id AS edge
ORDER BY confidence DESC, who, what
LIMIT $limit
