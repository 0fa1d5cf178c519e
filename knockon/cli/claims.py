"""`knockon claims`: what was said."""

from __future__ import annotations

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.decisions import OF_CLAIMS
from knockon.cli.names import dated, known
from knockon.cli.patterns import PatternCommand

STATUSES = ("holds", "denied", "ended", "exempt")


@click.command(cls=PatternCommand)
@click.argument("pattern", required=False)
@click.option("--since", metavar="DATE", help="Only from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Only up to this day, month or year, it included.")
@click.option("--relation", metavar="RELATION", help="Only this relation, such as DEPENDS_ON.")
@click.option("--status", type=click.Choice(STATUSES), help="Only this status.")
@click.option("--limit", type=click.IntRange(1), help="At most so many; all without it.")
@format_option
@pass_app
def command(
    app: App,
    *,
    pattern: str | None,
    since: str | None,
    until: str | None,
    relation: str | None,
    status: str | None,
    limit: int | None,
    format_: str,
) -> None:
    """List what was said, newest first.

    Claims with PATTERN in their subject, object or sentence.

    Example:
      knockon claims "rare earths" --since 2026-01 --until 2026-06
      knockon claims --relation DEPENDS_ON --status denied --format jsonl
    """
    from knockon.output import width, write_rows
    from knockon.verbs.claims import COLUMNS, claims

    relation = known(relation, app.vocabulary.relation_names, "--relation") if relation else None
    since, until = dated(since, "--since"), dated(until, "--until")
    with app.open() as store:
        rows = claims(store, pattern, since=since, until=until, relation=relation, status=status, limit=limit)
    if format_ != "table" or not rows:
        write_rows(rows, format_, columns=COLUMNS, empty="no such claim")
        return
    from knockon.claim_text import claim_lines

    for line in claim_lines(rows, width()):
        click.echo(line)


for _subcommand in OF_CLAIMS:
    command.add_command(_subcommand)
