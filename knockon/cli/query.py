"""`knockon query`: a query of the library, a .cypher file, or Cypher text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.command import Command
from knockon.output import cell


@click.command(cls=Command)
@click.argument("query", required=False, metavar="NAME|FILE|TEXT")
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated."
)
@click.option("--list", "list_", is_flag=True, help="Show the library of queries with their parameters.")
@click.option("--write", is_flag=True, help="Let the query change the graph.")
@format_option
@pass_app
def command(
    app: App, *, query: str | None, parameters: tuple[str, ...], list_: bool, write: bool, format_: str
) -> None:
    """Run a query of the library, or your own.

    It may only read, unless --write is given.

    NAME is one of the library's (--list), FILE ends in .cypher, anything with a space in it is Cypher TEXT. Values are
    read as their declared types; in a query without declarations as JSON where they are that, else as strings. Where a
    query of the library wants an entity, its id, name or alias will do.

    Example:
      knockon query --list
      knockon query depends-on -p entity="rare earths"
      knockon query 'MATCH (e:Entity) RETURN e.type AS type, count(*) AS entities'
    """
    from knockon.output import width, write_rows
    from knockon.verbs.query import find_query, library
    from knockon.verbs.query import query as run_query

    if list_:
        if format_ == "table":
            for line in library_lines(library(), width()):
                click.echo(line)
        else:
            write_rows(library(), format_, columns=("name", "answers", "parameters"))
        return
    if not query:
        raise click.UsageError("Missing argument 'NAME|FILE|TEXT'; --list shows the library")
    given = dict(_pair(word) for word in parameters)
    found = find_query(query)
    with app.open() as store:
        rows = run_query(store, found, given, write=write, words=app.vocabulary)
        write_rows(rows, format_, empty="done" if write else "nothing found")


def library_lines(rows: list[dict[str, Any]], columns: int) -> Iterator[str]:
    """The library for people: each query's name, its question, and a line a parameter."""
    for row in rows:
        yield row["name"]
        yield from textwrap.wrap(row["answers"], columns, initial_indent="  ", subsequent_indent="  ")
        for p in row["parameters"]:
            default = "" if p["required"] or p["default"] is None else f"={cell(p['default'])}"
            text = f"-p {p['name']}{default}  {p['type']}{', required' if p['required'] else ''}: {p['help']}"
            yield from textwrap.wrap(text, columns, initial_indent="    ", subsequent_indent="       ")
        yield ""


def _pair(word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals or not key:
        raise click.BadParameter(f"{word!r} is not KEY=VALUE", param_hint="-p")
    return key, value
