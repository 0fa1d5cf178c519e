// name: one-maker
// title: Goods of one maker
// answers: Which things have one maker only, as far as the articles say, and who is it?
// parameter: limit int = 50 - at most so many rows
MATCH (m:Entity)-[r:EXPOSES]->(good:Entity)
WHERE r.channel = 'make'
WITH good, collect(DISTINCT m.name) AS makers, max(r.confidence) AS confidence
WHERE size(makers) = 1
OPTIONAL MATCH (good)-[need:EXPOSES]->(user:Entity)
WHERE need.channel = 'supply'
WITH good, makers, confidence, count(DISTINCT user) AS users
RETURN good.name AS what, head(makers) AS maker, users, confidence
ORDER BY users DESC, confidence DESC, what
LIMIT $limit
