// name: entities-by-type
// title: Entities by type
// answers: How many entities of each type does the graph hold?
MATCH (e:Entity)
RETURN e.type AS type, count(e) AS entities
ORDER BY entities DESC, type
