// name: entities_under
// answers: Which entities lie under these in the taxonomy, at any depth?
// engine: ids list - ids of what they lie under
UNWIND $ids AS id
MATCH (k:Kind {kind: id})
RETURN DISTINCT k.entity AS entity
