"""`knockon themes`: the topics that other commands can be held to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.command import Command

if TYPE_CHECKING:
    from knockon.verbs.themes import ThemeInGraph


@click.command(cls=Command)
@click.argument("theme", required=False, metavar="NAME|FILE")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many of each kind.")
@click.option("--stated-only", is_flag=True, help="Count no exposure that no sentence states.")
@format_option
@pass_app
def command(app: App, *, theme: str | None, limit: int, stated_only: bool, format_: str) -> None:
    """List the themes, or show what the graph holds of one.

    A theme holds ingest, trace, entities and export to its topic with --theme. Of one theme you see its entities, the
    newest claims about them, and the most exposed of them.

    FILE is a theme of your own in YAML: name, title, and at least one of seeds (names of entities), branches (ids of
    the taxonomy, with all below), words (put an entity or article on the theme) and not_words (names of seeds and
    branches that mean too much else to tell what an article is about).

    Example:
      knockon themes
      knockon themes critical-minerals --limit 20
      knockon ingest news/ --theme my-theme.yaml
    """
    from knockon.output import to_json, write_rows
    from knockon.verbs.themes import theme_in_graph, themes

    if theme is None:
        write_rows(themes(), format_, columns=("name", "title") if format_ == "table" else None)
        return
    from graph.themes import theme as find

    wanted = find(theme)
    with app.open() as store:
        found = theme_in_graph(store, wanted, limit=limit, stated_only=stated_only)
    if format_ == "json":
        click.echo(to_json(found.to_dict(), indent=2))
    elif format_ == "table":
        _show(found)
    else:
        rows = list(_rows(found))
        write_rows(rows, format_, columns=list(dict.fromkeys(name for row in rows for name in row)))


def _rows(found: ThemeInGraph) -> Iterator[dict[str, Any]]:
    """One row an entity, claim or exposure, which `kind` tells apart."""
    for kind, rows in (("entity", found.entities), ("claim", found.claims), ("exposed", found.exposed)):
        for row in rows:
            yield {"kind": kind, **row}


def _show(found: ThemeInGraph) -> None:
    from knockon.claim_text import claim_lines
    from knockon.output import counted, width, write_table
    from knockon.verbs.themes import ENTITY_COLUMNS, EXPOSED_COLUMNS

    # `counted` knows regular plurals alone.
    number = "1 entity" if found.count == 1 else f"{found.count:,} entities"
    click.echo(f"{found.theme.title}: {number}" + ("" if found.count else "; 'knockon ingest' adds articles"))
    if not found.count:
        return
    click.echo("\nMost spoken of")
    write_table(found.entities, ENTITY_COLUMNS)
    click.echo(f"\nNewest {counted(len(found.claims), 'claim')}")
    for line in claim_lines(found.claims, width()):
        click.echo(line)
    if found.exposed:
        click.echo("\nMost exposed, by confidence times weight of what reaches them")
        write_table(found.exposed, EXPOSED_COLUMNS)
