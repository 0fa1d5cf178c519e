from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping

import pytest

import cypher
from graph.edges import Exposes
from graph.exposure.parameters import engine_parameters
from graph.exposure.records import Node
from graph.exposure.settings import settings
from graph.exposure.wording import reason
from graph.exposure.world import ExposureGraph
from graph.kinds import RELATIONS, above, is_placed, kind_exposures, ways
from graph.merge import put_article, put_articles, retract
from graph.snapshot import snapshot
from graph.stores.base import Store
from graph.trace import trace
from schemas.records import Article, Claim, Entity

Told = tuple[Article, list[Claim]]


class Small:
    """A taxonomy of a few ids, each with what it is a kind of, works on and is made with."""

    def __init__(
        self,
        broader: Mapping[str, Iterable[str]],
        processes: Mapping[str, str] | None = None,
        made_with: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._broader, self._processes, self._made_with = broader, processes or {}, made_with or {}

    def broader(self, id_: str, /) -> tuple[str, ...]:
        return tuple(self._broader.get(id_, ()))

    def processes(self, id_: str, /) -> str | None:
        return self._processes.get(id_)

    def made_with(self, id_: str, /) -> tuple[str, ...]:
        return tuple(self._made_with.get(id_, ()))


METALS = Small(
    {
        "neodymium": ["light-rare-earth"], "light-rare-earth": ["rare-earth"], "rare-earth": ["critical-mineral"],
        "critical-mineral": ["mineral"], "neodymium-magnet": ["magnet"], "steel-tariff": ["tariff"],
        "disc": ["neodymium-magnet"], "magnet": ["product"],
    },
    {"rare-earth-processing": "rare-earth"},
    {"neodymium-magnet": ["neodymium"]},
)  # fmt: skip
TYPES = {
    "neodymium": "Commodity", "light-rare-earth": "Commodity", "rare-earth": "Commodity", "mineral": "Commodity",
    "critical-mineral": "Commodity", "neodymium-magnet": "Product", "magnet": "Product", "disc": "Product",
    "rare-earth-processing": "Activity", "steel-tariff": "Policy", "tariff": "Policy",
}  # fmt: skip


def entities(*ids: str, **types: str) -> dict[str, Entity]:
    return {id_: Entity(id=id_, name=id_, type=types.get(id_, TYPES.get(id_, "Product"))) for id_ in ids}


def said(hops: Iterable[Exposes]) -> set[str]:
    return {f"{hop.source} {hop.relation} {hop.channel} {hop.target} {hop.weight:g}" for hop in hops}


EDGES: list[tuple[str, list[str], dict[str, str], set[str]]] = [
    (
        "a kind and the broader kind, both ways",
        ["light-rare-earth", "rare-earth"],
        {},
        {
            "light-rare-earth KIND_OF kind-up rare-earth 0.3",
            "rare-earth KIND_OF kind-down light-rare-earth 0.7",
        },
    ),
    (
        "a level that is not there is passed over, and costs",
        ["neodymium", "rare-earth"],
        {},
        {"neodymium KIND_OF kind-up rare-earth 0.15", "rare-earth KIND_OF kind-down neodymium 0.63"},
    ),
    (
        "only the nearest one above",
        ["neodymium", "rare-earth", "mineral"],
        {},
        {
            "neodymium KIND_OF kind-up rare-earth 0.15", "rare-earth KIND_OF kind-down neodymium 0.63",
            "rare-earth KIND_OF kind-up mineral 0.15", "mineral KIND_OF kind-down rare-earth 0.63",
        },
    ),
    (
        "the work on a good",
        ["rare-earth-processing", "rare-earth"],
        {},
        {
            "rare-earth-processing PROCESSING_OF kind-up rare-earth 0.7",
            "rare-earth PROCESSING_OF kind-down rare-earth-processing 0.6",
        },
    ),
    (
        "what a product is made with supplies it",
        ["neodymium-magnet", "neodymium"],
        {},
        {
            "neodymium MADE_WITH supply neodymium-magnet 0.7",
            "neodymium-magnet MADE_WITH demand neodymium 0.3",
        },
    ),
    (
        "a kind of what is made with it is made with it",
        ["disc", "neodymium"],
        {},
        {"neodymium MADE_WITH supply disc 0.56", "disc MADE_WITH demand neodymium 0.15"},
    ),
    ("a policy goes with its class, the class not with it", ["steel-tariff", "tariff"], {},
     {"tariff KIND_OF kind-down steel-tariff 0.7"}),
    ("a cost is a part of all costs, all costs are not it", ["neodymium", "light-rare-earth"], {"neodymium": "Factor"},
     {"neodymium KIND_OF kind-up light-rare-earth 0.3"}),
    ("a company borrows the word alone", ["neodymium-magnet", "magnet"], {"neodymium-magnet": "Organization"}, set()),
    ("one that borrows the word is passed over", ["disc", "neodymium-magnet", "magnet"],
     {"neodymium-magnet": "Organization"},
     {"disc KIND_OF kind-up magnet 0.15", "magnet KIND_OF kind-down disc 0.63"}),
    ("what is too broad is passed over", ["neodymium-magnet", "product"], {}, set()),
    ("things side by side", ["light-rare-earth", "rare-earth-processing"], {}, set()),
    ("one alone", ["neodymium"], {}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "ids", "types", "expected"), EDGES, ids=[row[0] for row in EDGES])
def test_edges_between_what_there_is(rule: str, ids: list[str], types: dict[str, str], expected: set[str]) -> None:
    there = entities(*ids, **types)
    hops = kind_exposures(there, there, METALS)
    assert said(hops) == expected, rule
    assert all(hop.derived and hop.sign == 1 and not hop.edge_ids for hop in hops)


def test_a_price_is_no_kind() -> None:
    price = Entity(id="tin-price", name="tin price", type="Factor", priced_good="tin")
    assert not is_placed(price)
    assert is_placed(price.model_copy(update={"priced_good": None}))


def test_every_relation_has_a_hop_each_way_with_its_reason() -> None:
    rows = settings().taxonomy.hops
    assert sorted((row.relation, row.to) for row in rows) == sorted(
        (relation, to) for relation in RELATIONS for to in ("above", "below")
    )
    assert all(row.why and row.types <= settings().taxonomy.types for row in rows)


def random_taxonomy(chance: random.Random, ids: list[str]) -> Small:
    """Every id lies under some of those after it."""
    later = {id_: ids[at + 1 :] for at, id_ in enumerate(ids)}

    def some(most: int) -> dict[str, list[str]]:
        return {id_: chance.sample(after, chance.randint(0, min(most, len(after)))) for id_, after in later.items()}

    return Small(some(2), {id_: up[0] for id_, up in some(1).items() if up and chance.random() < 0.3}, some(1))


@pytest.mark.parametrize("seed", range(20))
def test_nothing_lies_between_two_that_are_joined(seed: int) -> None:
    """Against the plain definition: some way up on which all between are absent."""
    chance = random.Random(seed)
    ids = [f"e{n}" for n in range(12)]
    taxonomy = random_taxonomy(chance, ids)
    present = set(chance.sample(ids, 6))

    def reached(here: str) -> set[str]:
        up = {*taxonomy.broader(here), *taxonomy.made_with(here), taxonomy.processes(here)} - {None}
        return {a for a in up if a in present} | {b for a in up if a not in present for b in reached(str(a))}

    for id_ in present:
        assert {way.above for way in ways(id_, present, taxonomy)} == reached(id_)
        assert reached(id_) <= set(above(id_, taxonomy))


def test_a_circle_ends() -> None:
    ring = Small({"a": ["b"], "b": ["c"], "c": ["a", "d"]})
    assert above("a", ring) == ("b", "c", "d")
    assert {way.above for way in ways("a", {"a", "d"}, ring)} == {"d"}


@pytest.mark.parametrize("seed", range(3))
def test_the_same_edges_in_any_order_and_after_retraction(
    new_store: Callable[[], Store],
    many: Callable[..., list[Told]],
    texts: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    chance = random.Random(seed)
    ids = ["oil", "chip", "rare-earth", *(f"good-{n}" for n in range(8))]
    chance.shuffle(ids)
    taxonomy = random_taxonomy(chance, ids)
    monkeypatch.setattr("graph.taxonomy.taxonomy", lambda: taxonomy)
    articles = many(12, seed=seed, things=8, lines=2)
    store, other, rest = new_store(), new_store(), new_store()
    seen = 0
    for article, claims in articles:
        put_article(store, article, claims, extractor="x")
        seen += check(store, taxonomy)
    assert seen > 20
    whole = snapshot(store)
    chance.shuffle(articles)
    put_articles(other, articles[:5], extractor="x")
    put_articles(other, articles[5:], extractor="x")
    assert snapshot(other) == whole
    for article, _ in articles[:-2]:
        retract(store, article.id)
        check(store, taxonomy)
    put_articles(rest, articles[-2:], extractor="x")
    assert snapshot(store) == snapshot(rest)
    for article, _ in articles[-2:]:
        retract(store, article.id)
    assert list(store.read(texts["kinds_noted"])) == []


def check(store: Store, taxonomy: Small) -> int:
    """The graph's taxonomy edges are those of its entities, worked out from scratch; how many."""
    found = snapshot(store)
    there = {entity.id: entity for entity in found.entities}
    expected = sorted(kind_exposures(there, there, taxonomy), key=lambda hop: hop.key)
    assert [hop for hop in found.exposes if hop.relation in RELATIONS] == expected
    return len(expected)


NAMES: list[tuple[str, str, str, str, str]] = [
    ("neodymium", "rare earths", "KIND_OF", "kind-up", "neodymium is a rare earth"),
    ("rare earths", "neodymium", "KIND_OF", "kind-down", "neodymium is a rare earth"),
    ("neodymium magnets", "magnets", "KIND_OF", "kind-up", "neodymium magnets are magnets"),
    ("iron ores", "ore", "KIND_OF", "kind-up", "iron ores are a kind of ore"),
    ("LNG", "natural gas", "KIND_OF", "kind-up", "LNG is a kind of natural gas"),
    ("iron", "alloy metals", "KIND_OF", "kind-up", "iron is an alloy metal"),
    ("rare-earth processing", "rare earths", "PROCESSING_OF", "kind-up", "rare-earth processing works on rare earths"),
    ("copper", "copper mines", "PROCESSING_OF", "kind-down", "copper mines work on copper"),
    ("neodymium", "neodymium magnets", "MADE_WITH", "supply", "neodymium magnets are made with neodymium"),
    ("magnet", "neodymium", "MADE_WITH", "demand", "magnet is made with neodymium"),
]


@pytest.mark.parametrize(("source", "target", "relation", "channel", "expected"), NAMES)
def test_reason(source: str, target: str, relation: str, channel: str, expected: str) -> None:
    ends = [Node(id=name, name=name, type="Product") for name in (source, target)]
    hop = Exposes(
        source=source, target=target, relation=relation, sign=1, channel=channel, weight=1, confidence=1, derived=True
    )
    assert reason(hop, *ends) == f"by taxonomy: {expected}"
    assert reason(hop.model_copy(update={"relation": "PRICE", "channel": "price"}), *ends) == "follows from the names"
    assert reason(hop.model_copy(update={"derived": False}), *ends) is None


def test_stated_only_leaves_out_what_no_sentence_states() -> None:
    there = entities("neodymium", "rare-earth", "mineral", "carmaker")
    stated = Exposes(
        source="rare-earth", target="carmaker", relation="INPUT_TO", sign=1, channel="supply", weight=0.8, confidence=1
    )
    hops = [*kind_exposures(there, there, METALS), stated]
    whole = trace(ExposureGraph(hops, there.values()), "neodymium")
    assert [hop.reason for hop in whole.chains[0].hops] == ["by taxonomy: neodymium is a kind of rare-earth"]
    assert {chain.end.id for chain in whole.chains} == {"rare-earth", "mineral", "carmaker"}
    less = ExposureGraph(hops, there.values(), stated_only=True)
    assert trace(less, "neodymium").chains == ()
    assert [chain.end.id for chain in trace(less, "rare-earth").chains] == ["carmaker"]


def test_trace_of_a_store_leaves_derived_edges_out(store: Store, tell: Callable[..., Told]) -> None:
    lines = [
        ("Magnets need neodymium.", "Magnets", "Product", "DEPENDS_ON", "neodymium", "Commodity"),
        ("China makes rare earths.", "China", "Place", "PRODUCES", "rare earths", "Commodity"),
    ]
    put_articles(store, [tell(f"https://x.example/{n}", line) for n, line in enumerate(lines)], extractor="x")
    (chain,) = trace(store, "China", to="magnets").chains
    assert [hop.channel for hop in chain.hops] == ["make", "kind-down", "supply"]
    assert chain.order == 2
    assert str(chain.hops[1].reason).startswith("by taxonomy: neodymium is a")
    assert trace(store, "China", to="magnets", stated_only=True).chains == ()
    named = {entity.id: entity.name for entity in snapshot(store).entities}
    given = {"source": "china", "target": "magnet", "max_hops": 4}
    for name, found in (("chains-between", ["magnet"]), ("exposure-chains", ["magnet", "neodymium"])):
        for stated_only, ends in ((False, {named[id_] for id_ in found}), (True, set())):
            query = cypher.load(name)
            bound = query.bind({**{p.name: given[p.name] for p in query.parameters if p.name in given},
                                "stated_only": stated_only})  # fmt: skip
            rows = list(store.read(query.text, {**bound, **engine_parameters(query)}))
            assert {row["chain"][-1] for row in rows if len(row["relations"]) > 1} == ends


@pytest.mark.parametrize("seed", range(6))
def test_chains_that_touch_are_the_best_of_those_that_do(seed: int) -> None:
    """Filtering the search is filtering its answers."""
    chance = random.Random(seed)
    ids = [f"e{n}" for n in range(8)]
    there = entities(*ids)
    hops = [
        Exposes(source=a, target=b, relation="INPUT_TO", sign=1, channel="supply",
                weight=chance.choice([0.5, 0.8]), confidence=chance.choice([0.6, 0.9]))
        for a in ids for b in chance.sample(ids, 3) if a != b
    ]  # fmt: skip
    graph = ExposureGraph(hops, there.values())
    wanted = set(chance.sample(ids[1:], 2))
    for to in (None, "e7"):
        every = trace(graph, "e0", to=to, top=10_000).chains
        kept = [c for c in every if wanted & {"e0", *(hop.target.id for hop in c.hops)}]
        found = trace(graph, "e0", to=to, top=7, over=lambda entity: entity.id in wanted)
        assert list(found.chains) == kept[:7]
