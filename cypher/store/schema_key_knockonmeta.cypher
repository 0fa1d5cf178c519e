// name: schema_key_knockonmeta
// answers: Makes the id of :KnockonMeta unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT knockonmeta_id IF NOT EXISTS FOR (n:KnockonMeta) REQUIRE n.id IS UNIQUE
