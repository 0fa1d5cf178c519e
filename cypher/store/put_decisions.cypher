// name: put_decisions
// answers: Writes what people have decided.
// engine: rows list - maps of id and props
UNWIND $rows AS row
MERGE (d:Decision {id: row.id})
SET d += row.props
