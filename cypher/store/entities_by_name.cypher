// name: entities_by_name
// answers: The entities with exactly this name.
// engine: ids list - the names
UNWIND $ids AS id
MATCH (e:Entity {name: id})
RETURN properties(e) AS entity
