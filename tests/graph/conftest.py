from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.open import open_graph
from graph.stores.base import Store
from schemas.records import Article, Claim, Mention, Span
from schemas.vocabulary import vocabulary

Told = tuple[Article, list[Claim]]


def mention(sentence: str, start: int, words: str, type_: str, **more: Any) -> Mention:
    at = start + sentence.index(words)
    return Mention(text=words, start=at, end=at + len(words), type=type_, **more)


def tell(url: str, *lines: tuple[Any, ...], published: str | None = "2024-03-05", title: str = "") -> Told:
    """An article whose sentences each state one claim.

    A line is (sentence, subject, its type, relation, object, its type) and maybe a map of further claim fields, where
    `subject_` and `object_` fields go to the mentions.
    """
    text = " ".join(line[0] for line in lines)
    article = Article.of(text, url=url, title=title, published=published, publisher="The Test Wire")
    claims = []
    start = 0
    for sentence, subject, subject_type, relation, object_, object_type, *rest in lines:
        more = dict(rest[0]) if rest else {}
        of = {end: {k.removeprefix(end): more.pop(k) for k in list(more) if k.startswith(end)} for end in ENDS}
        first = mention(sentence, start, subject, subject_type, **of["subject_"])
        trigger = sentence.split()[0]
        claims.append(
            Claim.of(
                **{
                    "article": article.id, "field": "text",
                    "sentence": Span(text=sentence, start=start, end=start + len(sentence)),
                    "subject": first, "relation": relation,
                    "object": mention(sentence, start, object_, object_type, **of["object_"]),
                    "trigger": Span(text=trigger, start=start, end=start + len(trigger)),
                    "confidence": 0.8, "source": "test:line", "published": published, **more,
                }
            )
        )  # fmt: skip
        start += len(sentence) + 1
    return article, claims


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Cypher of the tests, by name; no .py file holds any."""
    loaded: dict[str, str] = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))
    return loaded


ENDS = ("subject_", "object_")


@pytest.fixture(name="tell")
def tell_fixture() -> Callable[..., Told]:
    """Makes an article; see `tell`."""
    return tell


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty embedded graph."""
    opened = open_graph(tmp_path / "graph")
    yield opened
    opened.close()


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes further empty embedded graphs."""
    opened: list[Store] = []

    def make() -> Store:
        opened.append(open_graph(tmp_path / f"graph-{len(opened) + 1}"))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def news() -> list[Told]:
    """Six small articles that share entities, with every kind of thing that a claim can hold."""
    return [
        tell(
            "https://wire.example/magnets",
            ("China refines most rare earths.", "China", "Place", "DOMINATES", "rare earths", "Commodity",
             {"quantity": {"text": "most", "kind": "share", "value": 0.7}}),
            ("Carmakers rely on rare-earth magnets.", "Carmakers", "Industry", "DEPENDS_ON", "rare-earth magnets",
             "Product", {"horizon": {"text": "within a year", "kind": "onset", "min": 0, "max": 12}}),
            ("Rare earths go into magnets.", "Rare earths", "Commodity", "INPUT_TO", "magnets", "Product"),
            title="Magnets",
        ),
        tell(
            "https://wire.example/oil",
            ("Higher oil prices hurt airlines.", "airlines", "Industry", "HARMED_BY", "Higher oil prices", "Factor",
             {"object_bare": "oil prices", "object_direction": "up", "object_direction_by": "adjective"}),
            ("A shortage of oil raises freight rates.", "shortage of oil", "Event", "INCREASES", "freight rates",
             "Factor", {"subject_bare": "oil", "subject_direction": "down", "subject_direction_by": "noun"}),
            ("American refiners need oil.", "American refiners", "Industry", "DEPENDS_ON", "oil", "Commodity"),
            published="2024-01",
        ),
        tell(
            "https://wire.example/rivals",
            ("Gas competes with oil.", "oil", "Factor", "COMPETES_WITH", "Gas", "Commodity", {"modality": "possible"}),
            ("Gas replaces oil in heating.", "Gas", "Commodity", "SUBSTITUTES_FOR", "oil", "Commodity"),
            ("Oil replaces gas nowhere.", "Oil", "Commodity", "SUBSTITUTES_FOR", "gas", "Commodity",
             {"status": "denied", "attribution": "the ministry"}),
            ("Demand for oil is weak and feeds on freight rates.", "Demand for oil", "Factor", "DEPENDS_ON",
             "freight rates", "Factor"),
            published="2023",
        ),
        tell(
            "https://wire.example/more-magnets",
            ("Car makers say Beijing no longer dominates rare earths.", "Beijing", "Place", "DOMINATES", "rare earths",
             "Commodity", {"status": "ended", "subject_resolved": "China"}),
            ("The EU backs magnets.", "EU", "Place", "SUPPORTS", "magnets", "Activity"),
            ("The European Union restricts magnets.", "European Union", "Place", "RESTRICTS", "magnets", "Activity",
             {"confidence": 0.55}),
            published="2024-06-01",
        ),
        tell(
            "https://wire.example/same-edge",
            ("China still dominates the rare earths.", "China", "Place", "DOMINATES", "rare earths", "Commodity",
             {"modality": "forecast", "confidence": 0.9}),
            ("Carmakers depend on magnets.", "Carmakers", "Industry", "DEPENDS_ON", "magnets", "Product"),
            published=None,
        ),
        tell("https://wire.example/nothing", published="2024"),
    ]  # fmt: skip


@pytest.fixture
def many() -> Callable[..., list[Told]]:
    """Makes many seeded articles over few things, so that edges, votes and types collide."""

    def make(count: int, *, seed: int = 0, things: int = 12, lines: int = 4) -> list[Told]:
        chance = random.Random(seed)
        names = ["China", "the U.S.", "oil", "Oil prices", "demand for oil", "chips", "Chip prices", "rare earths"]
        names += [f"good {n}" for n in range(things)]
        types, relations = vocabulary().type_names, vocabulary().relation_names
        told = []
        for number in range(count):
            rows = []
            for line in range(lines):
                subject, object_ = chance.sample(names, 2)
                rows.append(
                    (
                        f"Line {line} of {number}: {subject} and then {object_}.", subject, chance.choice(types),
                        chance.choice(relations[: 3 + things]), object_, chance.choice(types),
                        {
                            "status": chance.choice(["holds"] * 6 + ["denied", "ended"]),
                            "confidence": chance.choice([0.5, 0.667, 0.9]),
                        },
                    )
                )  # fmt: skip
            told.append(tell(f"https://many.example/{seed}/{number}", *rows, published=f"2024-0{1 + number % 9}"))
        return told

    return make
