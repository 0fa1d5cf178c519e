"""What a trace answers with: chains of hops, each with the sentences behind it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.records import Confidence, Direction, Horizon, Quantity, Record

Outcome = Literal["harmed", "gains", "rises", "falls"]
Sign = Literal[1, -1]


class Node(Record):
    """An entity as an answer names it."""

    id: str
    name: str
    type: str


class Evidence(Record):
    """One claim behind a hop, with the words it stands on.

    Attributes:
        claim: Id of the claim.
        article: Id of the article.
        title: Its headline.
        opening: Its first words, which name an article without title and url.
        published: Its date, as exact as it is known.
        sentence: The sentence, as published.
    """

    claim: str
    article: str
    title: str = ""
    url: str | None = None
    opening: str = ""
    published: str | None = None
    sentence: str
    subject: str
    relation: str
    object: str
    modality: str
    attribution: str | None = None
    horizon: Horizon | None = None
    quantity: Quantity | None = None
    confidence: Confidence


class Guard(Record):
    """What softens a hop: a mitigation of what the hop leads to, or, at the first hop, of its source.

    Attributes:
        factor: What the hop's weight was multiplied by because of it.
        evidence: The sentences behind the mitigation, best claim first.
    """

    node: Node
    relation: str
    factor: float
    evidence: tuple[Evidence, ...] = ()


class Hop(Record):
    """One step of a chain.

    Attributes:
        sign: +1 if the target moves as the source does, -1 if against it.
        channel: The way it takes, as the rules read it in this chain.
        weight: After what its guards take off.
        lag_min: Months until the effect, from stated onsets; null where none is stated.
        reason: Why there is a derived hop ("neodymium is a rare earth"); null for one that is stated.
        guards: What softens it; their factors are in `weight` already.
        evidence: The sentences behind it, best claim first; empty for a derived hop.
    """

    source: Node
    relation: str
    target: Node
    sign: Sign
    channel: str
    weight: float
    confidence: Confidence
    lag_min: float | None = None
    lag_max: float | None = None
    derived: bool = False
    reason: str | None = None
    edge_ids: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Chain(Record):
    """One way from the source to an end.

    Attributes:
        shock: The movement at the source that it starts with.
        deed: "China's deed" where it starts with an act, whatever shock was asked for; else null.
        sign: Which way the end moves: +1 up, -1 down.
        outcome: What that means for the end: an actor is harmed or gains, anything else rises or falls.
        effect: The same as words that go with the end's name ("are harmed", "rises").
        order: Order of effect: the number of hops, taxonomy hops not counted.
        confidence: Product of the hops' confidences.
        score: What chains are ranked by: product over the hops of confidence, weight and decay.
        lag_min: Sum of the hops' stated onsets in months, null where none is stated.
        lag_max: Sum of their latest onsets; null where none is stated, or one is open-ended.
    """

    source: Node
    end: Node
    shock: Direction
    deed: str | None = None
    sign: Sign
    outcome: Outcome
    effect: str
    order: int
    confidence: Confidence
    score: float
    lag_min: float | None = None
    lag_max: float | None = None
    hops: tuple[Hop, ...]


class Searched(Record):
    """How far the search went.

    Attributes:
        nodes: Distinct entities that were reached from the source, or backwards from the end that was asked for.
        hops: How often an EXPOSES edge was looked at.
        max_hops: Longest chain that was looked for.
        min_confidence: Least chain confidence that was asked for.
    """

    nodes: Annotated[int, Field(ge=0)]
    hops: Annotated[int, Field(ge=0)]
    max_hops: int
    min_confidence: float


class Trace(Record):
    """The best chains from a source.

    Attributes:
        to: The end that was asked for; null for anyone.
        shock: The movement that was asked for, or the default of the source's type.
        chains: Best first; empty where there is none.
        searched: How far the search went.
    """

    source: Node
    to: Node | None = None
    shock: Direction
    top: int
    chains: tuple[Chain, ...]
    searched: Searched
