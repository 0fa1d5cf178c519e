"""Every query of `cypher/library` on both stores; and the chain queries against `trace`, world by world."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cypher
from graph.exposure.parameters import engine_parameters
from graph.exposure.world import ExposureGraph
from graph.merge import put_article
from graph.rows import entity_properties, exposes_properties
from graph.snapshot import snapshot
from graph.stores.base import Store, Transaction
from graph.trace import trace
from schemas.errors import QueryError

CASES = yaml.safe_load(Path(__file__).with_name("library.yaml").read_text(encoding="utf-8"))
WORLDS = [
    row
    for file in sorted((Path(__file__).parents[1] / "worlds").glob("*.yaml"))
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def filled(shared_store: Store, build_once: Callable[..., Any]) -> tuple[Store, dict[str, str]]:
    """A store with the library's world, and entity ids by name."""
    world = build_once(CASES["world"])
    articles = {article.id: article for article in world.articles}
    for linked in world.claims:
        put_article(shared_store, articles[linked.claim.article], [linked.claim], extractor="test")
    return shared_store, {entity.name: entity.id for entity in snapshot(shared_store).entities}


def run(store: Store, name: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    query = cypher.load(name)
    return list(store.read(query.text, {**query.bind(given), **engine_parameters(query)}))


@pytest.mark.parametrize("case", CASES["queries"], ids=[f"{c['name']} {c['given']}" for c in CASES["queries"]])
def test_query(filled: tuple[Store, dict[str, str]], case: dict[str, Any]) -> None:
    store, ids = filled
    given = {name: _id(value, ids) for name, value in case["given"].items()}
    rows = [[row[column] for column in case["columns"]] for row in run(store, case["name"], given)]
    if case.get("ordered", True):
        assert rows == case["rows"]
    else:
        assert sorted(rows, key=str) == sorted(case["rows"], key=str)


def _id(value: Any, ids: dict[str, str]) -> Any:
    found = re.fullmatch(r"<(.+)>", value) if isinstance(value, str) else None
    return ids[found[1]] if found else value


def test_every_query_has_a_case() -> None:
    assert {case["name"] for case in CASES["queries"]} == set(cypher.names("library"))


@pytest.mark.parametrize("name", cypher.names("library"))
def test_a_query_says_what_it_is(name: str) -> None:
    query = cypher.load(name)
    assert query.answers.endswith("?")
    assert query.title != query.name
    assert not query.writes
    assert all(parameter.help for parameter in query.parameters)
    engine_parameters(query)


def test_unknown_engine_parameter() -> None:
    query = cypher.read_text("// engine: moon list - what is not there\nRETURN $moon AS x")
    with pytest.raises(QueryError, match="moon"):
        engine_parameters(query)


def _write(store: Store, number: int, built: Any) -> None:
    """Write a world's entities and EXPOSES edges under ids of its own."""

    def work(transaction: Transaction) -> None:
        for entity in built.entities.values():
            make = cypher.load("make_entities").fill(LABEL=entity.type).text
            transaction.run(make, {"ids": [f"w{number}-{entity.id}"]})
        entities = [{"id": f"w{number}-{e.id}", "props": entity_properties(e)} for e in built.entities.values()]
        transaction.run(cypher.load("set_entities").text, {"rows": entities})
        edges = [
            {"source": f"w{number}-{e.source}", "target": f"w{number}-{e.target}", "props": exposes_properties(e)}
            for e in built.exposes
        ]
        transaction.run(cypher.load("create_exposes").text, {"rows": edges})

    store.write(work)


def test_chain_query_follows_the_same_rules_as_trace(any_store: Store, build: Callable[..., Any]) -> None:
    """The same chains with the same signs in every world of the rules, up and down."""
    compared = 0
    for number, world in enumerate(WORLDS):
        built = build(world)
        _write(any_store, number, built)
        source = built.graph.find(world["from"]).id
        for shock in ("up", "down"):
            # Guards are left to the engine; they change scores, not which chains there are.
            expected = sorted(
                (
                    [chain.source.name, *(hop.target.name for hop in chain.hops)],
                    [hop.relation for hop in chain.hops],
                    "up" if chain.sign > 0 else "down",
                    chain.deed is not None,
                    chain.confidence,
                )
                for chain in trace(built.graph, source, shock=shock, top=1000).chains
            )
            given = {"source": f"w{number}-{source}", "shock": shock, "limit": 1000}
            columns = ("chain", "relations", "moves", "deed", "confidence")
            assert (
                sorted(tuple(row[c] for c in columns) for row in run(any_store, "exposure-chains", given)) == expected
            )
            compared += len(expected)
    assert compared > 300


def test_trace_of_a_store_is_trace_in_memory(filled: tuple[Store, dict[str, str]]) -> None:
    store, ids = filled
    memory = ExposureGraph.of(snapshot(store))
    for name, id_ in ids.items():
        for to in (None, "automakers"):
            if name == to:
                continue
            assert trace(store, name, to=to, top=30) == trace(memory, id_, to=to, top=30)
