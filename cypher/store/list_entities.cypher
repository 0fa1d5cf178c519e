// name: list_entities
// answers: Which entities have this in their name, an alias or their id, the most spoken of first?
// parameter: pattern string = null - part of a name in small letters; left out, all
// parameter: type string = null - only this type
// parameter: limit int - at most so many rows
MATCH (e:Entity)
WHERE ($type IS NULL OR e.type = $type) AND e.name IS NOT NULL
  AND ($pattern IS NULL OR toLower(e.name) CONTAINS $pattern OR e.id CONTAINS $pattern
    OR size([x IN coalesce(e.aliases, []) WHERE toLower(x) CONTAINS $pattern]) > 0)
OPTIONAL MATCH (c:Claim)-[:ABOUT_SUBJECT|ABOUT_OBJECT]->(e)
WITH e, count(DISTINCT c.id) AS claims
RETURN e.name AS name, e.type AS type, claims, coalesce(e.aliases, []) AS aliases, e.id AS id
ORDER BY claims DESC, id
LIMIT $limit
