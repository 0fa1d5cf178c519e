"""What the pipeline saw of an article and why it claimed what it did: the plain records that `extract.explain` makes.

Offsets count code points in the field that the sentence stands in, end exclusive, as those of claims do.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from dataclasses import field as made
from typing import Any

from schemas.records import FieldName

OUTCOMES = {
    "claim": "it became a claim",
    "types": "the vocabulary does not let the relation hold between these types, or does not have it",
    "other": "another relation of the same two mentions is surer",
    "unlikely": "it is not likely enough for the pair to count as linked",
    "under": "it is less likely than the point asks",
    "part": "it repeats a statement with a part of the phrase",
    "everywhere": "the place is everywhere",
    "pronoun": "a pronoun stands for nothing known",
    "empty": "a mention is a movement of nothing named",
    "same": "both mentions are one thing, or one lies inside the other",
    "moves": "a mention stands inside a phrase that moves, and the phrase is what acts",
    "repeated": "the sentence says the same elsewhere",
}
"""What can become of a candidate."""

SILENCES = {
    "no mention": "no word of it can be an argument",
    "one mention": "a claim needs two mentions",
    "no link": "nothing sees a link between its mentions",
}
"""Why a sentence gave no claim, where it has no candidate; else the outcome of its best one says it."""


@dataclass(frozen=True)
class Words:
    """Quoted words and where they stand in the field."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention(Words):
    """A phrase that can be an argument.

    Attributes:
        type: The vocabulary's, or `Pronoun`, or `Unknown`.
        resolved: What the words stand for; null where they speak for themselves, or stand for nothing known.
    """

    type: str
    resolved: str | None = None

    @property
    def surface(self) -> str:
        """The phrase, with what it stands for."""
        return f"{self.text} ({self.resolved})" if self.resolved else self.text


@dataclass(frozen=True)
class Candidate:
    """One relation that some source sees between two mentions.

    Attributes:
        trigger: The word that carries it.
        model, frames: What each source says, 0 to 1; null where it says nothing.
        confidence: What both say together.
        frame: Which frame said so: `LEMMA/ROLE+ROLE`.
        outcome: One of `OUTCOMES`.
        why: The outcome in words, with its figures; for a claim only what was changed on the way to it.
        claim: Id of the claim that it became.
    """

    subject: Mention
    relation: str
    object: Mention
    trigger: Words
    model: float | None
    frames: float | None
    confidence: float
    frame: str | None
    outcome: str
    why: str = ""
    claim: str | None = None

    @property
    def reading(self) -> str:
        """The candidate as one phrase."""
        return f"{self.subject.surface} {self.relation} {self.object.surface}"


@dataclass(frozen=True)
class Frame:
    """A frame that fits a place of the sentence, or nearly does.

    Attributes:
        frame: `LEMMA/ROLE+ROLE`.
        probability: How often such a construction states the relation, 0 to 1.
        fired: It made a claim, or helped to.
        why: Why it made none; where it fired only what was changed on the way to the claim.
    """

    frame: str
    trigger: Words
    subject: str
    relation: str
    object: str
    probability: float
    fired: bool
    why: str = ""


@dataclass(frozen=True)
class Tone:
    """A sentiment: its name, and a score from -1 to 1; a feed may leave either out."""

    label: str | None
    score: float | None


@dataclass(frozen=True)
class Sentence(Words):
    """One sentence.

    Attributes:
        field: Where it stands.
        sentiment: Of its words alone.
        mentions: In order.
        candidates: The likeliest first.
        frames: Those that fired, then those that nearly did, the likeliest first.
        claims: As plain values, in the form of `Claim.to_dict`.
        outcome: Why it gave no claim: one of `SILENCES` or `OUTCOMES`; null where it gave one.
        why: The same in words, with its figures.
    """

    field: FieldName
    sentiment: Tone
    mentions: list[Mention] = made(default_factory=list)
    candidates: list[Candidate] = made(default_factory=list)
    frames: list[Frame] = made(default_factory=list)
    claims: list[dict[str, Any]] = made(default_factory=list)
    outcome: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Explanation:
    """One article, sentence by sentence.

    Attributes:
        article: Its id.
        title, url: Null where there is none.
        least: How confident a claim had to be.
        model: Whether the learned model had a say.
        sentiment: Of title and text together, or what the article brings with it.
        sentences: Those of the title first.
    """

    article: str
    title: str | None
    url: str | None
    least: float
    model: bool
    sentiment: Tone
    sentences: list[Sentence]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values; every field is there, null where there is nothing to say."""
        return asdict(self)
