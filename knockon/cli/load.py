"""`knockon load`: a graph from a dump of its claims."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command

FAILED, REFUSED = 1, 3


@click.command(cls=Command)
@click.argument("file", type=click.Path(allow_dash=True), metavar="FILE|-")
@click.option("--adopt", is_flag=True, help="Use a Neo4j database that holds other data beside ours.")
@pass_app
def command(app: App, file: str, adopt: bool) -> int:
    """Rebuild a graph from exported claims.

    FILE is what `knockon export` wrote as .jsonl. What the graph holds already is left as it is, so loading twice
    changes nothing. Exit code 3 says that some lines were refused and the others are in the graph.

    Example:
      knockon load claims.jsonl
      zcat claims.jsonl.gz | knockon --graph neo4j load -
    """
    from knockon.cli.progress import progress
    from knockon.verbs.load import load, opened

    with (
        opened(sys.stdin.buffer if file == "-" else Path(file)) as lines,
        app.open(create=True, adopt=adopt) as store,
        progress("transactions") as step,
    ):
        loaded = load(store, lines, words=app.vocabulary, progress=step)
    change = loaded.change
    for bad in loaded.refused:
        click.echo(f"knockon: refused {file}, {bad.error}", err=True)
    if not change.articles + change.unchanged:
        return FAILED
    click.echo(
        f"loaded {change.articles} articles ({change.unchanged} were there already), {change.claims_added} claims,"
        f" {change.edges_new} new edges"
    )
    return REFUSED if loaded.refused else 0
