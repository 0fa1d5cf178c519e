"""`knockon trace`: the chains on which a shock travels, with the sentences behind them."""

from __future__ import annotations

from functools import partial
from typing import Literal

import click

from knockon.cli.app import App, format_option, pass_app, theme_of, theme_option
from knockon.cli.command import Command


@click.command(cls=Command)
@click.argument("source")
@click.option("--to", metavar="TARGET", help="Only chains that end there.")
@click.option("--shock", type=click.Choice(("up", "down")), help="What happens to SOURCE; its type says it otherwise.")
@click.option("--max-hops", type=click.IntRange(1, 12), default=4, show_default=True, help="Longest chain.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="At most so many chains.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Least confidence of a chain."
)
@click.option("--sentences", type=click.IntRange(0), default=1, show_default=True, help="Sentences quoted per hop.")
@click.option("--stated-only", is_flag=True, help="Leave out hops that no sentence states: to prices, by taxonomy.")
@theme_option
@format_option
@pass_app
def command(
    app: App,
    *,
    source: str,
    to: str | None,
    shock: Literal["up", "down"] | None,
    max_hops: int,
    top: int,
    min_confidence: float,
    sentences: int,
    stated_only: bool,
    theme: str | None,
    format_: str,
) -> None:
    """Show who is hurt and who gains, and who said so.

    A shock starts at SOURCE and travels along what the articles state.

    Each chain has a net sign, the order of effect, a confidence and the stated lag; each hop has the sentence it
    stands on. SOURCE and TARGET are names, aliases or ids of entities; `knockon entities` lists them.

    A hop that no sentence states says why it is there ("by taxonomy: neodymium is a rare earth"). With --theme you see
    the chains that touch the theme: their source, their end or an entity between is on it.

    Example:
      knockon trace "rare earths"
      knockon trace China --to automakers --max-hops 6
      knockon trace China --theme semiconductors --stated-only
      knockon trace "natural gas" --shock up --format csv
    """
    from graph.exposure.stored import StoredExposures
    from graph.trace import trace
    from knockon.chain_text import TRACE_COLUMNS, searched_text, trace_lines, trace_rows
    from knockon.output import to_json, width, write_rows

    topic = theme_of(theme)
    with app.open() as store:
        search = partial(
            trace,
            StoredExposures(store, words=app.vocabulary, stated_only=stated_only),
            source,
            to=to,
            shock=shock,
            max_hops=max_hops,
            top=top,
            over=(lambda entity: topic.holds(entity.id, entity.name)) if topic else None,
        )
        found = search(min_confidence=min_confidence, sentences=sentences)
        less_sure = None
        if not found.chains and min_confidence:
            less_sure = max((chain.confidence for chain in search(sentences=0).chains), default=None)
    if not found.chains:
        click.echo(searched_text(found, less_sure=less_sure, theme=topic.title if topic else None), err=True)
    if format_ == "json":
        click.echo(to_json(found.to_dict(), indent=2))
    elif format_ == "jsonl":
        write_rows((chain.to_dict() for chain in found.chains), "jsonl")
    elif format_ == "csv":
        write_rows(trace_rows(found), "csv", columns=TRACE_COLUMNS)
    elif found.chains:
        for line in trace_lines(found, width()):
            click.echo(line)
