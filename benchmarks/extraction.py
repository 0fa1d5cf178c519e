"""What extraction costs on top of the bare spaCy pipeline: all sides timed in turns, in one run and one process.

    python -m benchmarks.extraction [--articles FILE.jsonl] [--count N] [--rounds N]

The sides are the bare pipeline, our components with the frames alone, and our components with the learned model.
Prints each median with its words a second, its share of the bare pipeline's words a second, and what it adds; and the
most memory that the process held. Without --articles, the sample articles that ship with knockon are used, repeated.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from extract.pipeline import FRAMES_ALONE, MODEL, extract, load_pipeline
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parent.parent
BATCH = 32


def read(path: Path | None, count: int) -> list[Article]:
    """The articles to time."""
    if path is not None:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:count] if line]
        return [Article.of(row["text"], title=row.get("title", "")) for row in rows]
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "knockon" / "samples").iterdir())]
    return [Article.of(samples[k % len(samples)], title=str(k)) for k in range(count)]


def bare(nlp: Language, articles: list[Article]) -> None:
    """The pipeline without us, over the same texts."""
    for _ in nlp.pipe((text for a in articles for text in (a.title, a.text)), batch_size=BATCH):
        pass


def whole(nlp: Language, articles: list[Article]) -> None:
    """The pipeline with us, up to the records of the claims."""
    for _ in extract(nlp, articles, batch_size=BATCH):
        pass


def main() -> None:
    """Time all sides and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = read(options.articles, options.count)
    warnings.filterwarnings("ignore", message=r".*\[W095\]")
    runs = {
        "bare": (bare, spacy.load(MODEL)),
        "frames": (whole, load_pipeline(FRAMES_ALONE)),
        "model": (whole, load_pipeline()),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for run, nlp in runs.values():
        run(nlp, articles[:20])  # warm up
    for _ in range(options.rounds):
        for name, (run, nlp) in runs.items():
            start = time.perf_counter()
            run(nlp, articles)
            seconds[name].append(time.perf_counter() - start)
    words = sum(len(a.text.split()) for a in articles)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        share, more = medians["bare"] / median, median / medians["bare"] - 1
        print(
            f"{name:7s} {median:7.2f} s  {words / median:9,.0f} words a second  {share:.3f} of bare  {more:+.1%} time"
        )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(articles)} articles, {words:,} words; at most {most:,.0f} MiB in the process, with all three pipelines"
    )


if __name__ == "__main__":
    main()
