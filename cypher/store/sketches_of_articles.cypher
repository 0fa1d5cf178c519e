// name: sketches_of_articles
// answers: What tells copies of these articles.
// engine: ids list - article ids
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.shingles AS shingles
