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

    ARTICLE is its id or its url. The graph is then as if it had never held the article.

    Example:
      knockon retract https://example.org/knockon/rare-earths
    """
    from graph.merge import retract

    with app.open() as store:
        change = retract(store, article, vocabulary=app.vocabulary)
    click.echo(f"retracted {article}: {change.claims_removed} claims, {change.edges_removed} edges are gone")
