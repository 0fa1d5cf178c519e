"""Copies of one story are one source; other stories are not."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from graph.derive import derive_edges, derive_exposures
from graph.linking import linker
from graph.merge import put_article, put_articles, retract
from graph.snapshot import Snapshot, snapshot
from graph.sources import SAME, SIZE, containment, sketch, sources
from graph.stores.base import Store
from schemas.records import Article, Claim, Span
from schemas.vocabulary import vocabulary

NewStore = Callable[[], Store]
NEON = "Chip makers depend on neon."


def prose(seed: int, sentences: int) -> list[str]:
    """Sentences of invented words, other ones for every seed."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 3))) for _ in range(400)]
    return [" ".join(chance.choices(words, k=chance.randint(8, 20))).capitalize() + "." for _ in range(sentences)]


STORY, OTHER = prose(1, 40), prose(2, 40)
FACTS = ["Neon is needed to make chips, and most of it comes from two plants.", "The price of neon has doubled."]
TEXT = " ".join([NEON, *STORY])
COPIES: list[tuple[str, str, bool]] = [
    ("exact copy", TEXT, True),
    ("other case, quotes and line ends", "\n".join([NEON, *STORY]).upper().replace(".", " …"), True),
    ("another first line", " ".join(["OSLO (Wire) - As told on Monday.", NEON, *STORY[1:]]), True),
    ("a line of the paper at the end", f"{TEXT} Read more in tomorrow's paper.", True),
    ("shortened to a third", " ".join([NEON, *STORY[:13]]), True),
    ("the middle left out", " ".join([NEON, *STORY[:10], *STORY[30:]]), True),
    ("every fourth sentence another one", " ".join(
        [NEON, *(OTHER[at] if at % 4 == 0 else line for at, line in enumerate(STORY))]), True),
    ("half of it another story", " ".join([NEON, *STORY[:20], *OTHER[:20]]), False),
    ("another story with the same sentence", " ".join([NEON, *OTHER]), False),
    ("another story with the same facts", " ".join([*OTHER[:20], NEON, *FACTS, *OTHER[20:]]), False),
    ("no words", "…", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "same"), [row[1:] for row in COPIES], ids=[row[0] for row in COPIES])
def test_which_texts_are_one_source(text: str, same: bool) -> None:
    base = f"{TEXT} {FACTS[0]}" if "facts" in text else TEXT
    one, two = sketch(base), sketch(text)
    assert (containment(one, two) >= SAME) is same
    assert containment(one, two) == containment(two, one)
    found = sources({"a": one, "b": two})
    assert found == {"a": "a", "b": "a" if same else "b"}
    assert len(one) == SIZE * 8


def test_two_stories_on_one_topic_are_two_sources() -> None:
    one = " ".join([NEON, *FACTS, *STORY[:15]])
    two = " ".join([*OTHER[:15], FACTS[0], NEON, FACTS[1]])
    assert 0 < containment(sketch(one), sketch(two)) < SAME


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [
        ("Neon runs short.", "neon runs short", 1), ("Neon runs short.", "Neon runs out.", 0), ("", "", 0),
        ("a b c d e f", "a b c d e g", 0.5), ("a b c d e", "x a b c d e y", 1),
    ],
)  # fmt: skip
def test_short_texts_are_compared_whole(one: str, two: str, share: float) -> None:
    assert containment(sketch(one), sketch(two)) == share


def test_a_chain_of_copies_is_one_source_in_any_order() -> None:
    parts = {name: " ".join(STORY[at : at + 12]) for name, at in (("d", 0), ("c", 3), ("b", 6), ("a", 9))}
    sketches = {name: sketch(text) for name, text in parts.items()} | {"e": sketch(" ".join(OTHER)), "f": ""}
    assert containment(sketches["a"], sketches["d"]) < SAME
    chance = random.Random(3)
    for _ in range(6):
        order = chance.sample(sorted(sketches), len(sketches))
        assert sources({name: sketches[name] for name in order}) == {**dict.fromkeys("abcd", "a"), "e": "e", "f": "f"}


