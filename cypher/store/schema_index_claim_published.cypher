// name: schema_index_claim_published
// answers: Makes :Claim quick to find by its published.
CREATE INDEX claim_published IF NOT EXISTS FOR (n:Claim) ON (n.published)
