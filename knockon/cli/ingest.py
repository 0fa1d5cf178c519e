"""`knockon ingest`: articles into the graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knockon.cli.app import App, pass_app, theme_of, theme_option
from knockon.cli.command import Command
from knockon.cli.extraction import extraction_options
from knockon.cli.identifiers import identifiers_option
from knockon.cli.identifiers import read as read_identifiers

if TYPE_CHECKING:
    from extract.readers import Fields, Refusal
    from graph.themes import Theme
    from knockon.verbs.ingest import Extraction, Ingested
    from schemas.records import Article

FAILED, REFUSED = 1, 3
_SINGLE = (".txt", ".md", ".html", ".htm")


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option("--title", help="Headline of a single article; goes before what the file says.")
@click.option("--url", help="Address of a single article; a later version under it replaces this one.")
@click.option("--published", metavar="DATE", help="Date of a single article: YYYY-MM-DD, YYYY-MM or YYYY.")
@click.option("--publisher", help="Publisher of a single article.")
@extraction_options
@click.option("--precise", is_flag=True, help="Keep only the surest claims: fewer wrong ones, many more missed.")
@theme_option
@identifiers_option
@click.option("--dry-run", is_flag=True, help="Print the claims as JSON lines and write nothing.")
@click.option("--adopt", is_flag=True, help="Use a Neo4j database that holds other data beside ours.")
@click.option(
    "--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="Form of the summary.",
)  # fmt: skip
@pass_app
def command(
    app: App,
    *,
    paths: tuple[str, ...],
    title: str | None,
    url: str | None,
    published: str | None,
    publisher: str | None,
    model: str | None,
    frames: Path | None,
    precise: bool,
    theme: str | None,
    identifiers: Path | None,
    dry_run: bool,
    adopt: bool,
    format_: str,
) -> int:
    """Read articles into the graph.

    Their claims are extracted, with the exact words they stand on, and merged into the graph.

    PATH is a file (.txt, .md, .html, .htm, or .jsonl with one article a line: title, text, url, published, publisher),
    a folder that is searched to the bottom, or - for standard input. A text may begin with front matter (title, url,
    published, publisher between two lines of ---). The same article again changes nothing.

    With --theme, articles that name the theme neither in their title nor twice in their text are skipped before any
    work is done on them, and counted as off theme.

    Exit code 3 says that some inputs were refused and the others are in the graph; 1 that none could be read.

    Example:
      knockon ingest news/ report.html
      knockon ingest news/ --theme critical-minerals --identifiers holdings.csv
      knockon ingest note.txt --title "Neon runs short" --published 2026-04-07
      knockon ingest --precise --dry-run note.txt | head
    """
    from extract.pipeline import load_pipeline
    from knockon.cli.progress import progress
    from knockon.verbs.identify import identify
    from knockon.verbs.ingest import Ingested, ingest

    topic, own = theme_of(theme), read_identifiers(identifiers)
    refused, inputs = _first(_read(paths, _given(paths, title, url, published, publisher)))
    if inputs is None:
        # Nothing to extract: neither the pipeline nor the graph is opened, and nothing went well.
        if not dry_run:
            _show(Ingested(refused=refused), format_)
        refusals(refused)
        return FAILED
    words = app.vocabulary  # before the graph: a vocabulary that is not valid must not leave an empty one
    how: Extraction = {"model": model, "frames": frames, "point": "precise" if precise else "default", "words": words}
    if dry_run:
        return _dry_run(inputs, how, topic)

    nlp = load_pipeline(**how)  # before the graph, for the same reason
    with app.open(create=True, adopt=adopt) as store, progress("articles") as step:
        if own is not None:
            identify(store, own, words=words)
        done = ingest(store, inputs, nlp=nlp, words=words, theme=topic, progress=step)
    _show(done, format_)
    return refusals(done.refused) or (REFUSED if own is not None and own.refused else 0)


def _show(done: Ingested, format_: str) -> None:
    from knockon.output import to_json

    if format_ == "json":
        click.echo(to_json(done.to_dict(), indent=2))
    else:
        for line in summary(done):
            click.echo(line)


def summary(done: Ingested) -> list[str]:
    """What one run did, in a few lines."""
    speed = f", {done.words_per_second:,} words a second" if done.words else ""
    edges = f"{done.edges_new} new, {done.edges_strengthened} strengthened"
    if done.edges_removed:
        edges += f", {done.edges_removed} removed"
    off = [f"off theme  {done.off_theme} skipped"] if done.off_theme else []
    return [
        f"articles   {done.articles} ({done.new} new, {done.changed} changed, {done.unchanged} unchanged)",
        *off,
        f"sentences  {done.sentences}",
        f"claims     {done.claims}",
        f"edges      {edges}",
        f"words      {done.words:,} in {done.seconds:.1f} s{speed}",
        f"refused    {len(done.refused)}",
    ]


def refusals(refused: list[Refusal]) -> int:
    """Say what was refused, and why; the exit code that follows."""
    for refusal in refused:
        click.echo(f"knockon: refused {refusal}", err=True)
    return REFUSED if refused else 0


def _read(paths: tuple[str, ...], given: Fields | None) -> Iterator[Article | Refusal]:
    from extract.readers import read

    return read(paths, sys.stdin.buffer if "-" in paths else None, given=given)


def _first(items: Iterator[Article | Refusal]) -> tuple[list[Refusal], Iterator[Article | Refusal] | None]:
    """What is refused before the first article, and all the inputs; null where there is no article."""
    from extract.readers import Refusal

    refused: list[Refusal] = []
    for item in items:
        if not isinstance(item, Refusal):
            return refused, chain(refused, [item], items)
        refused.append(item)
    return refused, None


def _given(
    paths: tuple[str, ...], title: str | None, url: str | None, published: str | None, publisher: str | None
) -> Fields | None:
    if title is None and url is None and published is None and publisher is None:
        return None
    from extract.readers import Fields
    from extract.readers.fields import date
    from schemas.errors import InputError

    single = len(paths) == 1 and (paths[0] == "-" or Path(paths[0]).suffix.lower() in _SINGLE)
    if not single or Path(paths[0]).is_dir():
        raise click.UsageError("--title, --url, --published and --publisher are for a single text, not for many")
    try:
        day = date(published)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="--published") from None
    return Fields(title=title, url=url, published=day, publisher=publisher)


def _dry_run(inputs: Iterator[Article | Refusal], how: Extraction, theme: Theme | None) -> int:
    from extract.readers import Refusal
    from knockon.output import counted, to_json
    from knockon.verbs.ingest import on_theme, preview

    refused: list[Refusal] = []
    skipped: list[None] = []
    if theme is not None:
        inputs = on_theme(inputs, theme, lambda: skipped.append(None))
    articles = claims = 0
    for item in preview(inputs, **how):
        if isinstance(item, Refusal):
            refused.append(item)
            continue
        articles += 1
        for claim in item[1]:
            claims += 1
            click.echo(to_json(claim.to_dict()))
    found = f"{counted(claims, 'claim')} in {counted(articles, 'article')}"
    if skipped:
        found += f", {counted(len(skipped), 'article')} off the theme skipped"
    click.echo(f"{found}; nothing was written", err=True)
    return refusals(refused)
