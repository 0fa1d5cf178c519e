// name: schema_key_article
// answers: Makes the id of :Article unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE
