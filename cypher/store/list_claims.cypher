// name: list_claims
// answers: Which claims have this in their subject, object or sentence, the newest first?
// note: A date that is less exact than the limit counts where it may lie within; no date lies within none.
// parameter: pattern string = null - part of subject, object or sentence in small letters; left out, all
// parameter: since string = null - only from this date on
// parameter: until string = null - only up to this date
// parameter: relation string = null - only this relation
// parameter: status string = null - only this status
// parameter: limit int - at most so many rows
MATCH (c:Claim)-[:STATED_IN]->(s:Sentence)-[:IN_ARTICLE]->(a:Article)
WHERE ($relation IS NULL OR c.relation = $relation) AND ($status IS NULL OR c.status = $status)
  AND ($since IS NULL OR (c.published IS NOT NULL AND c.published >= left($since, size(c.published))))
  AND ($until IS NULL OR (c.published IS NOT NULL AND left(c.published, size($until)) <= $until))
  AND ($pattern IS NULL OR toLower(s.text) CONTAINS $pattern
    OR toLower(coalesce(c.subject_resolved, c.subject_text)) CONTAINS $pattern
    OR toLower(coalesce(c.object_resolved, c.object_text)) CONTAINS $pattern)
RETURN c.published AS published, coalesce(c.subject_resolved, c.subject_text) AS subject, c.relation AS relation,
  coalesce(c.object_resolved, c.object_text) AS object, c.status AS status, c.modality AS modality,
  c.confidence AS confidence, c.attribution AS attribution, c.horizon_text AS horizon, c.quantity_text AS quantity,
  s.text AS sentence, a.title AS title, a.url AS url, left(a.text, 240) AS opening, a.id AS article, c.id AS id,
  c.edge_id IS NULL AS rejected, coalesce(c.published, '') AS day, s.start AS at
ORDER BY day DESC, article, at, id
LIMIT $limit
