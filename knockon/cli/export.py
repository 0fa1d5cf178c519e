"""`knockon export`: the graph as a file."""

from __future__ import annotations

from pathlib import Path

import click

from knockon.cli.app import App, pass_app, theme_of, theme_option
from knockon.cli.command import Command


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--base-iri", metavar="IRI", help="What the IRIs of an RDF export begin with; ends with /, # or a colon.")
@theme_option
@pass_app
def command(app: App, file: Path, base_iri: str | None, theme: str | None) -> None:
    """Write the graph to a file.

    The ending of FILE names the form.

    .ttl is RDF as one graph, .trig and .nq are RDF with a named graph per article, .jsonl is articles, claims and
    decisions as JSON lines, from which `knockon load` rebuilds the graph. Equal graphs give equal bytes.

    With --theme only the claims whose subject or object is on the theme, and their articles; load such a part into a
    graph of its own.

    Example:
      knockon export claims.jsonl
      knockon export chips.ttl --theme semiconductors
      knockon export graph.ttl --base-iri https://example.org/graph/
    """
    from knockon.verbs.export import check_target, export

    check_target(file, base_iri)
    topic = theme_of(theme)
    with app.open() as store:
        size = export(store, file, base_iri=base_iri, words=app.vocabulary, theme=topic)
    click.echo(f"wrote {file} ({size:,} bytes)")
