// name: edges_as_subject
// answers: The edges that these entities are the subject of.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (c:Claim {subject_id: id})
WHERE c.edge_id IS NOT NULL
RETURN DISTINCT c.edge_id AS edge_id
