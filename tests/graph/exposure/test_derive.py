from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from graph.derive import derive_edges, derive_exposures, edge_ids_of_pair, is_later
from graph.edges import Edge, edge_id
from schemas.vocabulary import vocabulary

TYPES = {
    "Place": ["China", "Chile"],
    "Organization": ["Acme"],
    "Industry": ["carmakers"],
    "Commodity": ["lithium", "sodium"],
    "Factor": ["input costs", "margins"],
    "Policy": ["export ban"],
}

EDGES: list[tuple[str, list[str], dict[str, Any]]] = [
    ("one claim", ["China PRODUCES lithium"], {"confidence": 0.9, "support": 1, "denials": 0, "ended": None}),
    (
        "noisy-or over articles",
        ["China PRODUCES lithium | confidence=0.5", "China PRODUCES lithium | confidence=0.6"],
        {"confidence": 0.8, "support": 2},
    ),
    (
        "only the best claim of an article counts",
        [
            "China PRODUCES lithium | article=a, confidence=0.5",
            "China PRODUCES lithium | article=a, confidence=0.6",
        ],
        {"confidence": 0.6, "support": 1},
    ),
    (
        "best is by confidence times modality",
        [
            "China PRODUCES lithium | article=a, confidence=0.9, modality=possible",
            "China PRODUCES lithium | article=a, confidence=0.6",
        ],
        {"confidence": 0.6},
    ),
    ("a forecast weighs less", ["China PRODUCES lithium | modality=forecast"], {"confidence": 0.72}),
    ("a possibility weighs less", ["China PRODUCES lithium | modality=possible"], {"confidence": 0.45}),
    ("a condition weighs less", ["China PRODUCES lithium | modality=conditional"], {"confidence": 0.36}),
    (
        "a denial halves one support",
        ["China PRODUCES lithium", "China PRODUCES lithium | status=denied"],
        {"confidence": 0.45, "support": 1, "denials": 1},
    ),
    (
        "denials count by article",
        [
            "China PRODUCES lithium",
            "China PRODUCES lithium | status=denied, article=a",
            "China PRODUCES lithium | status=denied, article=a, confidence=0.5",
        ],
        {"denials": 1},
    ),
    (
        "an article can hold and deny",
        ["China PRODUCES lithium | article=a", "China PRODUCES lithium | article=a, status=denied"],
        {"confidence": 0.45, "support": 1, "denials": 1},
    ),
    (
        "ended from the newest ended claim",
        [
            "China PRODUCES lithium | date=2023-01-05",
            "China PRODUCES lithium | date=2023-06-01, status=ended",
            "China PRODUCES lithium | date=2023-09-01, status=ended",
        ],
        {"ended": "2023-09-01", "first_seen": "2023-01-05", "last_seen": "2023-01-05"},
    ),
    (
        "exempt ends as well",
        ["China PRODUCES lithium | date=2023", "China PRODUCES lithium | date=2024, status=exempt"],
        {"ended": "2024"},
    ),
    *(
        (
            f"an ending that is {modality} neither closes nor supports",
            [
                "China PRODUCES lithium | date=2023-01-05",
                f"China PRODUCES lithium | date=2024, status={status}, modality={modality}",
            ],
            {"ended": None, "support": 1, "denials": 0, "confidence": 0.9, "last_seen": "2023-01-05"},
        )
        for status in ("ended", "exempt")
        for modality in ("forecast", "possible", "conditional")
    ),
    (
        "an ending that is only forecast does not put an asserted one off",
        [
            "China PRODUCES lithium | date=2022",
            "China PRODUCES lithium | date=2023, status=ended",
            "China PRODUCES lithium | date=2024, status=ended, modality=forecast",
        ],
        {"ended": "2023"},
    ),
    (
        "a later claim that holds reopens",
        ["China PRODUCES lithium | date=2023-06-01, status=ended", "China PRODUCES lithium | date=2023-06-02"],
        {"ended": None},
    ),
    (
        "same date: ended wins",
        ["China PRODUCES lithium | date=2023-06-01, status=ended", "China PRODUCES lithium | date=2023-06-01"],
        {"ended": "2023-06-01"},
    ),
    (
        "a day of the month of the end is the same date",
        ["China PRODUCES lithium | date=2023-06, status=ended", "China PRODUCES lithium | date=2023-06-20"],
        {"ended": "2023-06"},
    ),
    (
        "undated never closes",
        ["China PRODUCES lithium | date=2023", "China PRODUCES lithium | status=ended"],
        {"ended": None},
    ),
    (
        "undated never reopens",
        ["China PRODUCES lithium", "China PRODUCES lithium | date=2023, status=ended"],
        {"ended": "2023", "first_seen": None, "last_seen": None},
    ),
    (
        "a denial neither closes nor reopens",
        [
            "China PRODUCES lithium | date=2022",
            "China PRODUCES lithium | date=2023, status=ended",
            "China PRODUCES lithium | date=2024, status=denied",
        ],
        {"ended": "2023"},
    ),
    (
        "first and last seen come from claims that hold",
        [
            "China PRODUCES lithium | date=2022-03",
            "China PRODUCES lithium | date=2021",
            "China PRODUCES lithium | date=2025, status=denied",
        ],
        {"first_seen": "2021", "last_seen": "2022-03"},
    ),
    (
        "a symmetric edge is one, from the smaller id",
        ["lithium COMPETES_WITH sodium", "sodium COMPETES_WITH lithium"],
        {"subject": "lithium", "object": "sodium", "support": 2, "confidence": 0.99},
    ),
]

