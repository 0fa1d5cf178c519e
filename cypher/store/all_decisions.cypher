// name: all_decisions
// answers: Everything that people have decided.
MATCH (d:Decision) RETURN properties(d) AS decision
