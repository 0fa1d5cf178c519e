// name: most-exposed
// title: Most exposed entities
// answers: Whom do the most things reach directly?
// note: A taxonomy hop is no effect, so it does not count.
// parameter: type string = null - only entities of this type
// parameter: stated_only bool = false - leave out what no sentence states
// parameter: limit int = 20 - at most so many rows
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity)
WHERE ($type IS NULL OR t.type = $type) AND NOT r.channel IN ['kind-up', 'kind-down']
  AND NOT ($stated_only AND r.derived)
RETURN t.name AS who, t.type AS type, count(DISTINCT s) AS sources, round(sum(r.confidence * r.weight), 3) AS exposure
ORDER BY sources DESC, exposure DESC, who
LIMIT $limit
