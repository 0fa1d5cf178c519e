"""Run by test_neo4j_store.py with `-W error`: things at which the driver would warn or log."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import yaml

from graph.stores.neo4j import open_neo4j
from schemas.errors import KnockonError

cases = yaml.safe_load(Path(__file__).with_name("neo4j_store.yaml").read_text("utf-8"))
uri, username, database = sys.argv[1:]
password = sys.stdin.read()
with open_neo4j(uri, username=username, password=password, database=database) as store:
    for query in cases["hints"]:
        list(store.read(query))
    rows = store.read(cases["many"])
    next(rows)
    with suppress(KnockonError):
        store.read(cases["wrong"])
for address in (uri, "neo4j://127.0.0.1:1"):
    with suppress(KnockonError):
        open_neo4j(address, username=username, password="x")
sys.stdout.write("done\n")
