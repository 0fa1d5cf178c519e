// name: votes_as_object
// answers: How often, and how, the claims name these entities as their object.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (c:Claim {object_id: id})
RETURN id, c.object_text AS text, c.object_resolved AS resolved, c.object_bare AS bare, c.object_type AS type,
       c.object_direction_by AS direction_by, c.confidence AS confidence, count(*) AS times