NO_EDGE = [
    ("denied only", ["China PRODUCES lithium | status=denied"]),
    ("ended only", ["China PRODUCES lithium | date=2023, status=ended"]),
    ("of itself", ["lithium SUBSTITUTES_FOR lithium"]),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in EDGES], ids=[row[0] for row in EDGES])
def test_edge(build: Callable[..., Any], claims: list[str], expected: dict[str, Any]) -> None:
    (edge,) = derive_edges(build({"types": TYPES, "claims": claims}).claims, vocabulary())
    assert {name: getattr(edge, name) for name in expected} == expected


@pytest.mark.parametrize("claims", [row[1] for row in NO_EDGE], ids=[row[0] for row in NO_EDGE])
def test_no_edge_and_no_exposes(build: Callable[..., Any], claims: list[str]) -> None:
    built = build({"types": TYPES, "claims": claims})
    assert derive_edges(built.claims, vocabulary()) == []
    assert built.exposes == []


def test_direction_of_a_relation_makes_two_edges(build: Callable[..., Any]) -> None:
    claims = ["China DEPENDS_ON lithium", "lithium DEPENDS_ON China"]
    assert len(derive_edges(build({"types": TYPES, "claims": claims}).claims, vocabulary())) == 2


# Each row: claims, then every EXPOSES edge as "source channel sign target", with more after a colon.
EXPOSES: list[tuple[str, list[str], list[str]]] = [
    (
        "a maker",
        ["China PRODUCES lithium"],
        ["china make + lithium: weight 0.7, confidence 0.9", "lithium demand + china: weight 0.5, confidence 0.9"],
    ),
    (
        "an actor acts",
        ["China RESTRICTS lithium"],
        ["china act - lithium: weight 0.9"],
    ),
    ("what is no actor has an effect", ["export ban RESTRICTS lithium"], ["export-ban effect - lithium"]),
    ("the end that the shock comes from decides", ["carmakers HARMED_BY China"], ["china act - carmakers"]),
    ("and not the other end", ["carmakers HARMED_BY export ban"], ["export-ban effect - carmakers"]),
    (
        "one edge, both signs, each with its own claims",
        [
            "input costs DECREASES margins | subject=up/adjective, confidence=0.8",
            "input costs DECREASES margins | subject=down/adjective, confidence=0.6",
            "input costs DECREASES margins | subject=down/adjective, confidence=0.5",
        ],
        ["input-costs effect - margins: confidence 0.8", "input-costs effect + margins: confidence 0.8"],
    ),
    (
        "a denial counts against its own sign",
        [
            "input costs DECREASES margins",
            "input costs DECREASES margins | subject=down/adjective",
            "input costs DECREASES margins | subject=down/adjective, status=denied",
        ],
        ["input-costs effect - margins: confidence 0.9", "input-costs effect + margins: confidence 0.45"],
    ),
    (
        "the share scales the weight",
        ["China DOMINATES lithium | share=0.8"],
        ["china make + lithium: weight 0.72", "lithium demand + china: weight 0.4"],
    ),
    (
        "the newest share counts",
        ["China DOMINATES lithium | share=0.9, date=2020", "China DOMINATES lithium | share=0.6, date=2024"],
        ["china make + lithium: weight 0.54", "lithium demand + china: weight 0.3"],
    ),
    (
        "the undated share is the oldest",
        ["China DOMINATES lithium | share=0.9", "China DOMINATES lithium | share=0.6, date=2019"],
        ["china make + lithium: weight 0.54", "lithium demand + china: weight 0.3"],
    ),
    (
        "onsets span the lag",
        ["export ban RESTRICTS lithium | onset=3-6", "export ban RESTRICTS lithium | onset=2-4"],
        ["export-ban effect - lithium: lag_min 2.0, lag_max 6.0"],
    ),
    (
        "an onset within a year begins at once",
        ["export ban RESTRICTS lithium | onset=-12"],
        ["export-ban effect - lithium: lag_min 0.0, lag_max 12.0"],
    ),
    (
        "a duration is no lag",
        ["export ban RESTRICTS lithium | duration=12-24"],
        ["export-ban effect - lithium: lag_min None, lag_max None"],
    ),
    (
        "an ended edge passes nothing on",
        ["China RESTRICTS lithium | date=2022", "China RESTRICTS lithium | date=2023, status=ended"],
        [],
    ),
    (
        "two edges, one rivalry",
        ["lithium SUBSTITUTES_FOR sodium | confidence=0.5", "sodium SUBSTITUTES_FOR lithium | confidence=0.5"],
        ["lithium rival - sodium: confidence 0.75", "sodium rival - lithium: confidence 0.75"],
    ),
    (
        "a symmetric edge goes both ways once",
        ["Chile PARTNERS_WITH China"],
        ["chile partner + china: weight 0.4", "china partner + chile: weight 0.4"],
    ),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in EXPOSES], ids=[row[0] for row in EXPOSES])
