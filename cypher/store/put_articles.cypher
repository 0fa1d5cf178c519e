// name: put_articles
// answers: Writes articles, new or changed.
// engine: rows list - maps of id and props
UNWIND $rows AS row
MERGE (a:Article {id: row.id})
SET a += row.props
