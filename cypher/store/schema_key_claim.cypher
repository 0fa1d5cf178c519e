// name: schema_key_claim
// answers: Makes the id of :Claim unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE
