"""Claims as text for people: the statement, its sentence, and where it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def claim_lines(rows: Iterable[Mapping[str, Any]], width: int = 100) -> Iterator[str]:
    """Rows of `knockon.verbs.claims.claims`, a few lines each, one blank line between.

    Args:
        rows: The claims.
        width: Columns to stay within.
    """
    for number, row in enumerate(rows):
        if number:
            yield ""
        notes = [f"{row['confidence']:.3f}"]
        notes += [row[name] for name, usual in (("status", "holds"), ("modality", "asserted")) if row[name] != usual]
        notes += [f"{name} {row[name]}" for name in ("horizon", "quantity") if row[name]]
        notes += [f"says {row['attribution']}"] if row["attribution"] else []
        notes += ["rejected"] if row["rejected"] else []
        statement = f"{row['subject']} {row['relation']} {row['object']}   [{', '.join(notes)}]"
        yield from _wrap(statement, width, "", "  ")
        yield from _wrap(f"“{' '.join(row['sentence'].split())}”", width, "  ", "   ")
        source = cited(row["title"], row["url"], row["opening"], row["article"])
        yield from _wrap(f"— {source}, {row['published'] or 'no date'}", width, "  ", "    ")


def cited(title: str | None, url: str | None, opening: str, article: str) -> str:
    """How an article is named: its title, else its address, else its first words in quotes, else its id."""
    return title or url or (f"“{opening}”" if opening else article)


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, max(width, 40), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
