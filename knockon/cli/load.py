"""`knockon load`: a graph from a dump of its claims."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command


@click.command(cls=Command)
@click.argument("file", type=click.Path(allow_dash=True), metavar="FILE|-")
@click.option("--adopt", is_flag=True, help="Use a Neo4j database that holds other data beside ours.")
@pass_app
def command(app: App, file: str, adopt: bool) -> None:
    """Put the articles and claims of FILE, which `knockon export` wrote as .jsonl, into the graph.

    What the graph holds already is left as it is, so loading twice changes nothing.

    Example:
      knockon --graph other load claims.jsonl
      knockon export /dev/stdout.jsonl | knockon --graph neo4j load -
    """
    from knockon.cli.progress import progress
    from knockon.verbs.load import load, opened

    with (
        opened(sys.stdin.buffer if file == "-" else Path(file)) as lines,
        app.open(create=True, adopt=adopt) as store,
        progress("transactions") as step,
    ):
        change = load(store, lines, words=app.vocabulary, progress=step)
    click.echo(
        f"loaded {change.articles} articles ({change.unchanged} were there already), {change.claims_added} claims,"
        f" {change.edges_new} new edges"
    )
