"""`knockon load`: a graph from a dump of its claims."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command
from knockon.cli.identifiers import identifiers_option
from knockon.cli.identifiers import read as read_identifiers

if TYPE_CHECKING:
    from graph.claims_file import BadLine

FAILED, REFUSED = 1, 3
SHOWN = 5
"""So many refused lines are named of each kind."""


@click.command(cls=Command)
@click.argument("file", type=click.Path(allow_dash=True), metavar="FILE|-")
@identifiers_option
@click.option("--adopt", is_flag=True, help="Use a Neo4j database that holds other data beside ours.")
@pass_app
def command(app: App, *, file: str, identifiers: Path | None, adopt: bool) -> int:
    """Rebuild a graph from exported claims.

    FILE is what `knockon export` wrote as .jsonl. What the graph holds already is left as it is, so loading twice
    changes nothing. Exit code 3 says that some lines were refused and the others are in the graph.

    Example:
      knockon load claims.jsonl
      zcat claims.jsonl.gz | knockon --graph neo4j load -
    """
    from graph.claims_file import read
    from knockon.cli.progress import progress
    from knockon.output import counted
    from knockon.verbs.identify import identify
    from knockon.verbs.load import load, opened

    words, own = app.vocabulary, read_identifiers(identifiers)
    with opened(sys.stdin.buffer if file == "-" else Path(file)) as lines:
        dump = read(lines, vocabulary=words)
    if not dump.articles and not dump.decisions:
        # Nothing to load: the graph is not opened, so none is made, and nothing went well.
        list(dump.items())  # refuses the claims without an article
        _refusals(file, sorted(dump.refused, key=lambda bad: bad.line))
        return FAILED
    with app.open(create=True, adopt=adopt) as store, progress("transactions") as step:
        if own is not None:
            identify(store, own, words=words)
        loaded = load(store, dump, words=words, progress=step)
    change = loaded.change
    _refusals(file, loaded.refused)
    click.echo(
        f"loaded {counted(change.articles, 'article')} ({change.unchanged} were there already),"
        f" {counted(change.claims_added, 'claim')}, {counted(change.edges_new, 'new edge')}"
        + (f", {counted(loaded.decisions, 'decision')}" if loaded.decisions else "")
    )
    return REFUSED if loaded.refused or (own is not None and own.refused) else 0


def _refusals(file: str, refused: Iterable[BadLine]) -> None:
    """Say which lines were refused, of each cause the first few."""
    seen: Counter[str] = Counter()
    for bad in refused:
        cause = _kind(bad)
        seen[cause] += 1
        if seen[cause] <= SHOWN:
            click.echo(f"knockon: refused {file}, {bad.error}", err=True)
    for cause, count in seen.items():
        if count > SHOWN:
            click.echo(f"knockon: refused {file}, {count - SHOWN} more lines: {cause}", err=True)


def _kind(bad: BadLine) -> str:
    """What is wrong, without the line's number and what is the line's own: ids, names, words in quotes."""
    cause = bad.error.cause.partition(": ")[2]
    return re.sub(r"\b[0-9a-f]{16}\b|'[^']*'|\d+:\d+", "...", cause)
