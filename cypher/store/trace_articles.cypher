// name: trace_articles
// answers: How to name these articles.
// engine: ids list - article ids
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.title AS title, a.url AS url, left(a.text, 240) AS opening
