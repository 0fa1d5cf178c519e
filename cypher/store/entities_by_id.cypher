// name: entities_by_id
// answers: The entities with this id.
// engine: ids list - the values
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN properties(e) AS entity
