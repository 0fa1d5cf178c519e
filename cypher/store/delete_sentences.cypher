// name: delete_sentences
// answers: Takes these out of the graph, with all that joins them to others.
// engine: ids list - ids
UNWIND $ids AS id
MATCH (n:Sentence {id: id})
DETACH DELETE n
