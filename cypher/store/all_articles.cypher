// name: all_articles
// answers: Every article.
MATCH (a:Article) RETURN properties(a) AS article
