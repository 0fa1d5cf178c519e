"""What a claim says besides its triple, a component for each.

`knockon_statements` takes the pairs over into `doc.user_data["knockon_statements"]`, and the others read what these
say: `knockon_coreference` writes `doc.user_data["knockon_antecedents"]`, a list of [head, start, end] (tokens);
`knockon_direction` writes `doc.user_data["knockon_directions"]`, a dict of head -> fields of the mention; assertion,
horizon, quantity and attribution add their fields to the statements. All values are plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

from extract import horizon, quantity
from extract.assertion import stated
from extract.attribution import attribute
from extract.belonging import likeliest
from extract.choice import KEY as PAIRS
from extract.coreference import resolver_of
from extract.cues import Statement
from extract.mentions import KEY as MENTIONS
from extract.mentions import full_span
from extract.modality import modality
from extract.moving import Moving, lifted
from extract.tree import tree_of
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.tokens import Doc, Span

    from extract.direction import Movement

STATEMENTS = "knockon_statements"
ANTECEDENTS = "knockon_antecedents"
DIRECTIONS = "knockon_directions"
PUBLISHED = "knockon_published"
Said = dict[str, Any]
"""A pair of `extract.choice` with what the components add."""
ATTRIBUTES = (
    "knockon_statements", "knockon_coreference", "knockon_direction", "knockon_assertion", "knockon_horizon",
    "knockon_quantity", "knockon_attribution",
)  # fmt: skip
"""The components, in the order in which each needs the ones before it."""


class Stateless:
    """A component without settings, which is saved and loaded with nothing."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002
        self.name = name

    def to_bytes(self, **_: object) -> bytes:
        """Nothing."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Stateless:
        """The component as it is."""
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, **_: object) -> Stateless:  # noqa: ARG002
        """The component as it is."""
        return self


class Reader(Stateless):
    """A component that reads something of every statement."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        said = doc.user_data[STATEMENTS]
        doc.user_data[STATEMENTS] = [{**one, **more} for one, more in zip(said, self.read(doc, said), strict=True)]
        return doc

    def read(self, doc: Doc, said: list[Said]) -> Iterator[Said]:
        """The new fields of every statement, in order."""
        raise NotImplementedError


@Language.factory("knockon_statements", assigns=["doc.user_data"], requires=["doc.user_data"])
class Statements(Stateless):
    """The pairs as statements: an argument inside a phrase that moves gives way to the phrase.

    Attributes:
        vocabulary: What may be said; `load_pipeline` puts a user's own in.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self.vocabulary = vocabulary()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        pairs = doc.user_data[PAIRS]
        doc.user_data[STATEMENTS] = _moving(doc, self.vocabulary).settle(lifted(pairs, doc)) if pairs else []
        return doc


@Language.factory("knockon_coreference", assigns=["doc.user_data"], requires=["doc.user_data"])
class Coreference(Stateless):
    """What the arguments stand for, where they stand for something else."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        found = ((head, resolver_of(doc).resolve(doc[head])) for head in _heads(doc))
        doc.user_data[ANTECEDENTS] = [[head, span.start, span.end] for head, span in found if span is not None]
        return doc


@Language.factory("knockon_direction", assigns=["doc.user_data"], requires=["doc.user_data"])
class Direction(Stateless):
    """Which way each argument moves, and its bare quantity; `empty` marks a movement of nothing named."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        antecedents = {head: doc[start:end].root.i for head, start, end in doc.user_data[ANTECEDENTS]}
        doc.user_data[DIRECTIONS] = {}
        if not doc.user_data[STATEMENTS]:
            return doc
        moving = _moving(doc)
        for head in _heads(doc):
            said = antecedents.get(head, head)
            fields = {"empty": True} if moving.says_nothing(said) else _moved(moving.of(said))
            if fields:
                doc.user_data[DIRECTIONS][head] = fields
        return doc


def _heads(doc: Doc) -> list[int]:
    return sorted({one[side] for one in doc.user_data[STATEMENTS] for side in ("subject", "object")})


def _moving(doc: Doc, known: Vocabulary | None = None) -> Moving:
    return Moving(doc, frozenset(dict(doc.user_data[MENTIONS])), known)


def _moved(found: Movement) -> dict[str, Any]:
    if found.direction is None:
        return {}
    bare = None if found.bare is None else found.bare.text
    return {"direction": found.direction, "direction_by": found.by, "bare": bare}


@Language.factory("knockon_assertion", assigns=["doc.user_data"], requires=["doc.user_data"])
class Assertion(Reader):
    """`status` and `modality` of every statement."""

    def read(self, doc: Doc, said: list[Said]) -> Iterator[Said]:
        """The new fields of every statement, in order."""
        for one in said:
            read = stated(doc[one["trigger"]], *_ends(doc, one), one["relation"])
            yield {"status": read.status, "modality": modality(read)}


@Language.factory("knockon_horizon", assigns=["doc.user_data"], requires=["doc.user_data"])
class Horizon(Reader):
    """`horizon` of every statement, as plain values or null, counted from `doc.user_data["knockon_published"]`."""

    def read(self, doc: Doc, said: list[Said]) -> Iterator[Said]:
        """The new fields of every statement, in order."""
        times: dict[int, Any] = {}
        for one in said:
            sentence = doc[one["trigger"]].sent
            if sentence.start not in times:
                times[sentence.start] = horizon.horizons(sentence, doc.user_data.get(PUBLISHED))
            found = likeliest("time", times[sentence.start], _statement(doc, one))
            yield {"horizon": found.to_dict() if found else None}


@Language.factory("knockon_quantity", assigns=["doc.user_data"], requires=["doc.user_data"])
class Quantity(Reader):
    """`quantity` of every statement, as plain values or null."""

    def read(self, doc: Doc, said: list[Said]) -> Iterator[Said]:
        """The new fields of every statement, in order."""
        amounts: dict[int, Any] = {}
        for one in said:
            sentence = doc[one["trigger"]].sent
            if sentence.start not in amounts:
                amounts[sentence.start] = quantity.quantities(sentence)
            found = likeliest("amount", amounts[sentence.start], _statement(doc, one))
            yield {"quantity": found.to_dict() if found else None}


@Language.factory("knockon_attribution", assigns=["doc.user_data"], requires=["doc.user_data"])
class Attribution(Reader):
    """`attribution` of every statement: who says so, or null."""

    def read(self, doc: Doc, said: list[Said]) -> Iterator[Said]:
        """The new fields of every statement, in order."""
        for one in said:
            trigger = doc[one["trigger"]]
            yield {"attribution": attribute(trigger.sent, trigger, resolver_of(doc))}


def _ends(doc: Doc, one: Said) -> tuple[Span, Span]:
    tree = tree_of(doc)
    subject, object_ = (full_span(tree, one[side]) for side in ("subject", "object"))
    return doc[slice(*subject)], doc[slice(*object_)]


def _statement(doc: Doc, one: Said) -> Statement:
    return Statement(doc[one["trigger"]], *_ends(doc, one), one["relation"], one["status"], one["modality"])
