// name: make_entities
// answers: Makes entities of one type that are not there; gives back what they hold already.
// engine: ids list - entity ids, sorted
UNWIND $ids AS id
MERGE (e:Entity:{{LABEL}} {id: id})
RETURN properties(e) AS entity
