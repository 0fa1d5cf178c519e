// name: edges-by-relation
// title: Edges by relation
// answers: How many edges of each relation does the graph hold, and how sure are they?
MATCH (s:Entity)-[r]->(o:Entity)
WHERE type(r) <> 'EXPOSES'
RETURN type(r) AS relation, count(r) AS edges, round(avg(r.confidence), 3) AS mean_confidence,
  sum(r.support) AS support, sum(r.denials) AS denials
ORDER BY edges DESC, relation
