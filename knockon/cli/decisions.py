"""`knockon entities merge` and its like: what people decide, and take back. Subcommands of `entities` and `claims`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from knockon.cli.app import App, format_option, pass_app
from knockon.cli.command import Command
from knockon.cli.names import dated, known

if TYPE_CHECKING:
    from graph.deciding import Decider, Outcome

F = TypeVar("F", bound=Callable[..., Any])


def reason_options(function: F) -> F:
    """Add `--why` and `--date`, which are kept with the decision."""
    why = click.option("--why", metavar="TEXT", help="The reason, kept with the decision.")
    date = click.option(
        "--date", metavar="DATE", help="When it was decided, kept with the decision: a day, month or year."
    )
    return why(date(function))


@click.command("merge", cls=Command)
@click.argument("entity")
@click.argument("other")
@reason_options
@pass_app
def merge(app: App, *, entity: str, other: str, why: str | None, date: str | None) -> None:
    """Make one entity of two.

    What means OTHER means ENTITY from now on, in the articles that the graph holds and in those to come. Both are
    names, aliases or ids. `knockon entities undo` takes it back, and so does `split ENTITY OTHER`.

    Example:
      knockon entities merge magnets "permanent magnets"
      knockon entities merge "rare earths" "rare-earth metals" --why "the same elements"
    """
    with _deciding(app, why, date) as decider:
        _say(decider.merge(entity, other))


@click.command("split", cls=Command)
@click.argument("entity")
@click.argument("name", required=False)
@click.option("--type", "type_", metavar="TYPE", help="Only mentions of this type, such as Organization.")
@reason_options
@pass_app
def split(app: App, *, entity: str, name: str | None, type_: str | None, why: str | None, date: str | None) -> None:
    """Take something out of an entity again.

    Where a decision has put NAME into ENTITY, it is taken back. Else the words NAME are an entity of their own from
    now on, or all mentions of a type are. NAME with a capital letter is for words with one; plural, article and case
    do not count beyond that.

    Example:
      knockon entities split magnets "ferrite magnets"
      knockon entities split steel --type Organization
    """
    type_ = known(type_, app.vocabulary.type_names, "--type") if type_ else None
    with _deciding(app, why, date) as decider:
        _say(decider.split(entity, name, type_=type_))


@click.command("alias", cls=Command)
@click.argument("entity")
@click.argument("name")
@reason_options
@pass_app
def alias(app: App, *, entity: str, name: str, why: str | None, date: str | None) -> None:
    """Say that a name means an entity.

    The words NAME mean ENTITY from now on, whatever else the linker would make of them. NAME with a capital letter is
    for words with one; plural, article and case do not count beyond that.

    Example:
      knockon entities alias "rare earths" "technology metals"
    """
    with _deciding(app, why, date) as decider:
        _say(decider.alias(entity, name))


@click.command("retype", cls=Command)
@click.argument("entity")
@click.argument("type_", metavar="TYPE")
@reason_options
@pass_app
def retype(app: App, *, entity: str, type_: str, why: str | None, date: str | None) -> None:
    """Say of which type an entity is.

    ENTITY is of TYPE from now on, whatever its mentions and the gazetteer say.

    Example:
      knockon entities retype magnets Product
    """
    type_ = known(type_, app.vocabulary.type_names, "TYPE")
    with _deciding(app, why, date) as decider:
        _say(decider.retype(entity, type_))


@click.command("decisions", cls=Command)
@format_option
@pass_app
def decisions(app: App, *, format_: str) -> None:
    """List what was decided, about entities and about claims.

    Example:
      knockon entities decisions
      knockon entities decisions --format jsonl
    """
    from knockon.output import write_rows
    from knockon.verbs import decisions as verb

    with app.open() as store:
        rows = verb.decisions(store)
    columns = verb.COLUMNS if format_ == "table" else None
    write_rows(rows, format_, columns=columns, empty="nothing was decided", cut="why")


@click.command("undo", cls=Command)
@click.argument("decision")
@pass_app
def undo(app: App, *, decision: str) -> None:
    """Take a decision back.

    DECISION is its id, or how the id begins. The graph is then as if it had never been made.

    Example:
      knockon entities decisions
      knockon entities undo 4fd1
    """
    with _deciding(app) as decider:
        _say(decider.undo(decision))


@click.command("reject", cls=Command)
@click.argument("claim")
@reason_options
@pass_app
def reject(app: App, *, claim: str, why: str | None, date: str | None) -> None:
    """Say that a claim is wrong.

    It makes no edge from now on, also when its article is read again. CLAIM is its id, which `knockon claims` shows in
    every format but the table.

    Example:
      knockon claims magnets --format jsonl
      knockon claims reject 5f0c1b2a9d3e4f60 --why "it is a question"
    """
    with _deciding(app, why, date) as decider:
        _say(decider.reject(claim))


@click.command("accept", cls=Command)
@click.argument("claim")
@pass_app
def accept(app: App, *, claim: str) -> None:
    """Take back that a claim was rejected.

    Example:
      knockon claims accept 5f0c1b2a9d3e4f60
    """
    with _deciding(app) as decider:
        _say(decider.accept(claim))


OF_ENTITIES = (merge, split, alias, retype, decisions, undo)
OF_CLAIMS = (reject, accept)


@contextmanager
def _deciding(app: App, why: str | None = None, date: str | None = None) -> Iterator[Decider]:
    from graph.deciding import Decider

    date = dated(date, "--date")
    with app.open() as store:
        yield Decider(store, vocabulary=app.vocabulary, date=date, why=why)


def _say(outcome: Outcome) -> None:
    from knockon.verbs.decisions import outcome_text

    click.echo(outcome_text(outcome))
