// name: schema_index_claim_edge_id
// answers: Makes :Claim quick to find by its edge_id.
CREATE INDEX claim_edge_id IF NOT EXISTS FOR (n:Claim) ON (n.edge_id)
