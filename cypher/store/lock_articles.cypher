// name: lock_articles
// answers: What these articles are in the graph; holds them until the transaction ends.
// note: Writes no key: Neo4j 2026.08 goes on finding a node whose key was written and that was then deleted.
// engine: ids list - article ids, sorted
UNWIND $ids AS id
MATCH (a:Article {id: id})
SET a.text_hash = a.text_hash
RETURN properties(a) AS article
