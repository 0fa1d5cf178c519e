"""The option `--identifiers`, which ingest, load and entities share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graph.identifiers import Identifiers

F = TypeVar("F", bound=Callable[..., Any])
REFUSED = 3


def identifiers_option(function: F) -> F:
    """Add `--identifiers FILE.csv`."""
    return click.option(
        "--identifiers", type=click.Path(path_type=Path), metavar="FILE.csv",
        help="Identifiers of your own: columns name or id, kind (lei, isin, ticker, wikidata), value, and for a ticker"
        " exchange. Two names with one identifier are one entity.",
    )(function)  # fmt: skip


def read(file: Path | None) -> Identifiers | None:
    """What the file holds; its bad rows are named on standard error."""
    if file is None:
        return None
    from knockon.verbs.identify import read as read_file

    found = read_file(file)
    for bad in found.refused:
        click.echo(f"knockon: refused {bad.error}", err=True)
    return found
