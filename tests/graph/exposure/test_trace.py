from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from graph.exposure.records import Node
from graph.exposure.wording import deed, effect, outcome
from graph.trace import Trace, trace
from schemas.errors import UnknownEntityError, UsageError

Build = Callable[..., Any]

FLOOD = {"Event": ["flood"], "Commodity": ["tin", "zinc"], "Product": ["cans", "stockpile"], "Industry": ["brewers"]}
LINE = ["flood DISRUPTS tin", "cans DEPENDS_ON tin", "brewers DEPENDS_ON cans"]


def only(answer: Trace) -> Any:
    (chain,) = answer.chains
    return chain


def test_chain(build: Build) -> None:
    chain = only(trace(build({"types": FLOOD, "claims": LINE}).graph, "flood", to="brewers"))
    assert [hop.target.name for hop in chain.hops] == ["tin", "cans", "brewers"]
    assert (chain.shock, chain.deed, chain.sign, chain.outcome, chain.effect) == (
        "up",
        None,
        -1,
        "harmed",
        "are harmed",
    )
    assert chain.order == 3
    assert chain.confidence == 0.729
    assert chain.score == pytest.approx(0.729 * (0.9 * 0.8 * 0.8) * 0.9**3, rel=1e-3)
    assert (chain.lag_min, chain.lag_max) == (None, None)


def test_evidence(build: Build) -> None:
    claims = [
        "flood DISRUPTS tin | confidence=0.5, date=2024-01",
        "flood DISRUPTS tin | confidence=0.8, date=2023-01",
        "flood DISRUPTS tin | confidence=0.9, modality=conditional",
        "flood DISRUPTS tin | status=denied",
        "flood DISRUPTS tin | confidence=0.7, object=down/noun",
    ]
    answer = trace(build({"types": FLOOD, "claims": claims}).graph, "flood", to="tin")
    falls, rises = sorted(answer.chains, key=lambda chain: chain.sign)
    assert [e.confidence for e in falls.hops[0].evidence] == [0.8, 0.5, 0.9]
    assert [e.confidence for e in rises.hops[0].evidence] == [0.7]
    best = falls.hops[0].evidence[0]
    assert best.sentence == "flood DISRUPTS tin."
    assert (best.title, best.url, best.published) == ("About tin", "https://example.org/own-1", "2023-01")
    assert (best.subject, best.relation, best.object, best.modality) == ("flood", "DISRUPTS", "tin", "asserted")


@pytest.mark.parametrize(("sentences", "count"), [(0, 0), (1, 1), (3, 3), (9, 5)])
def test_so_many_sentences(build: Build, sentences: int, count: int) -> None:
    graph = build({"types": FLOOD, "claims": ["flood DISRUPTS tin"] * 5}).graph
    assert len(only(trace(graph, "flood", sentences=sentences, max_hops=1)).hops[0].evidence) == count


def test_a_sentence_is_quoted_once(build: Build) -> None:
    claims = ["flood DISRUPTS tin | article=a", "flood DISRUPTS tin | article=a, confidence=0.4"]
    (quoted,) = only(trace(build({"types": FLOOD, "claims": claims}).graph, "flood")).hops[0].evidence
    assert quoted.confidence == 0.9


LAGS: list[tuple[str, list[str], tuple[float | None, float | None]]] = [
    ("onsets add up", ["flood DISRUPTS tin | onset=1-2", "cans DEPENDS_ON tin | onset=3-6"], (4, 8)),
    ("a hop without one adds nothing", ["flood DISRUPTS tin", "cans DEPENDS_ON tin | onset=3-6"], (3, 6)),
    ("none stated", ["flood DISRUPTS tin", "cans DEPENDS_ON tin"], (None, None)),
    ("a duration is not added", ["flood DISRUPTS tin | duration=12-24", "cans DEPENDS_ON tin | onset=3-6"], (3, 6)),
    ("an open end stays open", ["flood DISRUPTS tin | onset=2-", "cans DEPENDS_ON tin | onset=3-6"], (5, None)),
]


@pytest.mark.parametrize(("claims", "lag"), [row[1:] for row in LAGS], ids=[row[0] for row in LAGS])
def test_lag(build: Build, claims: list[str], lag: tuple[float | None, float | None]) -> None:
    chain = only(trace(build({"types": FLOOD, "claims": claims}).graph, "flood", to="cans"))
    assert (chain.lag_min, chain.lag_max) == lag


def test_a_duration_is_shown(build: Build) -> None:
    chain = only(trace(build({"types": FLOOD, "claims": ["flood DISRUPTS tin | duration=12-24"]}).graph, "flood"))
    horizon = chain.hops[0].evidence[0].horizon
    assert (horizon.kind, horizon.min, horizon.max) == ("duration", 12, 24)


# A guard of weight 0.6 and confidence 0.5 takes 0.3 off.
GUARD = "stockpile MITIGATES {} | confidence=0.5"
GUARDS: list[tuple[str, list[str], list[list[str]]]] = [
    ("at the source, where it counters the shock", [GUARD.format("flood")], [["stockpile"], []]),
    ("at what a hop leads to, as the movement goes", [GUARD.format("tin") + ", object=down/noun"], [["stockpile"], []]),
    ("not where it works the same way", [GUARD.format("tin")], [[], []]),
    ("at the end", [GUARD.format("cans") + ", object=down/noun"], [[], ["stockpile"]]),
]


