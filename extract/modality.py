"""How sure a statement is: the rules' reading weighed with all words around it, by a regression."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from extract.cues import mood_cues
from extract.linear import linear

if TYPE_CHECKING:
    from extract.cues import Statement
    from schemas.records import Modality


def modality(said: Statement) -> Modality:
    """The likeliest modality."""
    mood = linear("mood")
    odds = mood.odds(mood_cues(said))
    return cast("Modality", mood.labels[odds.index(max(odds))])
