// name: depends-on
// title: Who depends on it
// answers: Who needs this thing, by what was stated, and how sure is that?
// parameter: entity string - id of the entity that is needed
// parameter: ended bool = false - also what has ended
// parameter: limit int = 50 - at most so many rows
MATCH (x:Entity {id: $entity})-[r]-(o:Entity)
WHERE ((type(r) = 'DEPENDS_ON' AND endNode(r).id = $entity)
    OR (type(r) IN ['INPUT_TO', 'SUPPLIES'] AND startNode(r).id = $entity))
  AND ($ended OR r.ended IS NULL)
RETURN o.name AS who, o.type AS type, type(r) AS relation, r.confidence AS confidence, r.support AS support,
  r.denials AS denials, r.last_seen AS last_seen, r.ended AS ended, r.edge_id AS edge
ORDER BY confidence DESC, who, relation
LIMIT $limit
