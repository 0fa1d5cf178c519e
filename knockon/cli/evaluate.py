"""`knockon evaluate`: how well the extraction does on annotated documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command
from knockon.output import to_json

if TYPE_CHECKING:
    from knockon.score import Figure
    from knockon.verbs.evaluate import Evaluation


@click.command(cls=Command)
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--predictions", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Write what was extracted there."
)
@click.option("--chains", is_flag=True, help="Show the agreement on chains of two and three hops.")
@click.option("--attributes", is_flag=True, help="Show negation, modality, horizon and share.")
@click.option("--by-relation", is_flag=True, help="Show each relation.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to extract with.")
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
    chains: bool,
    attributes: bool,
    by_relation: bool,
    model: str | None,
    format_: str,
) -> None:
    """Score the extraction on annotated texts.

    Claims are extracted from the texts of GOLD.jsonl and compared with its triples.

    Each line holds one document: id, text, triples (subject, relation, object), and title and date where known.

    Example:
      knockon evaluate gold.jsonl --predictions found.jsonl --by-relation
    """
    from knockon.cli.progress import progress
    from knockon.verbs.evaluate import evaluate

    with progress("documents") as step:
        result = evaluate(gold, predictions, model=model, words=app.vocabulary, progress=step)
    if format_ == "json":
        click.echo(to_json(as_data(result), indent=2))
        return
    for line in lines(result, chains=chains, attributes=attributes, by_relation=by_relation):
        click.echo(line)


def lines(result: Evaluation, *, chains: bool, attributes: bool, by_relation: bool) -> list[str]:
    """The figures as the gold standard's scorer prints them."""
    scores = result.scores
    out = [f"documents {scores.documents}  gold triples {scores.gold}  predicted {scores.predicted}"]
    out += [_line(name, getattr(scores, name)) for name in ("typed", "exposure", "link")]
    if chains:
        found = result.chains
        out.append(f"{_line('chains', found.figure)}  (gold {found.gold}, predicted {found.predicted})")
    if attributes:
        a = result.attributes
        out.append(f"negated F1 {a.negated:.3f}  modality macro-F1 {a.modality:.3f}  (over {a.matches} typed matches)")
        out += [_line("horizon", a.horizon), _line("share", a.share)]
    if by_relation:
        for name, count in scores.relations.items():
            p, r, f = count.figure
            out.append(
                f"  {name:16s} gold {count.gold:4d} predicted {count.predicted:4d} right {count.right:4d}"
                f"  P {p:.2f} R {r:.2f} F1 {f:.2f}"
            )
    return out


def as_data(result: Evaluation) -> dict[str, Any]:
    """All figures, rounded to three digits."""
    scores = result.scores
    return {
        "documents": scores.documents,
        "gold": scores.gold,
        "predicted": scores.predicted,
        **{name: _data(getattr(scores, name)) for name in ("typed", "exposure", "link")},
        "chains": {**_data(result.chains.figure), "gold": result.chains.gold, "predicted": result.chains.predicted},
        "attributes": {
            "matches": result.attributes.matches,
            "negated_f1": round(result.attributes.negated, 3),
            "modality_macro_f1": round(result.attributes.modality, 3),
            "horizon": _data(result.attributes.horizon),
            "share": _data(result.attributes.share),
        },
        "relations": {
            name: {"gold": c.gold, "predicted": c.predicted, "right": c.right, **_data(c.figure)}
            for name, c in scores.relations.items()
        },
    }


def _line(name: str, figure: Figure) -> str:
    return f"{name:9s} precision {figure.precision:.3f}  recall {figure.recall:.3f}  F1 {figure.f1:.3f}"


def _data(figure: Figure) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figure._asdict().items()}
