// name: articles
// title: Articles
// answers: Which articles does the graph hold, the newest first, such as the one to retract?
// parameter: limit int = 50 - at most so many rows
MATCH (a:Article)
OPTIONAL MATCH (a)<-[:IN_ARTICLE]-(:Sentence)<-[:STATED_IN]-(c:Claim)
RETURN a.id AS id, a.title AS title, a.published AS published, a.url AS url, count(c) AS claims
ORDER BY coalesce(published, '') DESC, id
LIMIT $limit
