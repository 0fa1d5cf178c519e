"""Rows to standard output: a table for people, JSON, JSON lines and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

FORMATS = ("table", "json", "jsonl", "csv")
WIDTH = 100
"""Columns of a table that goes to a file or a pipe, so that it is the same everywhere."""

_SHORT = 24
"""Up to so many characters a column of a table is not wrapped."""

_LEAST = 8
"""So many characters a column that is cut keeps."""

Row = Mapping[str, Any]


def width() -> int:
    """The columns of the terminal; where standard output is none, the variable COLUMNS, else `WIDTH`."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size((WIDTH, 24)).columns
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdecimal() and int(given) else WIDTH


def write_rows(
    rows: Iterable[Row],
    format_: str = "table",
    *,
    columns: Sequence[str] | None = None,
    empty: str = "nothing found",
    cut: str | None = None,
    out: TextIO | None = None,
) -> int:
    """Write rows in one of `FORMATS`.

    Args:
        rows: Plain values by column name; JSON lines are written as they come, the others at the end.
        format_: One of `FORMATS`.
        columns: Which columns a table and CSV show, in this order; those of the first row where null.
        empty: What is said on standard error instead of a table without rows.
        cut: A column that a table cuts to the width that is left for it; such a table never becomes records.
        out: Where to; standard output where null.

    Returns:
        The number of rows.
    """
    out = sys.stdout if out is None else out
    if format_ == "jsonl":
        count = 0
        for row in rows:
            out.write(to_json(row) + "\n")
            count += 1
        return count
    known = list(rows)
    if format_ == "json":
        out.write(to_json(known, indent=2) + "\n")
    elif format_ == "csv":
        _write_csv(known, columns, out)
    elif known:
        write_table(known, columns or list(known[0]), cut=cut, out=out)
    else:
        print(empty, file=sys.stderr)  # noqa: T201
    return len(known)


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON with every character as itself; a value that JSON does not know is written as its string."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def counted(number: int, what: str) -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(2_000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def write_table(
    rows: Iterable[Row], columns: Sequence[str], *, cut: str | None = None, out: TextIO | None = None
) -> None:
    """Write a plain table, numbers to the right and long text wrapped; rows that are too wide for it as records."""
    rows = list(rows)
    longest = {name: max(len(name), *(len(cell(row.get(name))) for row in rows)) for name in columns}
    least = sum(min(size, _SHORT) for size in longest.values()) + 3 * (len(columns) - 1)
    if cut is not None:
        rest = sum(min(longest[name], _SHORT) for name in columns if name != cut) + 3 * (len(columns) - 1)
        room = max(width() - rest, _LEAST)
        rows = [{**row, cut: _shortened(cell(row.get(cut)), room)} for row in rows]
        longest[cut] = min(longest[cut], room)
        tight = rest + longest[cut] > width()
    elif least > width():
        _write_records(rows, columns, sys.stdout if out is None else out)
        return
    else:
        tight = False
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        number = all(isinstance(row.get(name), (int, float)) or row.get(name) is None for row in rows)
        # Short columns keep their width; the prose gives way.
        short = longest[name] <= _SHORT and (not tight or number)
        table.add_column(name, justify="right" if number else "left", no_wrap=short, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row.get(name))) for name in columns))
    print_rich(table, out=out)


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip(', ')}…"


def _write_records(rows: Sequence[Row], columns: Sequence[str], out: TextIO) -> None:
    """One line a field, a blank line between the rows; empty fields are left out."""
    margin = max(map(len, columns)) + 2
    for number, row in enumerate(rows):
        if number:
            out.write("\n")
        for name in columns:
            text = " ".join(cell(row.get(name)).split())
            lines = textwrap.wrap(text, max(width() - margin, 20), break_on_hyphens=False)
            for i, line in enumerate(lines):
                out.write(f"{'' if i else name:<{margin}}{line}\n")


def print_rich(renderable: Any, *, out: TextIO | None = None) -> None:
    """Print something of rich's, without colour codes or cut lines where it does not go to a terminal."""
    from rich.console import Console

    target = sys.stdout if out is None else out
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width(), force_terminal=target.isatty(), highlight=False, emoji=False, markup=False
    )
    console.print(renderable)
    for line in buffer.getvalue().splitlines():
        target.write(line.rstrip() + "\n")


def cell(value: Any) -> str:
    """A value as one cell of a table or of CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, (list, tuple)) and all(isinstance(item, (str, int, float)) for item in value):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, (dict, list, tuple)):
        return to_json(value)
    return str(value)


def _write_csv(rows: Sequence[Row], columns: Sequence[str] | None, out: TextIO) -> None:
    names = list(columns or dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(out, lineterminator="\n")
    if names:
        writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in rows)
