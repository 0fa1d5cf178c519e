"""`knockon explain`: why a sentence gave the claims that it gave."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command
from knockon.cli.extraction import extraction_options

if TYPE_CHECKING:
    from extract.points import Point


@click.command(cls=Command)
@click.argument("source", metavar='"SENTENCE"|FILE|-')
@extraction_options
@click.option(
    "--point", type=click.Choice(("best", "default", "precise")), default="default", show_default=True,
    help="How confident a claim must be: as with the best F1, as ingest takes them, or as ingest --precise does.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="Form of the output; json holds all candidates.",
)  # fmt: skip
@pass_app
def command(app: App, *, source: str, model: str | None, frames: Path | None, point: Point, format_: str) -> int:
    """Show why a sentence gave the claims that it gave, or none.

    Sentence by sentence: the mentions with their types; each relation that the model or a frame sees between two of
    them, with the score of each and of both together, and what became of it; the frames that fired and those that
    nearly did; the claims; and for a sentence without any, why.

    A text in quotes is explained as it stands; a file or folder is read as ingest reads it, - is standard input. No
    graph is opened.

    Exit code 3 says that some inputs were refused; 1 that none could be read.

    Example:
      knockon explain "Chip makers depend on neon from Ukraine."
      knockon explain news/neon.md --point precise
      knockon explain - --format json < note.txt
    """
    from knockon.cli.ingest import FAILED, refusals
    from knockon.verbs.explain import articles, explain

    inputs = articles(source, sys.stdin.buffer if source == "-" else None)
    done = explain(inputs, point=point, model=model, frames=frames, words=app.vocabulary)
    if format_ == "json":
        from knockon.output import to_json

        click.echo(to_json(done.to_dict(), indent=2))
    elif done.articles:
        from knockon.explain_text import show

        show(done)
    code = refusals(done.refused)
    return code if done.articles else FAILED
