"""The gazetteer: things with names and ids that we know before any article speaks of them. Data files, no code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.errors import InputError

BUILT_IN = Path(__file__).with_name("data") / "gazetteer"
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
    """Read a gazetteer: a file, or all `.tsv` files of a folder by name.

    A file is tab-separated with a header line; `#` lines are comments.

    Raises:
        InputError: One cannot be read, a line is not of that form, or an id has two rows.
    """
    found: dict[str, Entry] = {}
    for one in sorted(path.glob("*.tsv")) if path.is_dir() else (path,):
        for entry in _entries(one):
            if entry.id in found:
                raise InputError(f"the gazetteer {one} has the id {entry.id} twice", "give each thing one row")
            found[entry.id] = entry
    return tuple(found.values())


def _entries(path: Path) -> Iterable[Entry]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the gazetteer {path}: {error}", "give a tab-separated file in UTF-8") from error
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    for number, row in enumerate(rows):
        if number == 0:
            if tuple(row) != COLUMNS:
                raise InputError(f"the gazetteer {path} has other columns", f"they are {', '.join(COLUMNS)}")
        elif len(row) != len(COLUMNS) or not row[0] or not row[1]:
            raise InputError(
                f"the gazetteer {path} has a broken row {number}: {' '.join(row)!r}",
                f"give {len(COLUMNS)} columns with tabs between, id and name not empty",
            )
        else:
            yield Entry(row[0], row[1], row[2], row[3], _split(row[4]), _split(row[5]))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)


@cache
def gazetteer() -> tuple[Entry, ...]:
    """The gazetteer that ships with knockon."""
    return read_gazetteer()
