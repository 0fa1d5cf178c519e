// name: claims_of_articles
// answers: The claims of these, with their sentences.
// engine: ids list - article ids
UNWIND $ids AS id
MATCH (c:Claim {article: id})-[:STATED_IN]->(s:Sentence)
RETURN properties(c) AS claim, s.text AS text, s.start AS start, s.end AS end
