"""An explanation as text for people: each sentence with what was seen in it and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import RenderableType

    from extract.explanation import Candidate, Explanation, Frame, Mention, Sentence, Tone
    from knockon.verbs.explain import Explained

MOST = 8
"""So many candidates of a sentence are shown; JSON holds them all."""
NEAR = 4
"""So many of the frames that nearly fired."""


def show(done: Explained, out: TextIO | None = None) -> None:
    """Write the explanations.

    Args:
        done: What `knockon.verbs.explain` found.
        out: Where to; standard output where null.
    """
    from rich.console import Group

    from knockon.output import print_rich

    blocks: list[RenderableType] = [_head(done)]
    for article in done.articles:
        blocks += _article(article, named=len(done.articles) > 1)
    print_rich(Group(*blocks), out=out)


def _head(done: Explained) -> str:
    sources = "the learned model and the frames" if done.model else "the frames alone"
    return f"point {done.point}: claims from a confidence of {done.least:.4g}, by {sources}"


def _article(article: Explanation, *, named: bool) -> Iterator[RenderableType]:
    if named:
        yield f"\n{article.title or article.url or article.article}"
    yield f"sentiment of the whole: {_tone(article.sentiment)}"
    for number, sentence in enumerate(article.sentences, 1):
        where = f"{sentence.field} {sentence.start}:{sentence.end}"
        yield f"\n{number}. “{' '.join(sentence.text.split())}”  ({where})"
        yield _grid(_stages(sentence, model=article.model), indent=3)


def _stages(sentence: Sentence, *, model: bool) -> Iterator[tuple[str, RenderableType]]:
    """What is shown of a sentence, each part with its name."""
    yield "sentiment", _tone(sentence.sentiment)
    yield "mentions", "\n".join(map(_mention, sentence.mentions)) or "none"
    if sentence.candidates:
        yield "candidates", _candidates(sentence.candidates, model=model)
    fired = [frame for frame in sentence.frames if frame.fired]
    near = [frame for frame in sentence.frames if not frame.fired]
    if fired:
        yield "frames", "\n".join(map(_frame, fired))
    if near:
        yield "near frames", "\n".join([*map(_frame, near[:NEAR]), *_rest(near, NEAR)])
    if sentence.claims:
        yield "claims", "\n".join(map(_claim, sentence.claims))
    if sentence.why:
        yield "no claim", sentence.why


def _tone(tone: Tone) -> str:
    return ", ".join(str(part) for part in (tone.label, tone.score) if part is not None)


def _mention(mention: Mention) -> str:
    return f"{mention.text} [{mention.type}{', stands for ' + mention.resolved if mention.resolved else ''}]"


def _candidates(found: list[Candidate], *, model: bool) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("reading", overflow="fold")
    for name in ("model", "frames", "joint") if model else ("frames",):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("outcome", overflow="fold")
    for one in found[:MOST]:
        scores = (one.model, one.frames, one.confidence) if model else (one.frames,)
        said = ["-" if score is None else f"{score:.3f}" for score in scores]
        outcome = one.outcome if not one.why else one.why if one.claim is None else f"{one.outcome}, {one.why}"
        table.add_row(*(Text(cell) for cell in (one.reading, *said, outcome)))
    return Group(table, *_rest(found, MOST))


def _rest(found: list[Any], shown: int) -> Iterator[str]:
    if len(found) > shown:
        yield f"and {len(found) - shown} more, less likely (--format json shows all)"


def _frame(frame: Frame) -> str:
    why = f": {frame.why}" if frame.why else ""
    return (
        f"{frame.frame} at “{frame.trigger.text}” {frame.probability:.3f}"
        f" {frame.subject} {frame.relation} {frame.object}{why}"
    )


def _claim(claim: Mapping[str, Any]) -> str:
    """A claim with all that it says besides its triple."""
    notes = [f"{claim['confidence']:.3f}", claim["status"], claim["modality"]]
    if claim.get("attribution"):
        notes.append(f"says {claim['attribution']}")
    notes += [f"{name} {claim[name]['text']}" for name in ("horizon", "quantity") if claim.get(name)]
    notes += [f"by “{claim['trigger']['text']}”", claim["source"]]
    ends = [claim[side].get("resolved") or claim[side]["text"] for side in ("subject", "object")]
    moves = [
        f"{end} {claim[side]['direction']}"
        for side, end in zip(("subject", "object"), ends, strict=True)
        if claim[side].get("direction")
    ]
    return f"{ends[0]} {claim['relation']} {ends[1]}   [{', '.join([*notes, *moves])}]"


def _grid(rows: Iterable[tuple[str, RenderableType]], indent: int) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, what in rows:
        grid.add_row(name, Text(what) if isinstance(what, str) else what)
    return Padding(grid, (0, 0, 0, indent))
