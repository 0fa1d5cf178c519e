// name: create_sentences
// answers: Writes the sentences of articles that have none yet.
// engine: rows list - maps of id, article and props
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
CREATE (s:Sentence {id: row.id})-[:IN_ARTICLE]->(a)
SET s += row.props
