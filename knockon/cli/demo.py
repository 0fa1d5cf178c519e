"""`knockon demo`: see it work on the sample articles."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knockon.cli.app import App, pass_app
from knockon.cli.command import Command

if TYPE_CHECKING:
    from knockon.verbs.demo import Demo


@click.command(cls=Command)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the demo's graph shall lie; else the cache.",
)
@pass_app
def command(app: App, folder: Path | None) -> None:
    """See it work on five short articles.

    They are read into a graph of their own, and a chain is traced that crosses from one into another.

    The graph of an earlier demo is replaced; your own graph is not touched.

    Example:
      knockon demo
    """
    if app.graph is not None:
        raise click.UsageError("The demo makes a graph of its own; name its place with --folder instead of --graph")
    from knockon.cli.progress import progress
    from knockon.output import width
    from knockon.verbs.demo import demo

    click.echo("knockon demo: loading the language model and reading the sample articles ...", err=True)
    with progress("articles") as step:
        result = demo(folder, progress=step)
    for line in lines(result, width()):
        click.echo(line)


def lines(result: Demo, width: int) -> Iterator[str]:
    """What the demo made and found, and what to try next."""
    from knockon.chain_text import chain_lines

    done, found = result.ingested, result.found
    yield f"Read {done.articles} articles: {done.claims} claims in {done.sentences} sentences, merged into"
    yield f"{len(found.entities)} entities and {len(found.edges)} edges."
    yield ""
    counts = Counter(row.claim.article for row in found.claims)
    for article in sorted(result.articles, key=lambda article: (article.published or "", article.id)):
        yield f"  {article.published}  {article.title} ({counts[article.id]} claims)"
    links = Counter(id_ for row in found.claims for id_ in (row.subject_id, row.object_id))
    names = {entity.id: entity.name for entity in found.entities}
    most = sorted(links.items(), key=lambda item: (-item[1], item[0]))[:8]
    yield ""
    yield from textwrap.wrap(f"Most spoken of: {', '.join(names[id_] for id_, _ in most)}.", width)
    yield ""
    if result.chain is None:
        yield "No chain crosses from one article into another."
    else:
        titles = {hop.evidence[0].title for hop in result.chain.hops if hop.evidence}
        yield f"A chain over {len(titles)} articles:"
        yield ""
        yield from chain_lines(result.chain, 1, width)
    yield ""
    start = f"{program()} --graph {shlex.quote(str(result.folder.absolute()))}"
    yield f"The graph lies in {result.folder}"
    yield "Try next:"
    if result.chain is not None:
        ends = f"{_word(result.chain.source.name)} --to {_word(result.chain.end.name)}"
        yield f"  {start} trace {ends}"
        yield f"  {start} trace {_word(result.chain.source.name)}"
    yield f"  {start} entities"
    yield f"  {start} query --list"
    yield f"  {program()} ingest PATH    (your own articles into your own graph)"


def program() -> str:
    """How to call knockon from the user's shell: `uv run` puts it on the path for itself alone."""
    own = Path(sys.executable).parent / "knockon"
    found = shutil.which("knockon")
    if "UV_RUN_RECURSION_DEPTH" not in os.environ and found and (not own.exists() or own.samefile(found)):
        return "knockon"
    # With its whole path, so that it can be called from another folder too.
    return shlex.quote(str(own)) if own.exists() else f"{shlex.quote(sys.executable)} -m knockon"


def _word(text: str) -> str:
    """The text as one word of a shell."""
    return f'"{text}"' if " " in text and not set(text) & set('"$`\\!') else shlex.quote(text)
