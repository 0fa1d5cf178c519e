"""`knockon entities --compare`, `--suggest` and `--identifiers`: how names link, and what may be one thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from knockon.cli import identifiers
from knockon.cli.app import App


def compare(file: Path, *, errors: bool, format_: str) -> None:
    """Print how well the linker tells the pairs of a file apart.

    Args:
        file: The pairs.
        errors: Whether the pairs that it gets wrong are shown.
        format_: Form of the output; json holds both, the rows of the others are the pairs where these are asked for.
    """
    from knockon.output import to_json, write_rows
    from knockon.pairs import figures
    from knockon.verbs.compare import compare as judge

    judged = judge(file)
    rows = figures(judged)
    wrong: list[dict[str, Any]] = [one.to_dict() for one in judged if one.said != one.pair.label] if errors else []
    if format_ == "json":
        click.echo(to_json({"pairs": len(judged), "figures": rows, **({"errors": wrong} if errors else {})}, indent=2))
        return
    if not errors or format_ == "table":
        write_rows(rows, format_)
    if errors:
        if format_ == "table":
            click.echo()
        write_rows(wrong, format_, columns=("a", "b", "label", "said", "id_a", "id_b"), empty="all pairs are right")


def suggest(app: App, *, type_: str | None, limit: int | None, format_: str) -> None:
    """Print pairs of entities that may be one."""
    from knockon.output import write_rows
    from knockon.verbs.suggest import suggest as find

    with app.open() as store:
        rows = find(store, type=type_, limit=limit)
    columns = ("a", "b", "score", "reason") if format_ == "table" else None
    write_rows(rows, format_, columns=columns, empty="no two entities look like one")


def identify(app: App, file: Path) -> int:
    """Record the identifiers of a file in the graph; the exit code."""
    from knockon.output import counted
    from knockon.verbs.identify import identify as record

    found = identifiers.read(file)
    assert found is not None
    with app.open() as store:
        new = record(store, found, words=app.vocabulary)
    click.echo(f"{counted(new, 'new identifier')}, {len(found.decisions) - new} known, {len(found.refused)} refused")
    return identifiers.REFUSED if found.refused else 0
