// name: claims_by_id
// answers: These claims, with their sentences.
// engine: ids list - claim ids
UNWIND $ids AS id
MATCH (c:Claim {id: id})-[:STATED_IN]->(s:Sentence)
RETURN properties(c) AS claim, s.text AS text, s.start AS start, s.end AS end
