"""`knockon entities`: what the graph knows of."""

from __future__ import annotations

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.patterns import PatternCommand


@click.command(cls=PatternCommand)
@click.argument("pattern", required=False)
@click.option("--type", "type_", metavar="TYPE", help="Only entities of this type, such as Commodity.")
@click.option("--limit", type=click.IntRange(1), help="At most so many; all without it.")
@format_option
@pass_app
def command(app: App, pattern: str | None, type_: str | None, limit: int | None, format_: str) -> None:
    """List what the graph knows of.

    A table leaves out aliases that differ from the name by case, article or plural alone; the other forms have all.

    Entities with PATTERN in their name, an alias or their id; those with most claims first.

    Example:
      knockon entities magnet
      knockon entities --type Commodity --limit 20
    """
    from knockon.cli.names import known
    from knockon.output import write_rows
    from knockon.verbs.entities import entities, other_names

    type_ = known(type_, app.vocabulary.type_names, "--type") if type_ else None
    with app.open() as store:
        rows = entities(store, pattern, type=type_, limit=limit)
    if format_ == "table":
        rows = [{**row, "aliases": other_names(row["name"], row["aliases"])} for row in rows]
    write_rows(
        rows, format_, columns=("name", "type", "claims", "aliases", "id"), empty="no such entity", cut="aliases"
    )
