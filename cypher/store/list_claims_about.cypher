// name: list_claims_about
// answers: Which claims are about these entities, the newest first?
// parameter: entities list - their ids
// parameter: limit int - at most so many rows
UNWIND $entities AS id
MATCH (e:Entity {id: id})<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(c:Claim)
WITH DISTINCT c
MATCH (c)-[:STATED_IN]->(s:Sentence)-[:IN_ARTICLE]->(a:Article)
RETURN c.published AS published, coalesce(c.subject_resolved, c.subject_text) AS subject, c.relation AS relation,
  coalesce(c.object_resolved, c.object_text) AS object, c.status AS status, c.modality AS modality,
  c.confidence AS confidence, c.attribution AS attribution, c.horizon_text AS horizon, c.quantity_text AS quantity,
  s.text AS sentence, a.title AS title, a.url AS url, left(a.text, 240) AS opening, a.id AS article, c.id AS id,
  c.edge_id IS NULL AS rejected, coalesce(c.published, '') AS day, s.start AS at
ORDER BY day DESC, article, at, id
LIMIT $limit
