// name: timed
// title: Effects with a stated time
// answers: Which claims say when an effect sets in, how long it lasts, or until when?
// parameter: kind string = null - onset, duration, deadline or past; left out, all
// parameter: limit int = 50 - at most so many rows
MATCH (c:Claim)-[:STATED_IN]->(s:Sentence)
WHERE c.horizon_kind IS NOT NULL AND c.edge_id IS NOT NULL AND ($kind IS NULL OR c.horizon_kind = $kind)
RETURN c.subject_text AS subject, c.relation AS relation, c.object_text AS object, c.horizon_kind AS kind,
  c.horizon_text AS horizon, c.horizon_min AS months_min, c.horizon_max AS months_max, s.text AS sentence,
  c.published AS published, c.id AS claim
ORDER BY coalesce(published, '') DESC, claim
LIMIT $limit