@pytest.mark.parametrize(("claims", "beside"), [row[1:] for row in GUARDS], ids=[row[0] for row in GUARDS])
def test_guard(build: Build, claims: list[str], beside: list[list[str]]) -> None:
    """A guard lowers the weight of the hop it guards and is shown beside it."""
    chain = only(trace(build({"types": FLOOD, "claims": [*LINE[:2], *claims]}).graph, "flood", to="cans"))
    assert [[guard.node.name for guard in hop.guards] for hop in chain.hops] == beside
    for hop, weight in zip(chain.hops, (0.9, 0.8), strict=True):
        assert hop.weight == pytest.approx(weight * 0.7 if hop.guards else weight)
        for guard in hop.guards:
            assert (guard.relation, guard.factor) == ("MITIGATES", 0.7)
            assert len(guard.evidence) == 1


def test_a_guard_on_the_chain_is_none(build: Build) -> None:
    claims = ["stockpile CAUSES flood", GUARD.format("flood"), *LINE[:1]]
    chains = trace(build({"types": FLOOD, "claims": claims}).graph, "stockpile", to="tin").chains
    assert [[hop.guards for hop in chain.hops] for chain in chains] == [[(), ()], [(), ()]]


def test_no_guard_softens_a_deed(build: Build) -> None:
    types = {"Place": ["China"], "Activity": ["exports"], "Product": ["stockpile"]}
    claims = ["China RESTRICTS exports", "stockpile MITIGATES China"]
    chain = only(trace(build({"types": types, "claims": claims}).graph, "China"))
    assert chain.hops[0].guards == ()


def test_a_taxonomy_hop_is_no_order(build: Build) -> None:
    world = {"types": FLOOD, "claims": ["brewers DEPENDS_ON cans"], "hops": ["tin kind-up cans"]}
    chain = only(trace(build(world).graph, "tin", to="brewers"))
    assert (len(chain.hops), chain.order) == (2, 1)
    assert chain.hops[0].derived
    assert chain.hops[0].evidence == ()


def test_best_first_and_top(build: Build) -> None:
    graph = build({"types": FLOOD, "claims": LINE}).graph
    answer = trace(graph, "flood")
    scores = [chain.score for chain in answer.chains]
    assert scores == sorted(scores, reverse=True)
    assert trace(graph, "flood", top=2).chains == answer.chains[:2]


def test_no_chain_tells_what_was_searched(build: Build) -> None:
    graph = build({"types": FLOOD, "claims": LINE}).graph
    answer = trace(graph, "zinc", to="brewers", max_hops=3, min_confidence=0.2)
    assert answer.chains == ()
    assert answer.to is not None
    assert answer.to.name == "brewers"
    assert (answer.searched.nodes, answer.searched.max_hops, answer.searched.min_confidence) == (4, 3, 0.2)
    alone = trace(graph, "flood", min_confidence=0.95)
    assert alone.chains == ()
    assert (alone.searched.nodes, alone.searched.hops) == (1, 1)


def test_answer_is_plain_json(build: Build) -> None:
    answer = trace(build({"types": FLOOD, "claims": LINE}).graph, "flood", to="brewers")
    assert Trace.model_validate(json.loads(json.dumps(answer.to_dict()))) == answer


@pytest.mark.parametrize("name", ["flood", "Flood", " FLOOD ", "floods"])
def test_names(build: Build, name: str) -> None:
    assert trace(build({"types": FLOOD, "claims": LINE}).graph, name).source.name == "flood"


@pytest.mark.parametrize("place", ["source", "to"])
def test_unknown_name(build: Build, place: str) -> None:
    graph = build({"types": FLOOD, "claims": LINE}).graph
    with pytest.raises(UnknownEntityError) as refused:
        trace(graph, "flod" if place == "source" else "tin", to="flod" if place == "to" else None)
    assert "flod" in refused.value.cause
    assert "flood" in refused.value.cure


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"max_hops": 0}, "max_hops"),
        ({"top": 0}, "top"),
        ({"sentences": -1}, "sentences"),
        ({"min_confidence": 1.5}, "min_confidence"),
        ({"min_confidence": -0.1}, "min_confidence"),
        ({"to": "flood"}, "same"),
    ],
)
def test_wrong_call(build: Build, options: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word) as refused:
        trace(build({"types": FLOOD, "claims": LINE}).graph, "flood", **options)
    assert refused.value.cure


@pytest.mark.parametrize(
    ("type_", "name", "sign", "words"),
    [
        ("Place", "China", -1, "is harmed"),
        ("Place", "United States", -1, "is harmed"),
        ("Place", "Gulf states", 1, "gains"),
        ("Place", "gulf states", 1, "gain"),
        ("Organization", "Acme Metals", 1, "gains"),
        ("Industry", "carmakers", -1, "are harmed"),
        ("Industry", "defense sector", 1, "gains"),
        ("Commodity", "rare earths", -1, "fall"),
        ("Commodity", "natural gas", -1, "falls"),
        ("Factor", "cost of inputs", 1, "rises"),
        ("Factor", "input costs", 1, "rise"),
    ],
)
def test_words_for_the_end(type_: str, name: str, sign: int, words: str) -> None:
    actor = type_ in ("Place", "Organization", "Industry")
    assert effect(Node(id="x", name=name, type=type_), outcome(actor, sign)) == words


def test_words_for_a_deed() -> None:
    assert (deed("China"), deed("United States")) == ("China's deed", "United States' deed")
