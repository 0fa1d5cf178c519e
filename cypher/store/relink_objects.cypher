// name: relink_objects
// answers: Joins all claims to entities that were made anew, as their object.
// engine: ids list - entity ids
UNWIND $ids AS id
MATCH (e:Entity {id: id})
MATCH (c:Claim {object_id: id})
CREATE (c)-[:ABOUT_OBJECT]->(e)
