// name: link_objects
// answers: Joins claims to an entity, as their object.
// engine: rows list - maps of claim and entity
UNWIND $rows AS row
MATCH (c:Claim {id: row.claim})
MATCH (e:Entity {id: row.entity})
CREATE (c)-[:ABOUT_OBJECT]->(e)
