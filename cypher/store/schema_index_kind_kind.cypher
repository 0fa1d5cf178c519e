// name: schema_index_kind_kind
// answers: Makes :Kind quick to find by what it lies under.
CREATE INDEX kind_kind IF NOT EXISTS FOR (n:Kind) ON (n.kind)
