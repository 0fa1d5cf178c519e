"""How often a pronoun or a definite phrase is resolved to what the gold says, and what that does to the typed F1.

The gold names the resolved form of an argument first; the words that stand in the sentence may follow. So a reference
is asked for where a later form stands in the gold's sentence as a pronoun or a definite phrase, and the first form does
not stand there (beside a pronoun it may). What extraction makes of the phrase with that head is right where it matches
a form other than those words, by the scorer's own rule. Where the gold keeps a definite phrase as the best form, a
resolution is no answer to a question, but it can do harm: it is counted apart, and right where it matches any form.

The effect on the typed F1 needs no second extraction: the same claims are scored by their resolved names and by
their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from knockon.score_names import match, words

if TYPE_CHECKING:
    from knockon.candidates import Candidate
    from knockon.gold import Gold
    from knockon.misses import Guess
    from knockon.score import Scorer

# Part of the measure, not of the extractor's language data.
_POSSESSIVES = frozenset({"its", "their", "theirs", "our", "my", "his", "her", "your", "whose"})
_RELATIVES = frozenset({"which", "who", "whom"})
_PRONOUNS = frozenset(
    {
        "it",
        "itself",
        "they",
        "them",
        "themselves",
        "this",
        "that",
        "these",
        "those",
        "we",
        "us",
        "i",
        "he",
        "him",
        "she",
    }
)
_ANY = _POSSESSIVES | _RELATIVES | _PRONOUNS
KINDS = ("pronouns", "possessives", "relatives", "definite phrases")


class Reference(NamedTuple):
    """An argument of the gold that stands in its sentence as a pronoun or a definite phrase.

    Attributes:
        kind: One of KINDS.
        candidate: The phrase, and what extraction makes of it.
        names: What it may be resolved to.
        kept: The gold keeps the words themselves as the best form.
    """

    kind: str
    candidate: Candidate
    names: Sequence[str]
    kept: bool

    @property
    def right(self) -> bool:
        """Whether it is resolved to one of the names."""
        return self.candidate.resolved and match(self.names, self.candidate.name)


@dataclass
class Tally:
    """References of one kind: how many, how many of them resolved, and how many of these right."""

    asked: int = 0
    resolved: int = 0
    right: int = 0

    @property
    def accuracy(self) -> float | None:
        """How often a resolution is right; null where nothing is resolved."""
        return self.right / self.resolved if self.resolved else None

    def add(self, reference: Reference) -> None:
        """Count one."""
        self.asked += 1
        self.resolved += reference.candidate.resolved
        self.right += reference.right


@dataclass
class References:
    """What `evaluate` says of coreference.

    Attributes:
        kinds: Of those that the gold resolves, by kind.
        kept: Of those that it keeps as they stand.
        typed_resolved: Typed F1 of the claims by their resolved names.
        typed_literal: The same of the same claims by their own words.
    """

    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    kept: Tally = field(default_factory=Tally)
    typed_resolved: float = 0.0
    typed_literal: float = 0.0

    @property
    def total(self) -> Tally:
        """All that the gold resolves."""
        rows = self.kinds.values()
        return Tally(sum(r.asked for r in rows), sum(r.resolved for r in rows), sum(r.right for r in rows))

    def add(self, found: Iterable[Reference]) -> None:
        """Count a document's references."""
        for reference in found:
            (self.kept if reference.kept else self.kinds[reference.kind]).add(reference)


def references(document: Gold, candidates: Sequence[Candidate]) -> Iterator[Reference]:
    """The references of one document, each place once; none where the gold does not tell sentences."""
    seen: set[tuple[int, str]] = set()
    for triple in document.triples:
        if not document.sentences or not isinstance(triple.get("sentence"), int):
            continue
        for side in ("subject", "object"):
            forms = [triple[side]] if isinstance(triple[side], str) else triple[side]
            found = _reference(document.text, document.span_of(triple), forms, candidates)
            if found is not None and (found.candidate.head, forms[0]) not in seen:
                seen.add((found.candidate.head, forms[0]))
                yield found


def effect(scorer: Scorer, documents: Sequence[Gold], guesses: Sequence[Sequence[Guess]]) -> tuple[float, float]:
    """Typed F1 of the claims by their resolved names, and by their own words."""
    want = {document.id: document.triples for document in documents}
    resolved = {d.id: [guess.triple for guess in found] for d, found in zip(documents, guesses, strict=True)}
    literal = {d.id: [_literal(guess) for guess in found] for d, found in zip(documents, guesses, strict=True)}
    return scorer.score(want, resolved).typed.f1, scorer.score(want, literal).typed.f1


def _literal(guess: Guess) -> dict[str, Any]:
    return {**guess.triple, "subject": guess.claim.subject.text, "object": guess.claim.object.text}


def _reference(
    text: str, sentence: tuple[int, int], forms: Sequence[str], candidates: Sequence[Candidate]
) -> Reference | None:
    first = list(_places(text, forms[0], sentence))
    for form in forms[1:]:
        if first and form.lower() not in _ANY:
            continue
        for place in _places(text, form, sentence):
            candidate = _standing(candidates, place)
            if candidate is not None:
                names = [f for f in forms if words(f) != words(form) and f.lower() not in _ANY]
                return Reference(_kind(form), candidate, names, kept=False)
    candidate = _standing(candidates, first[0]) if first else None
    return Reference(_kind(forms[0]), candidate, forms, kept=True) if candidate else None


def _places(text: str, form: str, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
    return (match.span() for match in pattern.finditer(text, *sentence))


def _standing(candidates: Sequence[Candidate], place: tuple[int, int]) -> Candidate | None:
    """The phrase that refers back and has its head there; of several ("its plant") the last."""
    return next((c for c in reversed(candidates) if place[0] <= c.head < place[1] and c.refers), None)


def _kind(form: str) -> str:
    word = form.lower()
    if word in _POSSESSIVES:
        return "possessives"
    if word in _RELATIVES:
        return "relatives"
    return "pronouns" if word in _PRONOUNS else "definite phrases"
