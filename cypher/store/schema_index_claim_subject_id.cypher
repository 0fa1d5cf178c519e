// name: schema_index_claim_subject_id
// answers: Makes :Claim quick to find by its subject_id.
CREATE INDEX claim_subject_id IF NOT EXISTS FOR (n:Claim) ON (n.subject_id)
