"""`knockon entities`: what the graph knows of."""

from __future__ import annotations

from pathlib import Path

import click

from knockon.cli.app import App, format_option, pass_app, theme_of, theme_option
from knockon.cli.decisions import OF_ENTITIES
from knockon.cli.identifiers import identifiers_option
from knockon.cli.patterns import PatternCommand


@click.command(cls=PatternCommand)
@click.argument("pattern", required=False)
@click.option("--type", "type_", metavar="TYPE", help="Only entities of this type, such as Commodity.")
@click.option("--limit", type=click.IntRange(1), help="At most so many; all without it.")
@theme_option
@click.option("--suggest", is_flag=True, help="List pairs of entities that may be one thing, with the reason.")
@identifiers_option
@click.option(
    "--compare", type=click.Path(path_type=Path), metavar="PAIRS.jsonl",
    help="Measure on pairs of names (a, b, type_a, type_b, label) how well the linker tells what is one thing.",
)  # fmt: skip
@click.option("--errors", is_flag=True, help="With --compare: show the pairs that it gets wrong.")
@format_option
@pass_app
def command(
    app: App,
    *,
    pattern: str | None,
    type_: str | None,
    limit: int | None,
    theme: str | None,
    suggest: bool,
    identifiers: Path | None,
    compare: Path | None,
    errors: bool,
    format_: str,
) -> int:
    """List what the graph knows of.

    A table leaves out aliases that differ from the name by case, article or plural alone; the other forms have all.

    Entities with PATTERN in their name, an alias or their id; those with most claims first.

    With --suggest: pairs that may be one thing, the likeliest first. Nothing is merged: `knockon entities merge` does.
    With --identifiers: records identifiers of your own, with the graph. With --compare no graph is read.

    Example:
      knockon entities magnet
      knockon entities --type Commodity --limit 20
      knockon entities --suggest --type Organization
      knockon entities --identifiers holdings.csv
      knockon entities --compare pairs.jsonl --errors
    """
    from knockon.cli import linking
    from knockon.cli.names import known
    from knockon.output import write_rows
    from knockon.verbs.entities import entities, other_names

    type_ = known(type_, app.vocabulary.type_names, "--type") if type_ else None
    if sum((suggest, identifiers is not None, compare is not None)) > 1 or (errors and compare is None):
        raise click.UsageError("give one of --suggest, --identifiers and --compare; --errors goes with --compare")
    if pattern and (suggest or identifiers or compare):
        raise click.UsageError("PATTERN does not go with --suggest, --identifiers or --compare")
    if compare is not None:
        linking.compare(compare, errors=errors, format_=format_)
        return 0
    if identifiers is not None:
        return linking.identify(app, identifiers)
    if suggest:
        linking.suggest(app, type_=type_, limit=limit, format_=format_)
        return 0
    topic = theme_of(theme)
    with app.open() as store:
        rows = entities(store, pattern, type=type_, theme=topic, limit=limit)
    if format_ == "table":
        rows = [{**row, "aliases": other_names(row["name"], row["aliases"])} for row in rows]
    write_rows(
        rows, format_, columns=("name", "type", "claims", "aliases", "id"), empty="no such entity", cut="aliases"
    )
    return 0


for _subcommand in OF_ENTITIES:
    command.add_command(_subcommand)
