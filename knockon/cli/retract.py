"""`knockon retract`: take an article out again."""

from __future__ import annotations

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command


@click.command(cls=Command)
@click.argument("article")
@pass_app
def command(app: App, article: str) -> None:
    """Take an article out of the graph again.

    ARTICLE is its id or its url; `knockon query articles` lists them. The graph is then as if it had never
    held the article.

    Example:
      knockon query articles
      knockon retract https://example.org/knockon/rare-earths
    """
    from graph.merge import retract
    from knockon.output import counted

    with app.open() as store:
        change = retract(store, article, vocabulary=app.vocabulary)
    claims, edges = counted(change.claims_removed, "claim"), counted(change.edges_removed, "edge")
    click.echo(f"retracted {article}: {claims}, {edges} are gone")
