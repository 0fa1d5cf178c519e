// name: schema_key_decision
// answers: Makes the id of :Decision unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE
