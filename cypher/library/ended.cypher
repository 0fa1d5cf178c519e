// name: ended
// title: What has ended
// answers: Which edges were said to have ended, or to spare their object, and when?
// note: A date that is less exact than the limit counts where it may lie within.
// parameter: since string = null - only from this date on, as 2024, 2024-05 or 2024-05-17
// parameter: limit int = 50 - at most so many rows
MATCH (s:Entity)-[r]->(o:Entity)
WHERE r.ended IS NOT NULL AND ($since IS NULL OR r.ended >= left($since, size(r.ended)))
RETURN r.ended AS ended, s.name AS subject, type(r) AS relation, o.name AS object, r.last_seen AS last_seen,
  r.edge_id AS edge
ORDER BY ended DESC, subject, relation, object
LIMIT $limit
