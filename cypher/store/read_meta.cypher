// name: read_meta
// answers: Is this graph ours, and by which schema was it written?
MATCH (m:KnockonMeta) RETURN m.schema_version AS schema_version
