// name: articles_by_id
// answers: What these articles are in the graph.
// engine: ids list - article ids
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN properties(a) AS article
