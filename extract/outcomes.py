"""What became of each candidate of a document, found by asking the components again, one candidate at a time.

Nothing is decided here: `extract.choice` and `extract.claims` are asked what they do with the candidate alone and
with it among the others, and the difference tells why it did not become a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from extract.attributes import ANTECEDENTS, ATTRIBUTES, DIRECTIONS, STATEMENTS
from extract.candidates import of
from extract.choice import CEILING, LINKED, STATED, allowed, by_frames, by_vote, telling
from extract.choice import KEY as PAIRS
from extract.claims import KEY as CLAIMS
from extract.claims import Claims
from extract.coreference import resolver_of
from extract.mentions import KEY as MENTIONS
from extract.mentions import full_span
from extract.moving import Moving
from extract.relations import resolved_types
from extract.tree import tree_of
from extract.types import PRONOUN
from schemas.records import Article, Claim, FieldName

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

    from extract.choice import Choice

Key = tuple[int, str, int]
"""Subject, relation, object; the mentions by the tokens that head them."""


class Outcome(NamedTuple):
    """One of `extract.explanation.OUTCOMES`, the same in words, and the claim's id where it is one."""

    name: str
    why: str = ""
    claim: str | None = None


class Outcomes:
    """What became of the candidates of one document.

    Args:
        nlp: The pipeline that the document went through.
        doc: The document; it is left as it was.
        article: Whose field it is.
        field: Which field.
        least: How confident a claim must be, 0 to 1.
    """

    def __init__(self, nlp: Language, doc: Doc, article: Article, field: FieldName, least: float) -> None:
        choice = cast("Choice", nlp.get_pipe("knockon_choice"))
        self.vote, self._known = choice.vote, choice.vocabulary
        self._doc, self._least = doc, least
        self._about: dict[str, Any] = {"article": article.id, "field": field, "published": article.published}
        self._types = dict(doc.user_data[MENTIONS])
        self._allowed_types = resolved_types(doc, self._types)
        self._components: list[Callable[[Doc], Doc]] = [nlp.get_pipe(name) for name in ATTRIBUTES]
        self._components.append(Claims(nlp, "explain", 0.0))
        self._pairs = {(p["subject"], p["relation"], p["object"]): p for p in doc.user_data[PAIRS]}
        self._all = self._claims(doc.user_data[PAIRS])

    def claims(self) -> list[Claim]:
        """The document's claims, as `extract.pipeline.extract` gives them."""
        found: dict[str, Claim] = {}
        for claim in self._all:
            if claim.confidence >= self._least and not self._foreign(claim):
                found.setdefault(claim.id, claim)
        return list(found.values())

    def confidence(self, relation: str, model: float | None, frames: float | None) -> float:
        """How likely the relation is by all that the sources say, 0 to 1, three digits."""
        if self.vote is None:
            p = max(model or 0.0, frames or 0.0)
        else:
            p = self.vote.probability(relation, model or 0.0, frames or 0.0)
        return round(min(p, CEILING), 3)

    def of(self, key: Key, confidence: float) -> Outcome:
        """What became of a candidate of that confidence."""
        subject, relation, object_ = key
        types = self._allowed_types[subject], self._allowed_types[object_]
        if not allowed(self._known, relation, *types):
            return Outcome("types", self._forbidden(relation, *types))
        pair = self._pairs.get(key)
        return self._unchosen(key, confidence) if pair is None else self._unclaimed(pair)

    def _forbidden(self, relation: str, subject: str, object_: str) -> str:
        if relation not in self._known.relation_names:
            return f"the vocabulary has no relation {relation}"
        sides = [
            f"{name} for {side}"
            for side, name, types in (("subject", subject, (subject, None)), ("object", object_, (None, object_)))
            if not allowed(self._known, relation, *(name or PRONOUN for name in types))
        ]
        return f"{relation} does not take {' nor '.join(sides) or f'{subject} with {object_}'}"

    def _unchosen(self, key: Key, confidence: float) -> Outcome:
        """Why the choice left it out."""
        rows = [
            row
            for row in of(self._doc)
            if {row["subject"], row["object"]} == {key[0], key[2]}
            and allowed(self._known, row["relation"], *(self._allowed_types[row[s]] for s in ("subject", "object")))
        ]
        chosen = by_vote(rows, self.vote) if self.vote else by_frames(rows, self._known)
        if not chosen:
            if confidence < self._least:
                return Outcome("under", _under(confidence, self._least))
            return Outcome("unlikely", self._unlikely(confidence))
        best = chosen[0]
        if (best["subject"], best["relation"], best["object"]) != key:
            other = f"{best['relation']} {'' if best['subject'] == key[0] else 'the other way '}"
            return Outcome("other", f"{other.strip()} is surer, at {best['confidence']:.3f}")
        if not telling(chosen, tree_of(self._doc)):
            return Outcome("everywhere", f"“{self._text(key[2])}” is everywhere")
        return Outcome("part", "the whole phrase says the same")

    def _unlikely(self, confidence: float) -> str:
        if self.vote:
            return f"{confidence:.3f} is under the {self.vote.least:.4g} that a link needs"
        if confidence < STATED:
            return f"{confidence:.3f} is under the {STATED:.4g} that a reading needs"
        return f"the readings of the two that agree add up to less than the {LINKED:.4g} that a link needs"

    def _unclaimed(self, pair: dict[str, Any]) -> Outcome:
        """The claim that it became, or why the claims left it out."""
        alone = self._claims([pair])
        if not alone:
            return self._unsayable(pair)
        claim = alone[0]
        if claim.id not in {one.id for one in self._all}:
            return self._repeated(claim)
        if claim.confidence < self._least:
            return Outcome("under", _under(claim.confidence, self._least))
        if foreign := self._foreign(claim):
            return Outcome("types", f"the vocabulary has no type {foreign}")
        return Outcome("claim", self._changed(pair, claim), claim.id)

    def _changed(self, pair: dict[str, Any], claim: Claim) -> str:
        """What the claim says otherwise than the pair: another relation, or the phrase around a mention."""
        said = [] if claim.relation == pair["relation"] else [f"said as {claim.relation}"]
        for side, mention in (("subject", claim.subject), ("object", claim.object)):
            start, end = full_span(tree_of(self._doc), pair[side])
            if self._doc[start:end].start_char != mention.start or self._doc[start:end].end_char != mention.end:
                said.append(f"said of “{mention.text}”")
        return ", ".join(said)

    def _unsayable(self, pair: dict[str, Any]) -> Outcome:
        """Why a pair makes no claim even by itself."""
        moving, spans, names = Moving(self._doc, frozenset(self._types), self._known), [], []
        for head in (pair["subject"], pair["object"]):
            antecedent = resolver_of(self._doc).resolve(self._doc[head])
            said = head if antecedent is None else antecedent.root.i
            if self._types[head] == PRONOUN and self._types.get(said, PRONOUN) == PRONOUN:
                return Outcome("pronoun", f"“{self._text(head)}” stands for nothing known")
            if moving.says_nothing(said):
                return Outcome("empty", f"“{self._text(said)}” is a movement of nothing named")
            spans.append(full_span(tree_of(self._doc), head))
            names.append((self._text(head) if antecedent is None else antecedent.text).lower())
        if names[0] == names[1]:
            return Outcome("same", f"both are “{names[0]}”")
        if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
            return Outcome("same", "one of the two lies inside the other")
        return Outcome("moves", "one of the two stands inside a phrase that moves, and the phrase is what acts")

    def _repeated(self, claim: Claim) -> Outcome:
        ends = claim.subject.surface.lower(), claim.object.surface.lower()
        for other in self._all:
            same = (other.subject.surface.lower(), other.object.surface.lower()) == ends
            if same and other.sentence == claim.sentence and other.relation == claim.relation:
                return Outcome(
                    "repeated", f"the sentence says it of “{other.subject.text}” and “{other.object.text}” too"
                )
        return Outcome("other", "another relation of the same phrases is surer")

    def _claims(self, pairs: list[dict[str, Any]]) -> list[Claim]:
        """What the components make of the pairs, however little confident."""
        data = self._doc.user_data
        kept = {key: data[key] for key in (PAIRS, STATEMENTS, ANTECEDENTS, DIRECTIONS, CLAIMS) if key in data}
        try:
            data[PAIRS] = pairs
            for component in self._components:
                component(self._doc)
            return [Claim.of(**self._about, **fields) for fields in data[CLAIMS]]
        finally:
            data.update(kept)

    def _foreign(self, claim: Claim) -> str | None:
        """A type of the claim that a user's own vocabulary lacks."""
        known = self._known.type_names
        return next((name for name in (claim.subject.type, claim.object.type) if name not in known), None)

    def _text(self, head: int) -> str:
        start, end = full_span(tree_of(self._doc), head)
        return self._doc[start:end].text


def _under(confidence: float, least: float) -> str:
    return f"{confidence:.3f} is under the {least:.4g} that the point asks"
