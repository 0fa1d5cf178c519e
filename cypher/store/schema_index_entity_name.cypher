// name: schema_index_entity_name
// answers: Makes :Entity quick to find by its name.
CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)
