"""The claims of a document; the component `knockon_claims`.

The component turns every one of `doc.user_data["knockon_statements"]` into the plain fields of a claim
(`doc.user_data["knockon_claims"]`, a list of dicts), so that the work runs inside `nlp.pipe`; `claims_of` makes the
records of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from extract.attributes import ANTECEDENTS, DIRECTIONS, STATEMENTS
from extract.mentions import KEY as MENTIONS
from extract.mentions import full_span
from extract.tree import tree_of
from extract.types import PRONOUN, UNKNOWN, settled
from schemas.records import Article, Claim, FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

KEY = "knockon_claims"
READ = ("status", "modality", "attribution", "horizon", "quantity", "confidence", "source")
"""Fields that a claim takes over from its statement."""


def claims_of(doc: Doc, article: Article, field: FieldName = "text") -> list[Claim]:
    """The claims of one parsed field of an article, in order of their ids' spans.

    Args:
        doc: The field's text, through the pipeline.
        article: The article.
        field: Which field of the article the document is.
    """
    found: dict[str, Claim] = {}
    for fields in doc.user_data.get(KEY, ()):
        claim = Claim.of(article=article.id, field=field, published=article.published, **fields)
        found.setdefault(claim.id, claim)
    return list(found.values())


@Language.factory(
    "knockon_claims", assigns=["doc.user_data"], requires=["doc.user_data"], default_config={"least": 0.0}
)
class Claims:
    """Makes the fields of a claim of every statement, with what the components of `extract.attributes` read of it.

    Args:
        nlp: The pipeline.
        name: Name of the component.
        least: Claims less confident than this (0 to 1) are left out.
    """

    def __init__(self, nlp: Language, name: str, least: float) -> None:  # noqa: ARG002
        self.name = name
        self.least = least

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        mentions = _Mentions(doc)
        found: list[dict[str, Any]] = []
        for said in doc.user_data[STATEMENTS]:
            subject, object_ = mentions.of(said["subject"]), mentions.of(said["object"])
            if subject is None or object_ is None or _overlap(subject, object_):
                continue
            trigger = doc[said["trigger"]]
            found.append(
                {
                    "sentence": _quoted(trigger.sent),
                    "subject": subject,
                    "relation": said["relation"],
                    "object": object_,
                    "trigger": {"text": trigger.text, "start": trigger.idx, "end": trigger.idx + len(trigger.text)},
                    **{name: said[name] for name in READ},
                }
            )
        doc.user_data[KEY] = [claim for claim in _once(found) if claim["confidence"] >= self.least]
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The component's setting."""
        return json.dumps({"least": self.least}).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Claims:  # noqa: ARG002
        """Take over a saved setting."""
        self.least = float(json.loads(data)["least"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the setting into a file."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Claims:
        """Read the setting from a file."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)


class _Mentions:
    """The document's mentions as plain fields, each worked out once."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._types = doc, dict(doc.user_data[MENTIONS])
        self._antecedents = {head: doc[start:end] for head, start, end in doc.user_data[ANTECEDENTS]}
        self._directions = doc.user_data[DIRECTIONS]
        self._made: dict[int, dict[str, Any] | None] = {}

    def of(self, head: int) -> dict[str, Any] | None:
        """The mention with that head; None for a pronoun or a movement that stands for nothing we can name."""
        if head not in self._made:
            self._made[head] = self._make(head)
        return self._made[head]

    def _make(self, head: int) -> dict[str, Any] | None:
        span, name = self._span(head), self._types[head]
        fields: dict[str, Any] = {"text": span.text, "start": span.start_char, "end": span.end_char}
        antecedent = self._antecedents.get(head)
        if antecedent is not None:
            if name in {PRONOUN, UNKNOWN}:
                name = self._types.get(antecedent.root.i, name)
            antecedent = self._whole(antecedent)
            fields["resolved"] = antecedent.text
        moved = self._directions.get(head, {})
        if name == PRONOUN or "empty" in moved:
            return None
        bare = moved.get("bare")
        fields |= {
            key: value for key, value in moved.items() if key != "bare" or bare not in (None, (antecedent or span).text)
        }
        fields["type"] = settled(name)
        return fields

    def _span(self, head: int) -> Span:
        """The phrase around a head."""
        start, end = full_span(tree_of(self._doc), head)
        return self._doc[start:end]

    def _whole(self, antecedent: Span) -> Span:
        """The antecedent with what it is of: of "a shortage of chips" not the shortage alone."""
        whole = self._span(antecedent.root.i)
        return whole if antecedent.root.pos_ == "NOUN" and whole.end > antecedent.end else antecedent


def _once(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims without those that say of "its" what the same sentence says of the name itself."""
    best: dict[tuple[Any, ...], tuple[tuple[float, ...], dict[str, Any]]] = {}
    for claim in found:
        ends = (claim["subject"], claim["object"])
        names = tuple(end.get("resolved", end["text"]).lower() for end in ends)
        key = (claim["sentence"]["start"], claim["relation"], claim["status"], *names)
        rank = (sum("resolved" in end for end in ends), -claim["confidence"])
        if key not in best or rank < best[key][0]:
            best[key] = rank, claim
    kept = {id(claim) for _, claim in best.values()}
    return [claim for claim in found if id(claim) in kept]


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether the two are one thing, or one phrase lies inside the other."""
    if a.get("resolved", a["text"]).lower() == b.get("resolved", b["text"]).lower():
        return True
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _quoted(sentence: Span) -> dict[str, Any]:
    """The sentence without the white space around it."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    text = text.strip()
    return {"text": text, "start": start, "end": start + len(text)}
