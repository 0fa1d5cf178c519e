// name: harmed-by
// title: What it harms directly
// answers: Who loses, and what is held back, directly by this entity's act or presence?
// parameter: entity string - id of the entity that harms
// parameter: limit int = 50 - at most so many rows
MATCH (s:Entity {id: $entity})-[r:EXPOSES]->(o:Entity)
WHERE r.channel IN ['act', 'effect', 'guard'] AND r.sign < 0
RETURN o.name AS who, o.type AS type, r.relation AS relation, r.confidence AS confidence, r.weight AS weight,
  r.lag_min AS lag_min, r.lag_max AS lag_max, r.edge_ids AS edges
ORDER BY confidence DESC, who, relation
LIMIT $limit
