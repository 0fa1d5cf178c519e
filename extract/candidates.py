"""The table of candidates: every relation that some source sees between two mentions, and how likely it is.

`doc.user_data["knockon_candidates"]` is a list of dicts; the frames and the learned model both write into it, and
`extract.choice` decides from it. Nothing in it is a claim yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "knockon_candidates"
MODEL = "model"
"""Source of the learned model's rows; a frame's begins with `frames:`."""


class Candidate(TypedDict):
    """One row.

    Attributes:
        subject: Token that heads the subject.
        relation: Name in the vocabulary.
        object: Token that heads the object.
        trigger: Token of the word that carries it.
        probability: What the source says, 0 to 1.
        source: `model`, or `frames:LEMMA/ROLE+ROLE`.
    """

    subject: int
    relation: str
    object: int
    trigger: int
    probability: float
    source: str


def add(doc: Doc, rows: list[Candidate]) -> None:
    """Write rows into the document's table."""
    doc.user_data.setdefault(KEY, []).extend(rows)


def of(doc: Doc) -> list[Candidate]:
    """The document's table."""
    rows: list[Candidate] = doc.user_data.get(KEY, [])
    return rows
