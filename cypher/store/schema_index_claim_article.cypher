// name: schema_index_claim_article
// answers: Makes :Claim quick to find by its article.
CREATE INDEX claim_article IF NOT EXISTS FOR (n:Claim) ON (n.article)
