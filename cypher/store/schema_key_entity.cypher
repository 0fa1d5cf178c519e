// name: schema_key_entity
// answers: Makes the id of :Entity unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE
