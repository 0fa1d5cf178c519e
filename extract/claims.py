"""What a claim says besides its triple, and the claims themselves; the component `knockon_claims`.

The component turns every pair of `doc.user_data["knockon_pairs"]` into the plain fields of a claim
(`doc.user_data["knockon_claims"]`, a list of dicts), so that the work runs inside `nlp.pipe`; `claims_of` makes the
records of them. The article's date, where known, is read from `doc.user_data["knockon_published"]`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from extract import assertion, horizon, quantity
from extract.assessment import lemma_of
from extract.attribution import attribute
from extract.choice import KEY as PAIRS
from extract.coreference import resolver_of
from extract.lexicon import words
from extract.mentions import KEY as MENTIONS
from extract.mentions import full_span
from extract.moving import Moving
from extract.tree import tree_of
from extract.types import PRONOUN, UNKNOWN, settled
from schemas.records import Article, Claim, FieldName
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

KEY = "knockon_claims"
PUBLISHED = "knockon_published"


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
    """Adds status, modality, attribution, horizon, quantity, coreference and direction to every pair.

    Args:
        nlp: The pipeline.
        name: Name of the component.
        least: Claims less confident than this (0 to 1) are left out.

    Attributes:
        vocabulary: What may be said; `load_pipeline` puts a user's own in.
    """

    def __init__(self, nlp: Language, name: str, least: float) -> None:  # noqa: ARG002
        self.name = name
        self.least = least
        self.vocabulary = vocabulary()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        pairs = doc.user_data[PAIRS]
        found: list[dict[str, Any]] = []
        doc.user_data[KEY] = found
        if not pairs:
            return doc
        types = dict(doc.user_data[MENTIONS])
        mentions = _Mentions(doc, types, self.vocabulary)
        times: dict[int, Any] = {}
        for pair in mentions.moving.settle(_lifted(pairs, doc)):
            subject, object_ = mentions.of(pair["subject"]), mentions.of(pair["object"])
            if subject is None or object_ is None or _overlap(subject, object_):
                continue
            trigger = doc[pair["trigger"]]
            sentence = trigger.sent
            if sentence.start not in times:
                published = doc.user_data.get(PUBLISHED)
                times[sentence.start] = (horizon.horizons(sentence, published), quantity.quantities(sentence))
            when, amounts = times[sentence.start]
            a, b = mentions.span(pair["subject"]), mentions.span(pair["object"])
            asserted = assertion.assess(trigger, a, b, pair["relation"])
            about = (trigger, a, b, pair["relation"])
            time, amount = horizon.choose(when, *about), quantity.choose(amounts, *about)
            found.append(
                {
                    "sentence": _quoted(sentence),
                    "subject": subject,
                    "relation": pair["relation"],
                    "object": object_,
                    "trigger": {"text": trigger.text, "start": trigger.idx, "end": trigger.idx + len(trigger.text)},
                    "status": asserted.status,
                    "modality": asserted.modality,
                    "attribution": attribute(sentence, trigger, mentions.resolver),
                    "horizon": time.to_dict() if time else None,
                    "quantity": amount.to_dict() if amount else None,
                    "confidence": pair["confidence"],
                    "source": pair["source"],
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

    def __init__(self, doc: Doc, types: dict[int, str], known: Vocabulary) -> None:
        self._doc, self._types = doc, types
        self._made: dict[int, dict[str, Any] | None] = {}
        self.resolver = resolver_of(doc)
        self.moving = Moving(doc, frozenset(types), known)

    def span(self, head: int) -> Span:
        """The phrase around a head."""
        start, end = full_span(tree_of(self._doc), head)
        return self._doc[start:end]

    def of(self, head: int) -> dict[str, Any] | None:
        """The mention with that head; None for a pronoun or a movement that stands for nothing we can name."""
        if head not in self._made:
            self._made[head] = self._make(head)
        return self._made[head]

    def _make(self, head: int) -> dict[str, Any] | None:
        span, name, said = self.span(head), self._types[head], head
        antecedent = self.resolver.resolve(self._doc[head])
        fields: dict[str, Any] = {"text": span.text, "start": span.start_char, "end": span.end_char}
        if antecedent is not None:
            said = antecedent.root.i
            antecedent = self._whole(antecedent)
            fields["resolved"] = antecedent.text
            if name in {PRONOUN, UNKNOWN}:
                name = self._types.get(said, name)
        if name == PRONOUN or self.moving.says_nothing(said):
            return None
        moved = self.moving.of(said)
        if moved.direction is not None:
            fields |= {"direction": moved.direction, "direction_by": moved.by}
            if moved.bare is not None and moved.bare.text != (antecedent or span).text:
                fields["bare"] = moved.bare.text
        fields["type"] = settled(name)
        return fields

    def _whole(self, antecedent: Span) -> Span:
        """The antecedent with what it is of: of "a shortage of chips" not the shortage alone."""
        whole = self.span(antecedent.root.i)
        return whole if antecedent.root.pos_ == "NOUN" and whole.end > antecedent.end else antecedent


def _lifted(pairs: list[dict[str, Any]], doc: Doc) -> list[dict[str, Any]]:
    """The pairs with "lifted tariffs" read as fewer tariffs, though "lifted prices" is higher prices."""
    measures, both = words("assertion", "measures"), words("assertion", "lifting_or_raising")

    def ends(pair: dict[str, Any]) -> bool:
        object_, trigger = doc[pair["object"]], doc[pair["trigger"]]
        return pair["relation"] == "INCREASES" and object_.lemma_.lower() in measures and lemma_of(trigger) in both

    return [{**pair, "relation": "DECREASES"} if ends(pair) else pair for pair in pairs]


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
