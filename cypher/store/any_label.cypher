// name: any_label
// answers: Does the graph hold anything at all? The labels of one node, if any.
MATCH (n) RETURN labels(n) AS labels LIMIT 1
