// name: evidence
// title: Evidence of an edge
// answers: Which sentences say, or deny, that this subject stands so to this object?
// parameter: subject string - id of the subject
// parameter: object string - id of the object
// parameter: relation string = null - the relation; left out, any
// parameter: limit int = 50 - at most so many rows
// engine: symmetric list - relations that read the same from either end
UNWIND [[$subject, $object], [$object, $subject]] AS ends
MATCH (c:Claim {subject_id: ends[0]})-[:STATED_IN]->(s:Sentence)-[:IN_ARTICLE]->(a:Article)
WHERE c.object_id = ends[1] AND c.edge_id IS NOT NULL AND ($relation IS NULL OR c.relation = $relation)
  AND (ends[0] = $subject OR c.relation IN $symmetric)
RETURN DISTINCT c.relation AS relation, c.status AS status, c.modality AS modality, c.confidence AS confidence,
  s.text AS sentence, c.attribution AS said_by, a.title AS title, c.published AS published, a.url AS url, c.id AS claim
ORDER BY relation, status = 'holds' DESC, confidence DESC, claim
LIMIT $limit
