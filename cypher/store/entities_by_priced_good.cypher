// name: entities_by_priced_good
// answers: The entities with this priced_good.
// engine: ids list - the values
UNWIND $ids AS id
MATCH (e:Entity {priced_good: id})
RETURN properties(e) AS entity
