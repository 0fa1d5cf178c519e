// name: entity_names
// answers: How every entity is called.
MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.aliases AS aliases
