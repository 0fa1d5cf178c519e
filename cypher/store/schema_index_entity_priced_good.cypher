// name: schema_index_entity_priced_good
// answers: Makes :Entity quick to find by its priced_good.
CREATE INDEX entity_priced_good IF NOT EXISTS FOR (n:Entity) ON (n.priced_good)
