"""`knockon evaluate`: how well the extraction does on annotated documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command
from knockon.cli.extraction import extraction_options
from knockon.evaluation_text import as_data, lines, overview
from knockon.output import to_json

if TYPE_CHECKING:
    from knockon.verbs.evaluate import PointName

__all__ = ["command", "lines"]


@click.command(cls=Command)
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--predictions", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Write what was extracted there."
)
@click.option(
    "--errors", type=click.Path(path_type=Path), metavar="OUT.jsonl",
    help="Write each missed and each false triple there, with its kind.",
)  # fmt: skip
@click.option(
    "--point", type=click.Choice(("best", "default", "precise")), default="default", show_default=True,
    help="Whose figures in detail, predictions and errors.",
)  # fmt: skip
@click.option("--chains", is_flag=True, help="Show the agreement on chains of two and three hops.")
@click.option("--attributes", is_flag=True, help="Show negation, modality, horizon and share.")
@click.option("--by-relation", is_flag=True, help="Show each relation.")
@click.option("--sentiment", is_flag=True, help="Score the sentiment instead, on lines of text, entity and label.")
@extraction_options
@click.option(
    "--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="Form of the output; json holds all figures.",
)  # fmt: skip
@pass_app
def command(
    app: App,
    *,
    gold: Path,
    predictions: Path | None,
    errors: Path | None,
    point: PointName,
    chains: bool,
    attributes: bool,
    by_relation: bool,
    sentiment: bool,
    model: str | None,
    frames: Path | None,
    format_: str,
) -> None:
    """Score the extraction on annotated texts.

    Claims are extracted from the texts of GOLD.jsonl and compared with its triples, at three points: all claims that
    keep F1 best, those that ingest takes by default, and those that it takes with --precise.

    Each line holds one document: id, text, triples (subject, relation, object; and sentence, an index), and title,
    date and sentences (start and end of each in the text) where known.

    With --sentiment each line holds a headline: text, label (positive, neutral or negative), and the entity that the
    label is about, where there is one. The word list of VADER is scored beside it where it is installed.

    Example:
      knockon evaluate gold.jsonl --point precise --errors wrong.jsonl --by-relation
    """
    if sentiment:
        if predictions or errors:
            raise click.UsageError("--sentiment writes neither --predictions nor --errors")
        from knockon.sentiment_score import as_data as sentiment_data
        from knockon.sentiment_score import evaluate_sentiment
        from knockon.sentiment_score import lines as sentiment_lines

        felt = evaluate_sentiment(gold)
        shown = [to_json(sentiment_data(felt), indent=2)] if format_ == "json" else sentiment_lines(felt)
        for line in shown:
            click.echo(line)
        return
    from knockon.cli.progress import progress
    from knockon.verbs.evaluate import evaluate

    with progress("documents") as step:
        result = evaluate(
            gold, predictions, errors=errors, point=point, model=model, frames=frames, words=app.vocabulary,
            progress=step,
        )  # fmt: skip
    if format_ == "json":
        click.echo(to_json(as_data(result), indent=2))
        return
    for line in lines(result, chains=chains, attributes=attributes, by_relation=by_relation):
        click.echo(line)
    for line in overview(result):
        click.echo(line)
