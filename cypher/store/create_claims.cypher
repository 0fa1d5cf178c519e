// name: create_claims
// answers: Writes claims with their sentence and the two entities they are about.
// engine: rows list - maps of id, sentence, subject, object and props
UNWIND $rows AS row
MATCH (s:Sentence {id: row.sentence})
MATCH (x:Entity {id: row.subject})
MATCH (y:Entity {id: row.object})
CREATE (c:Claim {id: row.id})-[:STATED_IN]->(s)
CREATE (c)-[:ABOUT_SUBJECT]->(x)
CREATE (c)-[:ABOUT_OBJECT]->(y)
SET c += row.props
