// name: count_all
// answers: How much does the graph hold of each kind?
MATCH (a:Article) RETURN 'articles' AS what, count(a) AS number
UNION ALL MATCH (s:Sentence) RETURN 'sentences' AS what, count(s) AS number
UNION ALL MATCH (c:Claim) RETURN 'claims' AS what, count(c) AS number
UNION ALL MATCH (e:Entity) RETURN 'entities' AS what, count(e) AS number
UNION ALL MATCH (:Entity)-[r]->(:Entity) WHERE type(r) <> 'EXPOSES' RETURN 'edges' AS what, count(r) AS number
UNION ALL MATCH (:Entity)-[r:EXPOSES]->(:Entity) RETURN 'exposures' AS what, count(r) AS number
