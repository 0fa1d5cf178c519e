"""Identifiers of a user's own: LEI, ISIN, ticker and Wikidata, check digits tested, as decisions about entities.

A file is CSV with a header: `name` or `id` says which entity, `kind` and `value` which identifier; a ticker also needs
its `exchange`. An entity's `type` may be given where a name could mean several things; an Organization is meant else.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase, digits

from graph.linking import Linker
from schemas.errors import InputError
from schemas.records import Decision

COLUMNS = ("id", "name", "type", "kind", "value", "exchange")
_NEEDED = ("kind", "value")
_CURE = f"give CSV in UTF-8 with a header; columns are {', '.join(COLUMNS)}"
_ALPHABET = digits + ascii_uppercase
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,11}")
_EXCHANGE = re.compile(r"[A-Z0-9]{2,10}")


def is_lei(value: str) -> bool:
    """Whether a text is a Legal Entity Identifier: 18 letters or digits, and two check digits by ISO 7064 MOD 97-10.

    >>> is_lei("0000ACMELABSTEST0039"), is_lei("0000ACMELABSTEST0030")
    (True, False)
    """
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", value):
        return False
    return int("".join(str(_ALPHABET.index(c)) for c in value)) % 97 == 1


def is_isin(value: str) -> bool:
    """Whether a text is an International Securities Identification Number: its check digit is Luhn's, letters as two.

    >>> is_isin("ZZ000ACME007"), is_isin("ZZ000ACME008")
    (True, False)
    """
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{9}[0-9]", value):
        return False
    numbers = [int(c) for c in "".join(str(_ALPHABET.index(c)) for c in value)]
    doubled = [sum(divmod(2 * n, 10)) if at % 2 else n for at, n in enumerate(reversed(numbers))]
    return sum(doubled) % 10 == 0


@dataclass(frozen=True)
class BadRow:
    """A row that was refused."""

    line: int
    error: InputError


@dataclass
class Identifiers:
    """What stands in a file of identifiers.

    Attributes:
        decisions: That an entity bears an identifier, one for each good row.
        refused: The other rows.
    """

    decisions: list[Decision] = field(default_factory=list)
    refused: list[BadRow] = field(default_factory=list)


def read_identifiers(path: Path, linker: Linker) -> Identifiers:
    """Read a file of identifiers; a row that is not right is refused, and the others are kept.

    Args:
        path: The CSV file.
        linker: What names of entities mean.

    Raises:
        InputError: The file cannot be read, or has other columns.
    """
    found = Identifiers()
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for line, row in _rows(path):
        try:
            decision = _decision(row, linker)
            key = (decision.entity or "", decision.kind or "")
            value, first = seen.setdefault(key, (decision.value or "", line))
            if value != decision.value:
                raise InputError(f"{key[0]} has the {key[1]} {value} in line {first}", "keep one of them")
            if first == line:
                found.decisions.append(decision)
        except InputError as error:
            found.refused.append(BadRow(line, InputError(f"{path}, line {line}: {error.cause}", error.cure)))
    if not found.decisions and not found.refused:
        raise InputError(f"{path} holds no identifiers", _CURE)
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = [name.strip().lower() for name in reader.fieldnames or ()]
            if not {"id", "name"} & set(names) or not set(_NEEDED) <= set(names) or not set(names) <= set(COLUMNS):
                raise InputError(f"{path} has the columns {', '.join(names) or 'none'}", _CURE)
            reader.fieldnames = names
            for row in reader:
                # Cells beyond the header stand under None, missing ones are None.
                extra = [] if None not in row else list(row.pop(None))
                yield reader.line_num, {name: (row[name] or "").strip() for name in names} | {"": "".join(extra)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}", _CURE) from None


def _decision(row: Mapping[str, str], linker: Linker) -> Decision:
    kind, value = row["kind"].lower(), row["value"]
    if row[""]:
        raise InputError("it has more cells than the header", "put texts with commas in quotes")
    if kind not in _KINDS:
        raise InputError(f"the kind is {row['kind']!r}", f"known are {', '.join(_KINDS)}")
    entity, name = row.get("id", ""), row.get("name", "")
    if not entity and not name:
        raise InputError("it has neither id nor name", "say which entity bears the identifier")
    if entity and not re.fullmatch(r"[^\W_]+(-[^\W_]+)*", entity):
        raise InputError(f"{entity!r} is no id of an entity", "'knockon entities' shows ids; or give a name")
    return Decision.of(
        deed="identify",
        entity=entity or linker.link_name(name, row.get("type") or "Organization"),
        kind=kind,
        value=_KINDS[kind](value, row),
    )


def _lei(value: str, _: Mapping[str, str]) -> str:
    if not is_lei(value.upper()):
        raise InputError(f"{value!r} is no LEI", "an LEI has 20 letters and digits, the last two are check digits")
    return value.upper()


def _isin(value: str, _: Mapping[str, str]) -> str:
    if not is_isin(value.upper()):
        raise InputError(f"{value!r} is no ISIN", "an ISIN has 12 letters and digits, the last one is a check digit")
    return value.upper()


def _wikidata(value: str, _: Mapping[str, str]) -> str:
    if not re.fullmatch(r"Q[1-9][0-9]*", value.upper()):
        raise InputError(f"{value!r} is no Wikidata item", "an item is Q and a number")
    return value.upper()


def _ticker(value: str, row: Mapping[str, str]) -> str:
    """A ticker is one thing only together with its exchange: XNYS:ACME."""
    given, _, ticker = value.upper().rpartition(":")
    exchange = row.get("exchange", "").upper() or given
    if not _TICKER.fullmatch(ticker):
        raise InputError(f"{value!r} is no ticker", "a ticker has letters, digits, dots and hyphens")
    if not _EXCHANGE.fullmatch(exchange) or given not in ("", exchange):
        raise InputError(f"the ticker {ticker} has no exchange", "give it in the column exchange, such as XNYS")
    return f"{exchange}:{ticker}"


_KINDS: dict[str, Callable[[str, Mapping[str, str]], str]] = {
    "lei": _lei, "isin": _isin, "ticker": _ticker, "wikidata": _wikidata,
}  # fmt: skip
