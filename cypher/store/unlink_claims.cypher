// name: unlink_claims
// answers: Parts claims from what they are about, and sets what they are to be about.
// engine: rows list - maps of id and props
UNWIND $rows AS row
MATCH (c:Claim {id: row.id})-[r:ABOUT_SUBJECT|ABOUT_OBJECT]->(:Entity)
DELETE r
SET c += row.props
