// name: lock_articles
// answers: What these articles are in the graph; holds them until the transaction ends.
// engine: ids list - article ids, sorted
UNWIND $ids AS id
MATCH (a:Article {id: id})
SET a.id = id
RETURN properties(a) AS article