def test_exposes(build: Callable[..., Any], claims: list[str], expected: list[str]) -> None:
    found = build({"types": TYPES, "claims": claims}).exposes
    said = {}
    for line in expected:
        key, _, more = line.partition(": ")
        said[key] = dict(part.split(" ") for part in more.split(", ") if part)
    by_key = {f"{e.source} {e.channel} {'+' if e.sign > 0 else '-'} {e.target}": e for e in found}
    assert set(by_key) == set(said)
    for key, values in said.items():
        assert {name: str(getattr(by_key[key], name)) for name in values} == values


def test_rivalry_names_both_edges(build: Callable[..., Any]) -> None:
    built = build({"types": TYPES, "claims": ["lithium SUBSTITUTES_FOR sodium", "sodium SUBSTITUTES_FOR lithium"]})
    pair = edge_ids_of_pair("sodium", "SUBSTITUTES_FOR", "lithium", vocabulary())
    assert all(exposes.edge_ids == pair for exposes in built.exposes)


def test_edge_ids_of_a_symmetric_pair_are_one() -> None:
    pair = edge_ids_of_pair("b", "COMPETES_WITH", "a", vocabulary())
    assert pair == (edge_id("a", "COMPETES_WITH", "b", symmetric=True),)


def test_prices(build: Callable[..., Any]) -> None:
    built = build(
        {
            "types": {
                "Commodity": ["lithium"],
                "Factor": ["lithium price", "lithium demand", "tin price", "tin demand"],
            },
            "prices": {"lithium price": "lithium", "tin price": "tin"},
            "demands": {"lithium demand": "lithium", "tin demand": "tin"},
        }
    )
    hops = {(e.source, e.sign, e.target) for e in built.exposes}
    # Nothing speaks of tin itself, so only the demand for it reaches its price.
    assert hops == {
        ("lithium", -1, "lithium-price"),
        ("lithium-demand", 1, "lithium-price"),
        ("tin-demand", 1, "tin-price"),
    }
    assert all(e.relation == "PRICE" and e.channel == "price" and e.derived and not e.edge_ids for e in built.exposes)


def test_order_of_claims_does_not_matter(build: Callable[..., Any]) -> None:
    claims = [line for _, lines, _ in EDGES for line in lines] + [line for _, lines, _ in EXPOSES for line in lines]
    built = build({"types": TYPES, "claims": claims})
    edges: list[Edge] = derive_edges(built.claims, vocabulary())
    for seed in range(5):
        shuffled = random.Random(seed).sample(built.claims, len(built.claims))
        assert derive_edges(shuffled, vocabulary()) == edges
        assert derive_exposures(shuffled, built.entities, vocabulary()) == built.exposes


@pytest.mark.parametrize(
    ("date", "other", "later"),
    [
        ("2024-01-02", "2024-01-01", True),
        ("2024-01-01", "2024-01-01", False),
        ("2024", "2024-05", False),
        ("2024-05", "2024", False),
        ("2025", "2024-12-31", True),
        ("2024-02", "2024-01-31", True),
    ],
)
def test_is_later(date: str, other: str, later: bool) -> None:
    assert is_later(date, other) is later
