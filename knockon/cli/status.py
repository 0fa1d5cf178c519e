"""`knockon status`: which graph it is and what it holds."""

from __future__ import annotations

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.command import Command


@click.command(cls=Command)
@format_option
@pass_app
def command(app: App, format_: str) -> None:
    """Show which graph is used and what it holds.

    Example:
      knockon status
      knockon --graph neo4j status --format json
    """
    from knockon.output import cell, to_json, write_rows
    from knockon.verbs.status import status

    with app.open() as store:
        found = {"graph": store.address, "chosen_by": app.settings.chosen_by, **status(store)}
    if format_ == "json":
        click.echo(to_json(found, indent=2))
    elif format_ == "table":
        for name, value in found.items():
            click.echo(f"{name.replace('_', ' '):<12}{'none' if value is None else cell(value)}")
    else:
        write_rows([found], format_)
