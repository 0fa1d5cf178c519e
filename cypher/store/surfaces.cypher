// name: surfaces
// answers: By which words do the claims name which entity?
MATCH (c:Claim)
RETURN coalesce(c.subject_bare, c.subject_resolved, c.subject_text) AS name, c.subject_id AS id
UNION
MATCH (c:Claim)
RETURN coalesce(c.object_bare, c.object_resolved, c.object_text) AS name, c.object_id AS id
