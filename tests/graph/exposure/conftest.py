"""Small worlds in a compact notation.

types: {Place: [China], Commodity: [lithium]}      every entity with its type
prices: {lithium price: lithium}                   entity -> the good it is the price of
demands: {lithium demand: lithium}                 entity -> the good it is the demand for
claims: ["China PRODUCES lithium | share=0.7, date=2024-05"]
hops: ["neodymium kind-up rare earths"]            a taxonomy EXPOSES edge

A claim's options: article, date, status, modality, confidence, share, onset=3-6, duration=12-24, subject=down/noun,
object=up/adjective. A claim without an article has one of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from graph.derive import derive_exposures
from graph.edges import Exposes, LinkedClaim
from graph.exposure.world import ExposureGraph
from graph.taxonomy import Nodes, Taxonomy
from schemas.records import Article, Claim, Entity, Horizon, Mention, Quantity, Span
from schemas.vocabulary import vocabulary

World = Mapping[str, Any]


def slug(name: str) -> str:
    return name.casefold().replace(" ", "-").replace("'", "")


def entities_of(world: World) -> dict[str, Entity]:
    found = {}
    for type_, names in world["types"].items():
        for name in names:
            good, wanted = world.get("prices", {}).get(name), world.get("demands", {}).get(name)
            found[slug(name)] = Entity(
                id=slug(name),
                name=name,
                type=type_,
                priced_good=slug(good) if good else None,
                demanded_good=slug(wanted) if wanted else None,
            )
    return found


def split(text: str, middles: tuple[str, ...]) -> tuple[str, str, str]:
    for middle in middles:
        if f" {middle} " in text:
            left, right = text.split(f" {middle} ", 1)
            return left.strip(), middle, right.strip()
    raise ValueError(f"no middle in {text!r}")


def mention(text: str, at: int, type_: str, movement: str | None) -> Mention:
    direction, _, by = (movement or "").partition("/")
    return Mention(
        text=text, start=at, end=at + len(text), type=type_, bare=text if movement else None,
        direction=direction or None, direction_by=by or ("noun" if movement else None),
    )  # fmt: skip


def claim_of(line: str, number: int, types: Mapping[str, Entity]) -> tuple[LinkedClaim, Article]:
    body, _, rest = line.partition("|")
    options = dict(part.strip().split("=", 1) for part in rest.split(",") if part.strip())
    subject, relation, object_ = split(body, vocabulary().relation_names)
    sentence = f"{subject} {relation} {object_}."
    date = options.get("date")
    url = f"https://example.org/{options.get('article', f'own-{number}')}"
    article = Article.of(sentence, title=f"About {object_}", url=url, published=date)
    horizon = None
    for kind in ("onset", "duration"):
        if kind in options:
            low, _, high = options[kind].partition("-")
            horizon = Horizon(
                text=f"{options[kind]} months", kind=kind, min=float(low) if low else None,
                max=float(high) if high else None,
            )  # fmt: skip
    quantity = None
    if "share" in options:
        quantity = Quantity(text=options["share"], kind="share", value=float(options["share"]))
    at = len(subject) + 1
    object_at = at + len(relation) + 1
    subject_type, object_type = types[slug(subject)].type, types[slug(object_)].type
    claim = Claim.of(
        article=article.id,
        field="text",
        sentence=Span(text=sentence, start=0, end=len(sentence)),
        subject=mention(subject, 0, subject_type, options.get("subject")),
        relation=relation,
        object=mention(object_, object_at, object_type, options.get("object")),
        trigger=Span(text=relation, start=at, end=at + len(relation)),
        status=options.get("status", "holds"),
        modality=options.get("modality", "asserted"),
        confidence=float(options.get("confidence", "0.9")),
        horizon=horizon,
        quantity=quantity,
        source="test",
        published=date,
    )
    return LinkedClaim(claim=claim, subject_id=slug(subject), object_id=slug(object_)), article


class Built:
    """A world's records and its graph."""

    def __init__(self, world: World) -> None:
        self.entities = entities_of(world)
        pairs = [claim_of(line, n, self.entities) for n, line in enumerate(world.get("claims", ()))]
        self.claims = [linked for linked, _ in pairs]
        self.articles = list({article.id: article for _, article in pairs}.values())
        # Worlds say their taxonomy themselves.
        self.exposes = derive_exposures(self.claims, self.entities, vocabulary(), Taxonomy(Nodes(), ()))
        for line in world.get("hops", ()):
            source, channel, target = split(line, ("kind-up", "kind-down"))
            self.exposes.append(
                Exposes(
                    source=slug(source),
                    target=slug(target),
                    relation="KIND_OF",
                    sign=1,
                    channel=channel,
                    weight=0.9,
                    confidence=1.0,
                    derived=True,
                )
            )
        self.graph = ExposureGraph(self.exposes, self.entities.values(), self.claims, self.articles)


@pytest.fixture
def build() -> Callable[[World], Built]:
    return Built


@pytest.fixture(scope="module")
def build_once() -> Callable[[World], Built]:
    """The same for fixtures of a whole file."""
    return Built
