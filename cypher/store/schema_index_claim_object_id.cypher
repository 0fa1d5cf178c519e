// name: schema_index_claim_object_id
// answers: Makes :Claim quick to find by its object_id.
CREATE INDEX claim_object_id IF NOT EXISTS FOR (n:Claim) ON (n.object_id)
