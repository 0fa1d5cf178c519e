"""Best-first search against plain enumeration, on random small graphs."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.edges import Exposes
from graph.exposure.search import all_paths, best_paths
from graph.exposure.world import ExposureGraph
from schemas.records import Entity
from schemas.vocabulary import vocabulary

TYPES = vocabulary().type_names
# Mostly what may always follow, so that there are many chains to choose from.
CHANNELS = ["supply"] * 20 + [channel.name for channel in vocabulary().channels]
NODES = "abcdef"


def random_graph(seed: int, size: int) -> ExposureGraph:
    chance = random.Random(seed)
    entities = [Entity(id=id_, name=id_, type=chance.choice(TYPES)) for id_ in NODES]
    edges: dict[Any, Exposes] = {}
    for _ in range(size):
        source, target = chance.sample(NODES, 2)
        edge = Exposes(
            source=source,
            target=target,
            relation=chance.choice(["PRODUCES", "RESTRICTS", "SUPPLIES"]),
            sign=chance.choice([1, -1]),
            channel=chance.choice(CHANNELS),
            # Few values, so that there are ties.
            weight=chance.choice([0.1, 0.3, 0.5, 0.5, 0.9, 1.0]),
            confidence=chance.choice([0.1, 0.5, 0.9, 1.0]),
        )
        edges[edge.key] = edge
    return ExposureGraph(edges.values(), entities)


# By a seed: drawn piece by piece the graphs come out too thin to have many chains to choose from.
GRAPHS = st.builds(random_graph, st.integers(0, 2**32), st.integers(5, 40))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    graph=GRAPHS,
    shock=st.sampled_from([1, -1]),
    to=st.sampled_from([None, *NODES[1:]]),
    top=st.sampled_from([1, 2, 5, 1000]),
    limits=st.tuples(st.integers(1, 4), st.sampled_from([0.0, 0.25, 0.5])),
)
def test_best_first_is_enumeration(
    graph: ExposureGraph, shock: int, to: str | None, top: int, limits: tuple[int, float]
) -> None:
    max_hops, min_confidence = limits
    agree(graph, shock, to, top, max_hops=max_hops, min_confidence=min_confidence)


@pytest.mark.parametrize("seed", range(30))
def test_best_first_is_enumeration_on_these_graphs(seed: int) -> None:
    graph = random_graph(seed, 10 + seed)
    for to in (None, *NODES[1:]):
        for top in (1, 3):
            agree(graph, 1, to, top, max_hops=4, min_confidence=0.0)


def agree(graph: ExposureGraph, shock: int, to: str | None, top: int, *, max_hops: int, min_confidence: float) -> None:
    found = best_paths(graph, "a", shock, to=to, max_hops=max_hops, top=top, min_confidence=min_confidence)
    everything = sorted(
        (
            path
            for path in all_paths(graph, "a", shock, max_hops=max_hops, min_confidence=min_confidence)
            if to is None or path.nodes[-1] == to
        ),
        key=lambda path: path.order,
    )
    assert [path.order for path in found.paths] == [path.order for path in everything[:top]]
    assert [path.sign for path in found.paths] == [path.sign for path in everything[:top]]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=GRAPHS, seed=st.randoms(use_true_random=False))
def test_order_of_edges_does_not_matter(graph: ExposureGraph, seed: Any) -> None:
    edges = [edge for id_ in NODES for edge in graph.out(id_)]
    entities = [graph.entity(id_) for id_ in NODES]
    expected = best_paths(graph, "a", 1, to=None, max_hops=4, top=5, min_confidence=0.0)
    seed.shuffle(edges)
    seed.shuffle(entities)
    again = best_paths(ExposureGraph(edges, entities), "a", 1, to=None, max_hops=4, top=5, min_confidence=0.0)
    assert [path.order for path in again.paths] == [path.order for path in expected.paths]


@pytest.mark.parametrize("to", [None, "z"])
def test_the_best_chains_do_not_cost_an_enumeration(to: str | None) -> None:
    """Twelve layers of twelve nodes hold 12^6 ways of six hops; the search looks at few of them."""
    layers = [["a"], *[[f"n{i}-{j}" for j in range(12)] for i in range(5)], ["z"]]
    edges = [
        Exposes(
            source=source,
            target=target,
            relation="SUPPLIES",
            sign=1,
            channel="supply",
            weight=0.9 if source[-1] == target[-1] or "a" in source or "z" in target else 0.1,
            confidence=0.9,
        )
        for layer, after in pairwise(layers)
        for source in layer
        for target in after
    ]
    entities = [Entity(id=id_, name=id_, type="Product") for layer in layers for id_ in layer]
    graph = ExposureGraph(edges, entities)
    found = best_paths(graph, "a", -1, to=to, max_hops=6, top=3, min_confidence=0.0)
    assert len(found.paths) == 3
    assert found.hops < 5000