def tell(text: str, url: str, *, confidence: float = 0.8, status: str = "holds") -> tuple[Article, list[Claim]]:
    article = Article.of(text, url=url, published="2026-05")
    at = text.lower().index(NEON.lower())
    end = at + len(NEON)

    def span(words: str) -> dict[str, object]:
        start = at + NEON.index(words)
        return {"text": text[start : start + len(words)], "start": start, "end": start + len(words)}

    claim = Claim.of(
        article=article.id, field="text", sentence=Span(text=text[at:end], start=at, end=end),
        subject={**span("Chip makers"), "type": "Industry"}, relation="DEPENDS_ON",
        object={**span("neon"), "type": "Commodity"}, trigger=Span(**span("depend")),
        confidence=confidence, source="test:line", published="2026-05", status=status,
    )  # fmt: skip
    return article, [claim]


def only_edge(found: Snapshot) -> tuple[float, int, int, int]:
    (edge,) = found.edges
    assert {hop.confidence for hop in found.exposes if not hop.derived} == {edge.confidence}
    return edge.confidence, edge.support, edge.denials, len(edge.articles)


FIRST = tell(TEXT, "https://one.example/neon")
COPY = tell(COPIES[2][1], "https://two.example/neon", confidence=0.6)
SHORT = tell(COPIES[4][1], "https://three.example/neon", confidence=0.9)
ELSE = tell(COPIES[8][1], "https://four.example/neon", confidence=0.5)
DENIED = tell(" ".join([NEON, *prose(5, 30)]), "https://five.example/neon", status="denied")
DENIED_COPY = tell(" ".join([NEON, *prose(5, 20)]), "https://six.example/neon", status="denied")
EDGES = [
    ([FIRST], (0.8, 1, 0, 1)),
    ([FIRST, COPY], (0.8, 1, 0, 2)),
    ([COPY], (0.6, 1, 0, 1)),
    ([FIRST, COPY, SHORT], (0.9, 1, 0, 3)),
    ([FIRST, ELSE], (0.9, 2, 0, 2)),
    ([FIRST, COPY, ELSE], (0.9, 2, 0, 3)),
    ([FIRST, COPY, SHORT, ELSE], (0.95, 2, 0, 4)),
    ([FIRST, COPY, DENIED, DENIED_COPY], (0.4, 1, 1, 2)),
]


@pytest.mark.parametrize(("told", "expected"), EDGES)
def test_one_source_counts_once(
    new_store: NewStore, told: list[tuple[Article, list[Claim]]], expected: tuple[float, int, int, int]
) -> None:
    whole = new_store()
    put_articles(whole, told, extractor="x")
    found = snapshot(whole)
    assert only_edge(found) == expected
    one = new_store()
    for article, claims in reversed(told):
        put_article(one, article, claims, extractor="x")
    assert snapshot(one) == found
    entities = {entity.id: entity for entity in found.entities}
    assert found.edges == tuple(derive_edges(found.claims, vocabulary()))
    assert found.exposes == tuple(derive_exposures(found.claims, entities, vocabulary()))


def test_one_copy_retracted_leaves_the_other(new_store: NewStore) -> None:
    for gone, left in ((FIRST, COPY), (COPY, FIRST)):
        store, alone = new_store(), new_store()
        put_articles(store, [FIRST, COPY], extractor="x")
        retract(store, gone[0].id)
        put_articles(alone, [left], extractor="x")
        assert snapshot(store) == snapshot(alone)


def test_a_copy_that_becomes_another_story_counts_again(store: Store) -> None:
    put_articles(store, [FIRST, COPY], extractor="x")
    put_article(store, *tell(COPIES[8][1], "https://two.example/neon", confidence=0.5), extractor="x")
    assert only_edge(snapshot(store)) == (0.9, 2, 0, 2)
    assert linker().link_name("neon") in {entity.id for entity in snapshot(store).entities}
