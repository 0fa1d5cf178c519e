// name: claims_of_edges
// answers: The claims of these, with their sentences.
// engine: ids list - edge ids
UNWIND $ids AS id
MATCH (c:Claim {edge_id: id})-[:STATED_IN]->(s:Sentence)
RETURN properties(c) AS claim, s.text AS text, s.start AS start, s.end AS end
