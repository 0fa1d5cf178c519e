// name: our_labels
// answers: Does the graph hold nodes under labels that knockon writes? The labels of one node, if any.
MATCH (n)
WHERE n:Article OR n:Sentence OR n:Claim OR n:Entity OR n:Decision OR n:Kind
RETURN labels(n) AS labels
LIMIT 1
