// name: schema_index_kind_entity
// answers: Makes :Kind quick to find by its entity.
CREATE INDEX kind_entity IF NOT EXISTS FOR (n:Kind) ON (n.entity)
