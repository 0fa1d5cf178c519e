// name: ping
// answers: Does the database answer? One row, without touching any data.
RETURN 1 AS one
