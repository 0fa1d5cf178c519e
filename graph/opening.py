"""The first words of an article, by which one without a title is cited."""

from __future__ import annotations

import textwrap

LONGEST = 60
"""Characters, the ellipsis included."""


def opening(text: str) -> str:
    """The first words of a text on one line, at most `LONGEST` characters; the text itself where it is that short.

    >>> opening("Neon runs short.")
    'Neon runs short.'
    """
    line = " ".join(text[: 4 * LONGEST].split())
    # One word that is longer than the line is cut, which `shorten` would leave out as a whole.
    return textwrap.shorten(line, LONGEST, placeholder="…") if " " in line[:LONGEST] else line[:LONGEST]
