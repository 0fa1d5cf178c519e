"""The gazetteer: things with names and ids that we know before any article speaks of them. A data file, no code."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.errors import InputError

BUILT_IN = Path(__file__).with_name("data") / "gazetteer.tsv"
COLUMNS = ("id", "name", "type", "iso2", "only", "names")


@dataclass(frozen=True)
class Entry:
    """One known thing.

    Attributes:
        id: Its entity id; may carry a sense suffix, as `apple-inc`.
        name: Its canonical name.
        type: Its entity type.
        iso2: ISO 3166-1 alpha-2 code of a country, else empty.
        only: Types of mention that may mean it; empty is any.
        names: Other names and demonyms.
    """

    id: str
    name: str
    type: str
    iso2: str
    only: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def identifiers(self) -> dict[str, str]:
        """Identifiers by kind."""
        return {"iso2": self.iso2} if self.iso2 else {}


def read_gazetteer(path: Path = BUILT_IN) -> tuple[Entry, ...]:
    """Read a gazetteer file: tab-separated with a header line, `#` lines are comments.

    Raises:
        InputError: It cannot be read, or a line is not of that form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the gazetteer {path}: {error}", "give a tab-separated file in UTF-8") from error
    rows = csv.reader((line for line in lines if line.strip() and not line.startswith("#")), delimiter="\t")
    return tuple(_entries(path, rows))


def _entries(path: Path, rows: Iterable[list[str]]) -> Iterable[Entry]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if number == 0:
            if tuple(row) != COLUMNS:
                raise InputError(f"the gazetteer {path} has other columns", f"they are {', '.join(COLUMNS)}")
            continue
        if len(row) != len(COLUMNS) or not row[0] or not row[1]:
            raise InputError(
                f"the gazetteer {path} has a broken row {number}: {' '.join(row)!r}",
                f"give {len(COLUMNS)} columns with tabs between, id and name not empty",
            )
        if row[0] in seen:
            raise InputError(f"the gazetteer {path} has the id {row[0]} twice", "give each thing one row")
        seen.add(row[0])
        yield Entry(row[0], row[1], row[2], row[3], _split(row[4]), _split(row[5]))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)


@cache
def gazetteer() -> tuple[Entry, ...]:
    """The gazetteer that ships with knockon."""
    return read_gazetteer()
