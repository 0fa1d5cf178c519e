"""What is found on the way up from a trigger: negations counted, moods noted; and the words that say so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon import lexicon, words
from schemas.records import Modality, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
MAX_STEPS = 24
"""How far up a walk goes; deeper trees are parses gone wrong."""


class _Lists:
    """The word lists of assertion.yaml, one attribute each."""

    def __init__(self) -> None:
        for name in lexicon("assertion"):
            setattr(self, name, words("assertion", name))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> frozenset[str]: ...


@cache
def lists() -> _Lists:
    """The word lists, read once."""
    return _Lists()


class Assessment:
    """What has been found of one trigger so far.

    Attributes:
        denied: Whether an odd number of negations reached it.
        ended: Whether the last negation says that it no longer holds.
        exempt: Whether something is exempted from a measure.
        lifted: Whether the measure that it states is lifted.
        apart: Whether an argument stands outside what the trigger denies: it is the cause of the whole clause,
            or comes behind a "but".
        open: Whether negations higher up still reach the trigger.
        cues: Moods found, each with the word that says so.
    """

    __slots__ = ("apart", "cues", "denied", "ended", "exempt", "lifted", "open")

    def __init__(self) -> None:
        self.denied = self.ended = self.exempt = self.lifted = self.apart = False
        self.open = True
        self.cues: list[tuple[Modality, str]] = []

    def deny(self, *, ended: bool = False) -> None:
        """Count one more negation: two of them cancel out."""
        if self.open:
            self.denied = not self.denied
            self.ended = ended and self.denied

    def note(self, modality: Modality, cue: str) -> None:
        """Note a mood and the word that says so."""
        self.cues.append((modality, cue))

    def status(self) -> Status:
        """The status that follows: a measure that is only said to be lifted perhaps is in force."""
        if self.exempt:
            return "holds" if self.denied else "exempt"
        if self.lifted:
            return "holds" if self.denied or self.modality() in ("possible", "conditional") else "ended"
        if self.ended:
            return "ended"
        return "denied" if self.denied else "holds"

    def modality(self) -> Modality:
        """The least certain of the moods found."""
        found = {modality for modality, _ in self.cues}
        order: tuple[Modality, ...] = ("conditional", "possible", "forecast")
        return next((modality for modality in order if modality in found), "asserted")


def lemma_of(token: Token) -> str:
    """Lower-case lemma, with a verb's particle joined on ("give_up")."""
    lemma = token.lemma_.lower()
    if token.pos_ in VERBAL:
        for child in token.children:
            if child.dep_ == "prt":
                return f"{lemma}_{child.lower_}"
    return lemma


def is_infinitive(token: Token) -> bool:
    """Whether the token is a to-infinitive."""
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
