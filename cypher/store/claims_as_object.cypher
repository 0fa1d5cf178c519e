// name: claims_as_object
// answers: The claims that have these entities as their object, with their sentences.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (c:Claim {object_id: id})-[:STATED_IN]->(s:Sentence)
RETURN properties(c) AS claim, s.text AS text, s.start AS start, s.end AS end
