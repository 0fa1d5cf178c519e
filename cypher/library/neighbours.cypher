// name: neighbours
// title: All that is stated of an entity
// answers: Which edges does this entity have, both ways?
// parameter: entity string - id of the entity
// parameter: limit int = 100 - at most so many rows
MATCH (x:Entity {id: $entity})-[r]-(o:Entity)
WHERE type(r) <> 'EXPOSES'
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, r.confidence AS confidence,
  r.support AS support, r.denials AS denials, r.first_seen AS first_seen, r.last_seen AS last_seen, r.ended AS ended,
  r.edge_id AS edge
ORDER BY confidence DESC, subject, relation, object
LIMIT $limit
