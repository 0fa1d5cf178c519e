// name: all_entities
// answers: Every entity.
MATCH (e:Entity) RETURN properties(e) AS entity, labels(e) AS labels
