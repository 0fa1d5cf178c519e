// name: schema_index_article_url
// answers: Makes :Article quick to find by its url.
CREATE INDEX article_url IF NOT EXISTS FOR (n:Article) ON (n.url)
