// name: schema_index_entity_demanded_good
// answers: Makes :Entity quick to find by its demanded_good.
CREATE INDEX entity_demanded_good IF NOT EXISTS FOR (n:Entity) ON (n.demanded_good)
