// name: all_claims
// answers: Every claim with its sentence.
MATCH (c:Claim)-[:STATED_IN]->(s:Sentence)
RETURN properties(c) AS claim, s.text AS text, s.start AS start, s.end AS end
