// name: most-exposed-of
// title: Most exposed of some entities
// answers: Of these entities, such as those of a theme, whom do the most and surest things reach directly?
// note: A taxonomy hop is no effect, so it does not count.
// parameter: entities list - ids of the entities
// parameter: stated_only bool = false - leave out what no sentence states
// parameter: limit int = 20 - at most so many rows
UNWIND $entities AS id
MATCH (s:Entity)-[r:EXPOSES]->(t:Entity {id: id})
WHERE NOT r.channel IN ['kind-up', 'kind-down'] AND NOT ($stated_only AND r.derived)
RETURN t.name AS who, t.type AS type, count(DISTINCT s) AS sources, round(sum(r.confidence * r.weight), 3) AS exposure
ORDER BY exposure DESC, sources DESC, who
LIMIT $limit
