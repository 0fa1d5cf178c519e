"""Short forms that an article explains itself: "European Union (EU)", "rare-earth elements (REEs)"."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.normal_form import word_lists

_SHORT = re.compile(r"\(\s*(?:the\s+)?[\"“'‘]?([A-Z][A-Za-z0-9&.\-]{1,9})[\"”'’]?\s*\)")
_LONG = re.compile(r"\b([A-Z][A-Za-z0-9&.\-]{1,9})\s*\(\s*(?:the\s+)?[\"“'‘]?([A-Z][^()\"”]{4,80}?)[\"”'’]?\s*\)")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_WINDOW = 160


@lru_cache(maxsize=4096)
def acronyms(title: str, text: str) -> dict[str, str]:
    """Short form -> what the article says it stands for; the first explanation counts.

    >>> acronyms("", "Envoys of the Harbour Trade Council (HTC) met.")
    {'HTC': 'Harbour Trade Council'}
    >>> acronyms("", "The HTC (Harbour Trade Council) met; so did IBM (in May) and the CE (Elders of Dorn).")
    {'HTC': 'Harbour Trade Council'}
    """
    found: dict[str, str] = {}
    for part in (title, text):
        for match in _SHORT.finditer(part):
            short = plain(match[1])
            long = _expansion(short, part[max(0, match.start() - _WINDOW) : match.start()])
            if long is not None:
                found.setdefault(short, long)
        for match in _LONG.finditer(part):
            short = plain(match[1])
            if _expansion(short, match[2]) == match[2]:
                found.setdefault(short, match[2])
    return found


def plain(short: str) -> str:
    """A short form without dots and plural ending: "E.V.s" -> "EV"."""
    bare = short.replace(".", "").replace("-", "").strip()
    return bare[:-1] if len(bare) > 2 and bare.endswith("s") and bare[:-1].isupper() else bare


def _expansion(short: str, before: str) -> str | None:
    letters = [c for c in short.casefold() if c.isalpha()]
    if len(letters) < 2:
        return None
    unsaid = word_lists().unsaid
    sentence = re.split(r"[.;:!?]\s", before)[-1]
    words = list(_WORD.finditer(sentence))
    for count in range(2, min(len(words), len(letters) + 3) + 1):
        window = words[-count:]
        all_initials = [w[0][0].casefold() for w in window]
        big_initials = [w[0][0].casefold() for w in window if w[0].casefold() not in unsaid]
        if window[0][0].casefold() not in unsaid and letters in (all_initials, big_initials):
            return sentence[window[0].start() : window[-1].end()]
    return None
