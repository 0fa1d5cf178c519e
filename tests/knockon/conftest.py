"""What the tests of the faces share: hand-made articles with claims, and a graph of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.open import open_graph
from graph.stores.base import Store
from schemas.records import Article, Claim, Horizon, Mention, Quantity, Span


def span(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def claim(article: Article, subject: tuple[str, str], relation: str, object_: tuple[str, str], **more: object) -> Claim:
    """A claim of the sentence that holds both ends; the trigger is the first word between them."""
    sentence = next(s for s in article.text.split("\n") if subject[0] in s and object_[0] in s)
    start = article.text.index(sentence)
    one = {**span(sentence, subject[0]), "type": subject[1]}
    two = {**span(sentence, object_[0]), "type": object_[1]}
    for mention in (one, two):
        mention["start"] += start  # type: ignore[operator]
        mention["end"] += start  # type: ignore[operator]
    trigger = span(article.text, "need" if "need" in sentence else sentence.split()[1])
    return Claim.of(
        article=article.id,
        field="text",
        sentence=Span(text=sentence, start=start, end=start + len(sentence)),
        subject=Mention(**one),
        relation=relation,
        object=Mention(**two),
        trigger=Span(**trigger),
        source="test:hand",
        published=article.published,
        **{"confidence": 0.9, **more},
    )


ORE = Article.of(
    "China restricts rare earths.\nMagnets need rare earths.",
    title="Controls on ore",
    url="https://example.org/ore",
    published="2026-03-02",
    publisher="Test",
)
CARS = Article.of(
    "Automakers need magnets.\nRecycling does not replace mining.",
    title="Cars and magnets",
    url="https://example.org/cars",
    published="2026-04-01",
)
CLAIMS: dict[str, list[Claim]] = {
    ORE.id: [
        claim(ORE, ("China", "Place"), "RESTRICTS", ("rare earths", "Commodity")),
        claim(
            ORE, ("Magnets", "Product"), "DEPENDS_ON", ("rare earths", "Commodity"),
            horizon=Horizon(text="within three months", kind="onset", min=0, max=3),
            quantity=Quantity(text="90%", kind="share", value=0.9),
        ),
    ],
    CARS.id: [
        claim(CARS, ("Automakers", "Industry"), "DEPENDS_ON", ("magnets", "Product"), modality="possible"),
        claim(CARS, ("Recycling", "Activity"), "SUBSTITUTES_FOR", ("mining", "Activity"), status="denied"),
    ],
}  # fmt: skip


def fill(store: Store) -> None:
    """Put the two articles into a graph."""
    from graph.merge import put_article

    for article in (ORE, CARS):
        put_article(store, article, CLAIMS[article.id], extractor="test")


@pytest.fixture(scope="module")
def shared_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph that holds the two articles; for tests that only read."""
    folder = tmp_path_factory.mktemp("shared") / "graph"
    store = open_graph(folder)
    fill(store)
    store.close()
    return folder


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The folder of a graph of one's own that holds the two articles."""
    folder = tmp_path / "graph"
    store = open_graph(folder)
    fill(store)
    store.close()
    return folder


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the developer's own graph nor their config file has a part in a test."""
    for name in (
        "KNOCKON_GRAPH",
        "KNOCKON_CONFIG",
        "NEO4J_URI",
        "NEO4J_USERNAME",
        "NEO4J_PASSWORD",
        "NEO4J_DATABASE",
        "COLUMNS",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
