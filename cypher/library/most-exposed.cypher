// name: most-exposed
// title: Most exposed entities
// answers: Whom do the most things reach directly?
// parameter: type string = null - only entities of this type
// parameter: limit int = 20 - at most so many rows
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity)
WHERE $type IS NULL OR t.type = $type
RETURN t.name AS who, t.type AS type, count(DISTINCT s) AS sources, round(sum(r.confidence * r.weight), 3) AS exposure
ORDER BY sources DESC, exposure DESC, who
LIMIT $limit
