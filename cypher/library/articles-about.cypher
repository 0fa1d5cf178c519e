// name: articles-about
// title: Articles about an entity
// answers: Which articles say something of this entity, and how much?
// parameter: entity string - id of the entity
// parameter: limit int = 50 - at most so many rows
MATCH (e:Entity {id: $entity})<-[:ABOUT_SUBJECT|ABOUT_OBJECT]-(c:Claim)
MATCH (c)-[:STATED_IN]->(s:Sentence)-[:IN_ARTICLE]->(a:Article)
RETURN a.published AS published, a.title AS title, count(DISTINCT c) AS claims, a.url AS url, a.id AS article
ORDER BY claims DESC, coalesce(published, '') DESC, article
LIMIT $limit
