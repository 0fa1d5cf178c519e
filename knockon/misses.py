"""What went wrong, by kind: gold triples that were missed, and predicted triples that are false.

A triple is missed, or false, when the scorer's typed matching leaves it over. The kinds, the first that fits:

- repeated: a triple fits, but another like this one has won it already;
- negation: only the denial differs;
- relation: the two are linked the right way, by another relation (or by its converse: "needs" for "is input to");
- direction: the two are linked the other way round;
- threshold: (missed) the right triple is there, with less confidence than the point asks for;
- mention: the relation is there but for the span of an argument; or (missed) an argument is no candidate;
- coreference: an argument's name is not in the sentence, and what stands there was not resolved to it;
- missed whole: (missed) both arguments are candidates, nothing links them;
- unsupported: (false) no gold triple links these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knockon.candidates import Candidate
from knockon.gold import Gold
from knockon.score import Agreement, Scorer, Triple, crossed, linked, negated, straight
from knockon.score_names import head, match, words
from schemas.records import Claim

MISS_KINDS = (
    "mention", "relation", "direction", "negation", "coreference", "missed whole", "threshold", "repeated",
)  # fmt: skip
FALSE_KINDS = ("relation", "direction", "mention", "coreference", "negation", "repeated", "unsupported")
_SIDES = ("subject", "object")
_SHOWN = ("subject", "relation", "object", "negated")


@dataclass(frozen=True)
class Mistake:
    """One missed gold triple or one false predicted triple.

    Attributes:
        document: Id of the document.
        error: "miss" or "false".
        kind: One of MISS_KINDS or FALSE_KINDS.
        sentence: The sentence that states it, or was read as stating it.
        triple: The gold triple missed, or the false triple.
        other: The triple of the other side that the kind is judged by; null where there is none.
        confidence: Of the predicted one of the two; null where nothing was predicted.
    """

    document: str
    error: str
    kind: str
    sentence: str
    triple: Triple
    other: Triple | None = None
    confidence: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """As a line of JSON; what is null is left out."""
        row = {
            "id": self.document,
            "error": self.error,
            "kind": self.kind,
            "confidence": self.confidence,
            "sentence": self.sentence,
            "triple": _shown(self.triple),
            "other": None if self.other is None else _shown(self.other),
        }
        return {key: value for key, value in row.items() if value is not None}


@dataclass(frozen=True)
class Guess:
    """A predicted triple with the claim it comes from."""

    triple: dict[str, Any]
    claim: Claim


class Judge:
    """Says what went wrong in one document.

    Args:
        scorer: The method of matching.
        document: The annotated document.
        guesses: All predicted triples, those that the point leaves out too.
        candidates: The phrases that could have been arguments.
    """

    def __init__(
        self, scorer: Scorer, document: Gold, guesses: Sequence[Guess], candidates: Iterable[Candidate]
    ) -> None:
        self._scorer, self._document = scorer, document
        self._claims = {id(guess.triple): guess.claim for guess in guesses}
        self._guesses = guesses
        mentions = [m for guess in guesses for m in (guess.claim.subject, guess.claim.object)]
        self._candidates = [
            *candidates,
            *(Candidate(m.surface, m.start, m.resolved is not None, m.resolved is not None) for m in mentions),
        ]
        self._said = words(f"{document.title}\n{document.text}")

    def mistakes(self, agreement: Agreement, threshold: float) -> Iterator[Mistake]:
        """The missed triples in the gold's order, then the false ones.

        Args:
            agreement: Of the gold with the guesses from the threshold on.
            threshold: The confidence that the point asks for.
        """
        below = [guess.triple for guess in self._guesses if guess.claim.confidence < threshold]
        won = agreement.won["typed"]
        found, right = {i for i, _ in won}, {j for _, j in won}
        document = self._document
        for i, gold in enumerate(agreement.gold):
            if i not in found:
                kind, guess = self._miss(gold, agreement.predicted, below)
                start, end = document.span_of(gold)
                confidence = None if guess is None else self._claim(guess).confidence
                yield Mistake(document.id, "miss", kind, document.text[start:end].strip(), gold, guess, confidence)
        for j, guess in enumerate(agreement.predicted):
            if j not in right:
                kind, other = self._false(guess, agreement.gold)
                claim = self._claim(guess)
                yield Mistake(document.id, "false", kind, claim.sentence.text, guess, other, claim.confidence)

    def _claim(self, guess: Triple) -> Claim:
        return self._claims[id(guess)]

    def _miss(self, gold: Triple, predicted: Sequence[Triple], below: Sequence[Triple]) -> tuple[str, Triple | None]:
        for kind, test in self._tests():
            for guess in predicted:
                if test(gold, guess):
                    return kind, guess
        for guess in below:
            if negated(gold) == negated(guess) and self._scorer.typed(gold, guess):
                return "threshold", guess
        kinds = {self._near(gold, guess): guess for guess in reversed(predicted)}
        if "mention" in kinds:
            return "mention", kinds["mention"]
        start, end = self._document.span_of(gold)
        here = [c for c in self._candidates if start <= c.start < end]
        text, refers = self._document.text[start:end], any(candidate.refers for candidate in here)
        away = {side: self._is_away(gold[side], text, refers) for side in _SIDES}
        lacking = [
            side
            for side in _SIDES
            # "The company" is accepted for a name by the scorer, but nobody has said whom it means.
            if not any(match(gold[side], c.name) and (c.resolved or not c.refers or not away[side]) for c in here)
        ]
        if not lacking:
            return "missed whole", None
        if all(away[side] for side in lacking):
            return "coreference", kinds.get("coreference")
        return "mention", None

    def _false(self, guess: Triple, gold: Sequence[Triple]) -> tuple[str, Triple | None]:
        for kind, test in self._tests():
            for other in gold:
                if test(other, guess):
                    return kind, other
        kinds = {self._near(other, guess): other for other in reversed(gold)}
        for near in ("mention", "coreference"):
            if near in kinds:
                return near, kinds[near]
        return "unsupported", None

    def _tests(self) -> Iterator[tuple[str, Callable[[Triple, Triple], bool]]]:
        """The kinds that two triples with matching names show."""
        scorer = self._scorer

        def same_way(gold: Triple, guess: Triple) -> bool:
            either = (scorer.symmetric(gold) or scorer.symmetric(guess)) and crossed(gold, guess)
            return straight(gold, guess) or either or scorer.exposure(gold, guess)

        yield "repeated", lambda g, p: negated(g) == negated(p) and scorer.typed(g, p)
        yield "negation", scorer.typed
        yield "relation", same_way
        yield "direction", linked

    def _near(self, gold: Triple, guess: Triple) -> str | None:
        """Whether the two say the same of one sentence but for an argument: by its span, or by what it refers to."""
        if gold["relation"] != guess["relation"] or negated(gold) != negated(guess):
            return None
        if None not in (places := {gold.get("sentence"), guess.get("sentence")}) and len(places) == 2:
            return None
        claim = self._claim(guess)
        ways = [(claim.subject, claim.object)]
        ways += [(claim.object, claim.subject)] if self._scorer.symmetric(gold) else []
        start, end = self._document.span_of(gold)
        sentence = words(self._document.text[start:end])
        for way in ways:
            ends = [(gold[side], mention) for side, mention in zip(_SIDES, way, strict=True)]
            if all(match(forms, mention.surface) or _overlaps(forms, mention.surface) for forms, mention in ends):
                return "mention"
            apart = [(forms, mention) for forms, mention in ends if not match(forms, mention.surface)]
            if len(apart) == 1:
                ((forms, mention),) = apart
                if mention.resolved is not None or not _within(words(_forms(forms)[0]), sentence):
                    return "coreference"
        return None

    def _is_away(self, names: str | Sequence[str], sentence: str, refers: bool) -> bool:
        """Whether the document names the argument, its sentence does not, and words there can stand for it."""
        first, *later = _forms(names)
        here = words(sentence)
        if _within(words(first), here) or not _within(words(first), self._said):
            return False
        # A possessive has no words that count, so it is looked for as it is written.
        said = f" {' '.join(sentence.lower().split())} "
        return refers or any(_within(words(form), here) or f" {form.lower()} " in said for form in later)


def counted(mistakes: Iterable[Mistake]) -> dict[str, dict[str, int]]:
    """How many of each kind, every kind named: {"misses": {kind: number}, "false": {kind: number}}."""
    found = Counter((mistake.error, mistake.kind) for mistake in mistakes)
    return {
        "misses": {kind: found["miss", kind] for kind in MISS_KINDS},
        "false": {kind: found["false", kind] for kind in FALSE_KINDS},
    }


def _forms(names: str | Sequence[str]) -> Sequence[str]:
    return [names] if isinstance(names, str) else names


def _overlaps(names: str | Sequence[str], given: str) -> bool:
    """Whether the head word of one is a word of the other."""
    y = words(given)
    return any(head(x) in y or head(y) in x for x in map(words, _forms(names)) if x and y)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words stand in the text, side by side."""
    n = len(part)
    return any(tuple(whole[i : i + n]) == tuple(part) for i in range(len(whole) - n + 1))


def _shown(triple: Triple) -> dict[str, Any]:
    return {key: triple.get(key, False) for key in _SHOWN}
