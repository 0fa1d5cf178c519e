// name: votes_as_subject
// answers: How often, and how, the claims name these entities as their subject.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (c:Claim {subject_id: id})
RETURN id, c.subject_text AS text, c.subject_resolved AS resolved, c.subject_bare AS bare, c.subject_type AS type,
       c.subject_direction_by AS direction_by, c.confidence AS confidence, count(*) AS times
