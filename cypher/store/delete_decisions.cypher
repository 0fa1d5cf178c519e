// name: delete_decisions
// answers: Takes these out of the graph.
// engine: ids list - ids
UNWIND $ids AS id
MATCH (n:Decision {id: id})
DETACH DELETE n
