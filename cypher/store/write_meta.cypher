// name: write_meta
// answers: Marks the graph as ours.
// engine: schema_version int - version of the schema
MERGE (m:KnockonMeta {id: 'knockon'}) SET m.schema_version = $schema_version
