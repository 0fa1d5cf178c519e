"""What the graph holds beside claims: linked claims, typed edges and EXPOSES edges."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.records import Claim, Confidence, Record, digest


class LinkedClaim(Record):
    """A claim with the entities that its two mentions link to.

    Attributes:
        rejected: Whether a person has said that it is wrong; it makes no edge then.
        shingles: The sketch of its article's text, by which copies of one story are known; see `graph.sources`.
    """

    claim: Claim
    subject_id: str
    object_id: str
    rejected: bool = False
    shingles: str = ""


class Edge(Record):
    """One typed edge, merged over all claims of one (subject, relation, object).

    Attributes:
        support: Number of sources that hold it (their best claim counts); copies of one story are one source.
        denials: Number of sources that deny it.
        articles: Ids of the articles that hold it, sorted, every copy among them.
        first_seen: Earliest date of a dated claim that holds.
        last_seen: Newest date of a dated claim that holds.
        ended: Date of the newest ended or exempt claim, where no later claim holds; else null.
    """

    edge_id: str
    subject: str
    relation: str
    object: str
    confidence: Confidence
    support: int
    denials: int
    articles: tuple[str, ...]
    first_seen: str | None = None
    last_seen: str | None = None
    ended: str | None = None


class Exposes(Record):
    """One way in which a shock travels from `source` to `target`; keyed by source, target, relation, sign, channel.

    Attributes:
        relation: The vocabulary's relation, or PRICE for the derived hop from a good to its price.
        weight: 0 to 1, strength of the transmission, times the stated share where there is one.
        lag_min: Months until the effect, from onset horizons only; null where none is stated.
        edge_ids: The typed edges behind it, sorted; empty for a derived hop.
        derived: True where it follows from names or taxonomy instead of a sentence.
    """

    source: str
    target: str
    relation: str
    sign: int
    channel: str
    weight: Annotated[float, Field(ge=0, le=1)]
    confidence: Confidence
    lag_min: float | None = None
    lag_max: float | None = None
    edge_ids: tuple[str, ...] = ()
    derived: bool = False

    @property
    def key(self) -> tuple[str, str, str, int, str]:
        """What makes two EXPOSES edges the same."""
        return (self.source, self.target, self.relation, self.sign, self.channel)


def edge_id(subject: str, relation: str, object_: str, *, symmetric: bool) -> str:
    """Id of the typed edge; a symmetric relation has one edge, whichever end is named first."""
    if symmetric and object_ < subject:
        subject, object_ = object_, subject
    return digest(subject, relation, object_)[:16]
