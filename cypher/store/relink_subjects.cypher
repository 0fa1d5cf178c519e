// name: relink_subjects
// answers: Joins all claims to entities that were made anew, as their subject.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (e:Entity {id: id})
MATCH (c:Claim {subject_id: id})
CREATE (c)-[:ABOUT_SUBJECT]->(e)
