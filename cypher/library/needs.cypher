// name: needs
// title: What it depends on
// answers: What does this entity need, by what was stated, and how sure is that?
// parameter: entity string - id of the entity that needs
// parameter: ended bool = false - also what has ended
// parameter: limit int = 50 - at most so many rows
MATCH (x:Entity {id: $entity})-[r]-(o:Entity)
WHERE ((type(r) = 'DEPENDS_ON' AND startNode(r).id = $entity)
    OR (type(r) IN ['INPUT_TO', 'SUPPLIES'] AND endNode(r).id = $entity))
  AND ($ended OR r.ended IS NULL)
RETURN o.name AS what, o.type AS type, type(r) AS relation, r.confidence AS confidence, r.support AS support,
  r.denials AS denials, r.last_seen AS last_seen, r.ended AS ended, r.edge_id AS edge
ORDER BY confidence DESC, what, relation
LIMIT $limit
