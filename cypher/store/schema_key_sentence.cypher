// name: schema_key_sentence
// answers: Makes the id of :Sentence unique, which also makes MERGE on it one seek.
CREATE CONSTRAINT sentence_id IF NOT EXISTS FOR (n:Sentence) REQUIRE n.id IS UNIQUE
