"""What our components cost on top of the bare spaCy pipeline, both timed in one run.

    python -m benchmarks.extraction_cost [--articles FILE.jsonl] [--count N] [--rounds N]

Runs the same spaCy pipeline bare and with our components over the same articles, in turns, and prints the ratio of
the two medians. Without --articles, the sample articles that ship with knockon are used, repeated.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from extract.pipeline import MODEL, extract, load_pipeline
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
    """Time both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = read(options.articles, options.count)
    warnings.filterwarnings("ignore", message=r".*\[W095\]")
    runs = {"bare": (bare, spacy.load(MODEL)), "with knockon": (whole, load_pipeline())}
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
        print(f"{name:13s} {median:7.2f} s  {words / median:9,.0f} words a second")
    print(f"ratio {medians['with knockon'] / medians['bare']:.3f} over {len(articles)} articles, {words:,} words")


if __name__ == "__main__":
    main()
