"""Decisions in a graph: the graph is as if it had always been so, whoever came first."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from graph.claims_file import dump
from graph.deciding import Decider, Outcome
from graph.decisions import Decided
from graph.derive import derive_edges, derive_exposures
from graph.entities import votes
from graph.linking import linker
from graph.merge import Merger, put_article, put_articles, retract
from graph.open import open_graph
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Store
from schemas.errors import InputError, KnockonError, UnknownClaimError, UnknownEntityError, UsageError, VocabularyError
from schemas.records import Article, Claim, Decision
from schemas.vocabulary import vocabulary

Told = tuple[Article, list[Claim]]
NewStore = Callable[[], Store]


def dumped(store: Store) -> bytes:
    out = io.BytesIO()
    dump(store, out)
    return out.getvalue()


def check(store: Store) -> Snapshot:
    """The graph says what its claims and decisions say, worked out from scratch."""
    found, words = snapshot(store), vocabulary()
    links = Decided(linker(), found.decisions)
    articles = {article.id: article for article in found.articles}
    for linked in found.claims:
        assert linked == links.linked(linked.claim, articles[linked.claim.article], linked.shingles)
    entities = {id_: links.entity(id_, said, words) for id_, said in sorted(votes(found.claims).items())}
    assert found.entities == tuple(entities.values())
    assert found.edges == tuple(derive_edges(found.claims, words))
    assert found.exposes == tuple(derive_exposures(found.claims, entities, words))
    return found


def rejected(news: list[Told]) -> str:
    return news[0][1][0].id


Deed = Callable[[Decider, list[Told]], Outcome]
DEEDS: dict[str, tuple[Deed, int, dict[str, Any]]] = {
    "merge": (
        lambda decider, _: decider.merge("magnet", "rare-earth magnets"), 1,
        {"deed": "merge", "entity": "magnet", "other": "rare-earth-magnet"},
    ),
    "merge into a thing that has a price": (
        lambda decider, _: decider.merge("gas", "oil"), 5, {"deed": "merge", "entity": "gas", "other": "oil"},
    ),
    "split a type": (
        lambda decider, _: decider.split("oil", type_="Factor"), 1,
        {"deed": "split", "entity": "oil", "other": "oil-factor", "type": "Factor"},
    ),
    "split words": (
        lambda decider, _: decider.split("European Union", "EU"), 1,
        {"deed": "split", "entity": "european-union", "other": "eu", "name": "EU"},
    ),
    "split words of a type": (
        lambda decider, _: decider.split("oil", "oil", type_="Commodity"), 3,
        {"deed": "split", "entity": "oil", "other": "oil-commodity", "name": "oil", "type": "Commodity"},
    ),
    "alias": (
        lambda decider, _: decider.alias("rare earths", "magnet"), 4,
        {"deed": "alias", "entity": "rare-earth", "name": "magnet"},
    ),
    "retype": (
        lambda decider, _: decider.retype("freight rates", "Product"), 0,
        {"deed": "retype", "entity": "freight-rate", "type": "Product"},
    ),
    "retype what all edges lead to": (
        lambda decider, _: decider.retype("oil", "Factor"), 0, {"deed": "retype", "entity": "oil", "type": "Factor"},
    ),
    "reject": (lambda decider, news: decider.reject(rejected(news)), 1, {"deed": "reject"}),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_decided_after_is_as_decided_before(store: Store, new_store: NewStore, news: list[Told], name: str) -> None:
    deed, claims, expected = DEEDS[name]
    put_articles(store, news, extractor="x")
    before = snapshot(store)
    done = deed(Decider(store, date="2026-05", why="so it is"), news)
    assert (done.claims, done.undone) == (claims, False)
    assert expected.items() <= done.decision.to_dict().items()
    found = check(store)
    assert found != before
    assert found.decisions == (done.decision,)

    other = new_store()
    assert Decider(other).add([done.decision]) == 1
    put_articles(other, news, extractor="x")
    assert snapshot(other) == found
    assert dumped(other) == dumped(store)

    assert Decider(store).undo(done.decision.id).undone
    assert snapshot(store) == before


MANY = [
    Decision.of(deed="merge", entity="oil", other="good-1", date="2026"),
    Decision.of(deed="merge", entity="good-1", other="good-2"),
    Decision.of(deed="merge", entity="good-3", other="china"),
    Decision.of(deed="split", entity="china", other="new-china", name="China", type="Product"),
    Decision.of(deed="split", entity="oil", other="oil-event", type="Event"),
    Decision.of(deed="alias", entity="chip", name="good 4"),
    Decision.of(deed="split", entity="good-5", other="good-9", name="Good 4"),
    Decision.of(deed="split", entity="good-5", other="good-8", name="good 4"),
    Decision.of(deed="merge", entity="good-5", other="good-4"),
    Decision.of(deed="alias", entity="oil", name="good 4", date="2026-01"),
    Decision.of(deed="retype", entity="oil", type="Product", date="2025"),
    Decision.of(deed="retype", entity="oil", type="Policy", date="2024"),
]


def test_articles_and_decisions_in_any_order_give_the_same_bytes(
    new_store: NewStore, many: Callable[..., list[Told]]
) -> None:
    told = many(12, things=6)
    decided = [*MANY, *(Decision.of(deed="reject", claim=claims[0].id) for _, claims in told[::3])]
    whole = new_store()
    put_articles(whole, told, extractor="x")
    assert Decider(whole).add(decided) == len(decided)
    expected = check(whole)
    assert {"good-1", "good-2", "china"}.isdisjoint(entity.id for entity in expected.entities)
    for seed in (1, 2):
        store, chance = new_store(), random.Random(seed)
        steps: list[Told | Decision] = [*told, *decided]
        chance.shuffle(steps)
        for step in steps:
            if isinstance(step, Decision):
                Decider(store).add([step])
            else:
                put_article(store, *step, extractor="x")
        assert snapshot(store) == expected
        assert dumped(store) == dumped(whole)
        # One by one taken back, in another order, until nothing was ever decided.
        chance.shuffle(decided)
        for decision in decided[:4]:
            Decider(store).undo(decision.id)
            check(store)
        for decision in decided[4:]:
            Decider(store).undo(decision.id)
        plain = new_store()
        put_articles(plain, told, extractor="x")
        assert snapshot(store) == snapshot(plain)


def test_decisions_stay_when_articles_are_read_again_or_go(store: Store, news: list[Told]) -> None:
    decider = Decider(store)
    put_articles(store, news, extractor="x1")
    decider.merge("magnet", "rare-earth magnets")
    decider.reject(rejected(news))
    decided = snapshot(store)
    put_articles(store, news, extractor="x2")
    again = check(store)
    assert (again.claims, again.entities, again.edges) == (decided.claims, decided.entities, decided.edges)
    for article, _ in news:
        retract(store, article.id)
    assert snapshot(store) == Snapshot((), {}, (), (), (), (), decided.decisions)
    put_articles(store, news, extractor="x2")
    assert snapshot(store) == again


def test_a_decision_leaves_other_claims_alone(store: Store, news: list[Told], texts: dict[str, str]) -> None:
    put_articles(store, news, extractor="x")
    store.write(lambda transaction: transaction.run(texts["mark_claims"]))
    done = Decider(store).merge("magnet", "rare-earth magnets")
    assert done.claims == 1
    # A claim that was written anew would have lost its mark.
    assert next(iter(store.read(texts["count_marked"])))["n"] == len(snapshot(store).claims)


def test_a_split_takes_back_what_a_decision_has_joined(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    decider, before = Decider(store), snapshot(store)
    merged = decider.merge("magnet", "rare-earth magnets")
    taken = decider.split("magnet", "rare-earth magnets")
    assert (taken.undone, taken.decision) == (True, merged.decision)
    aliased = decider.alias("airlines", "refiners")
    taken = decider.split("airlines", "refiners")
    assert (taken.undone, taken.decision) == (True, aliased.decision)
    assert snapshot(store) == before


def test_a_rejected_claim_is_kept_and_makes_no_edge(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    claim = news[1][1][0].id
    Decider(store).reject(claim)
    found = check(store)
    assert [linked.claim.id for linked in found.claims if linked.rejected] == [claim]
    assert ("airline", "HARMED_BY") not in {(edge.subject, edge.relation) for edge in found.edges}
    assert "airline" in {entity.id for entity in found.entities}
    # Its entities may become another thing meanwhile: the claim stays with them.
    Decider(store).retype("airlines", "Product")
    Decider(store).merge("gas", "oil prices")
    check(store)
    assert Decider(store).accept(claim).undone
    assert ("airline", "HARMED_BY", "gas") in {(e.subject, e.relation, e.object) for e in check(store).edges}


def test_names_follow_decisions(store: Store, news: list[Told]) -> None:
    from graph.find import find_entity

    put_articles(store, news, extractor="x")
    Decider(store).merge("gas", "oil")
    Decider(store).alias("airlines", "freight rates")
    assert find_entity(store, "oil").id == "gas"
    assert find_entity(store, "Freight rate").id == "airline"


def made(store: Store, *deeds: Callable[[Decider], object]) -> Decider:
    decider = Decider(store)
    for deed in deeds:
        deed(decider)
    return decider


Do = Callable[[Decider], object]
WRONG: list[tuple[list[Do], Do, type[KnockonError], str]] = [
    ([], lambda d: d.merge("magnet", "unobtainium"), UnknownEntityError, "nothing named 'unobtainium'"),
    ([], lambda d: d.merge("unobtainium", "magnet"), UnknownEntityError, "nothing named 'unobtainium'"),
    ([], lambda d: d.merge("magnet", "Magnets"), InputError, "'magnet' and 'Magnets' are one entity already, magnet"),
    ([lambda d: d.merge("oil", "gas")], lambda d: d.merge("oil", "gas"), InputError,
     "are one entity already, oil; decision [0-9a-f]{16} made them so; 'knockon entities undo [0-9a-f]{16}' takes it"),
    ([lambda d: d.merge("oil", "gas"), lambda d: d.merge("china", "oil")], lambda d: d.merge("gas", "china"),
     InputError, "'gas' and 'china' are one entity already, china; decision"),
    ([], lambda d: d.split("magnet"), UsageError, "split takes a name, or --type, or both"),
    ([], lambda d: d.split("magnet", "oil"), InputError, "'oil' does not mean magnet"),
    ([lambda d: d.split("oil", type_="Factor")], lambda d: d.split("oil", type_="Factor"), InputError,
     "that was decided already, as [0-9a-f]{16}"),
    ([], lambda d: d.split("magnet", "?!"), InputError, "'\\?!' holds no words"),
    ([], lambda d: d.alias("magnet", "..."), InputError, "holds no words"),
    ([], lambda d: d.alias("magnet", "the magnets"), InputError, "'the magnets' means magnet already"),
    ([lambda d: d.alias("oil", "black gold")], lambda d: d.alias("oil", "Black Gold"), InputError, "means oil already"),
    ([lambda d: d.alias("oil", "black gold")], lambda d: d.alias("gas", "black gold"), InputError,
     "that 'black gold' is oil was decided already, as [0-9a-f]{16}; 'knockon entities undo"),
    ([], lambda d: d.retype("oil", "Thing"), VocabularyError, "unknown entity type 'Thing'"),
    ([lambda d: d.retype("oil", "Product")], lambda d: d.retype("oil", "Product"), InputError, "was decided already"),
    ([lambda d: d.retype("oil", "Product")], lambda d: d.retype("oil", "Policy"), InputError,
     "that 'oil' is Product was decided already"),
    ([], lambda d: d.reject("feed"), UnknownClaimError, "the graph holds no claim 'feed'; 'knockon claims --format"),
    ([], lambda d: d.accept("feed"), InputError, "the claim 'feed' was not rejected"),
    ([], lambda d: d.undo("feed"), InputError, "there is no decision 'feed'; 'knockon entities decisions'"),
    ([], lambda d: d.undo(""), InputError, "there is no decision ''"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "then", "error", "message"), WRONG)
def test_what_cannot_be_decided_is_one_line_and_changes_nothing(
    wrong_store: Store, first: Iterable[Do], then: Do, error: type[KnockonError], message: str
) -> None:
    decider = made(wrong_store, *first)
    before = snapshot(wrong_store)
    with pytest.raises(error, match=message) as caught:
        then(decider)
    assert "\n" not in str(caught.value)
    assert snapshot(wrong_store) == before
    for decision in before.decisions:
        decider.undo(decision.id)


@pytest.fixture(scope="module")
def wrong_store(tmp_path_factory: pytest.TempPathFactory, news: list[Told]) -> Iterable[Store]:
    """One graph of the news for all that is refused."""
    with open_graph(tmp_path_factory.mktemp("wrong") / "graph") as opened:
        put_articles(opened, news, extractor="x")
        yield opened


def test_a_claim_rejected_twice(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    decider = Decider(store)
    decider.reject(rejected(news))
    with pytest.raises(InputError, match=f"'knockon claims accept {rejected(news)}' takes it back"):
        decider.reject(rejected(news))


def test_an_id_that_two_decisions_begin_with(store: Store) -> None:
    decided = [Decision.of(deed="reject", claim=str(number)) for number in range(20)]
    Decider(store).add(decided)
    digit = next(d for d in "0123456789abcdef" if sum(one.id.startswith(d) for one in decided) > 1)
    with pytest.raises(InputError, match=f"more than one decision begins with '{digit}'"):
        Decider(store).undo(digit)


def test_a_graph_of_an_earlier_knockon_takes_decisions(store: Store, news: list[Told], texts: dict[str, str]) -> None:
    store.schema(texts["drop_decision_key"])
    put_articles(store, news, extractor="x")
    store.write(lambda transaction: transaction.run(texts["forget_sketches"]))
    Decider(store).merge("magnet", "rare-earth magnets")
    assert {linked.shingles for linked in snapshot(store).claims} == {""}
    assert "decision_id" in {row["name"] for row in store.read(texts["constraint_names"])}


def test_of_the_same_decision_the_earlier_date_stays(new_store: NewStore) -> None:
    said = [
        Decision.of(deed="reject", claim="c", date=date, why=why)
        for date, why in [("2026", "b"), ("2025", "z"), (None, "a"), ("2025", "y")]
    ]
    for order in (said, said[::-1]):
        store = new_store()
        for decision in order:
            Decider(store).add([decision])
        assert [(d.date, d.why) for d in snapshot(store).decisions] == [("2025", "y")]


@pytest.mark.parametrize("seed", range(2))
def test_any_history_with_decisions_equals_the_last_state_alone(
    new_store: NewStore, many: Callable[..., list[Told]], seed: int
) -> None:
    chance = random.Random(seed)
    store, told = new_store(), many(8, seed=seed, things=4)
    merger, decider = Merger(store), Decider(store)
    left: dict[str, Told] = {}
    held: dict[str, Decision] = {}
    for _ in range(24):
        decision, (article, claims) = chance.choice(MANY), chance.choice(told)
        deed = chance.choice(["put", "put", "retract", "add", "add", "undo"])
        if deed == "put":
            merger.put([(article, claims, "x")])
            left[article.id] = (article, claims)
        elif deed == "retract" and left:
            merger.retract(left.pop(chance.choice(sorted(left)))[0].id)
        elif deed == "undo" and held:
            decider.undo(held.pop(chance.choice(sorted(held))).id)
        elif deed == "add":
            decider.add([decision])
            held[decision.id] = decision
    fresh = new_store()
    Decider(fresh).add(held.values())
    put_articles(fresh, left.values(), extractor="x")
    assert check(store) == snapshot(fresh)
