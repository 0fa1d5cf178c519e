// name: edges_as_object
// answers: The edges that these entities are the object of.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (c:Claim {object_id: id})
WHERE c.edge_id IS NOT NULL
RETURN DISTINCT c.edge_id AS edge_id
