// name: exposure-chains
// title: Exposure chains from an entity
// answers: If this breaks, who is hurt and who gains, and on which chain?
// note: The rules of what may follow what are $follow, the very table that knockon trace runs. Left to knockon trace:
// note: what guards take off a hop's weight, chains of more than four hops, and the sentences behind each hop.
// parameter: source string - id of the entity that the shock hits
// parameter: shock string = null - up or down; left out, what its type suffers by default
// parameter: max_hops int = 4 - longest chain, at most 4
// parameter: min_confidence float = 0.0 - least product of the hops' confidences
// parameter: stated_only bool = false - leave out what no sentence states: hops to prices and over the taxonomy
// parameter: limit int = 20 - at most so many chains
// engine: follow map - "STATE SIGN MOVE" to "STATE SIGN", what may follow what
// engine: shocks map - entity type to its default shock
// engine: makes list - relations from a maker to its good
// engine: place_types list - types that pass a shock on only as the source
// engine: open_after list - types that open them all the same
// engine: open_relations list - relations that open them all the same
// engine: decay float - what every hop costs
MATCH p = (s:Entity {id: $source})-[:EXPOSES*1..4]->(t:Entity)
WHERE length(p) <= $max_hops AND NOT ($stated_only AND any(x IN relationships(p) WHERE x.derived))
WITH t, nodes(p) AS n, relationships(p) AS r,
  CASE WHEN coalesce($shock, $shocks[s.type]) = 'up' THEN 'start+' ELSE 'start-' END AS start
WHERE all(x IN n WHERE size([y IN n WHERE y.id = x.id]) = 1)
WITH t, n, r, reduce(state = start, i IN range(0, size(r) - 1) |
  $follow[state + ' '
    + CASE WHEN r[i].channel = 'demand' AND r[i].relation IN $makes THEN 'maker' ELSE r[i].channel END
    + CASE WHEN r[i].sign > 0 THEN '+' ELSE '-' END
    + CASE WHEN n[i + 1].type IN $place_types AND NOT n[i].type IN $open_after AND NOT r[i].relation IN $open_relations
      THEN '!' ELSE '' END]) AS state
WHERE state IS NOT NULL
WITH t, n, r, right(state, 1) AS sign,
  reduce(c = 1.0, x IN r | c * x.confidence) AS confidence,
  reduce(c = 1.0, x IN r | c * x.confidence * x.weight * $decay) AS score,
  [x IN r WHERE x.lag_min IS NOT NULL] AS timed
WHERE confidence >= $min_confidence
RETURN t.name AS end, t.type AS type, CASE sign WHEN '+' THEN 'up' ELSE 'down' END AS moves,
  [x IN n | x.name] AS chain, [x IN r | x.relation] AS relations, r[0].channel = 'act' AS deed,
  round(confidence, 3) AS confidence, round(score, 4) AS score,
  CASE WHEN size(timed) = 0 THEN null ELSE reduce(m = 0.0, x IN timed | m + x.lag_min) END AS lag_min,
  CASE WHEN size(timed) = 0 THEN null ELSE reduce(m = 0.0, x IN timed | m + x.lag_max) END AS lag_max
ORDER BY score DESC, size(relations), chain, relations, moves
LIMIT $limit
