// name: latest-claims
// title: Latest claims
// answers: What was said last, of all or of one entity?
// parameter: entity string = null - id of the entity; left out, all
// note: A date that is less exact than the limit counts where it may lie within.
// parameter: since string = null - only from this date on, as 2024, 2024-05 or 2024-05-17
// parameter: limit int = 20 - at most so many rows
MATCH (c:Claim)-[:STATED_IN]->(s:Sentence)-[:IN_ARTICLE]->(a:Article)
WHERE c.published IS NOT NULL AND c.edge_id IS NOT NULL AND ($since IS NULL OR c.published >= left($since, size(c.published)))
  AND ($entity IS NULL OR c.subject_id = $entity OR c.object_id = $entity)
RETURN c.published AS published, c.subject_text AS subject, c.relation AS relation, c.object_text AS object,
  c.status AS status, c.modality AS modality, c.confidence AS confidence,
  s.text AS sentence, a.title AS title, c.id AS claim
ORDER BY published DESC, confidence DESC, claim
LIMIT $limit
