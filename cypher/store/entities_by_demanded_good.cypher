// name: entities_by_demanded_good
// answers: The entities with this demanded_good.
// engine: ids list - the values
UNWIND $ids AS id
MATCH (e:Entity {demanded_good: id})
RETURN properties(e) AS entity
