"""What it costs to resolve and write one claim more, in graphs of more and more entities.

    python -m benchmarks.linking [--sizes 1000,10000,100000] [--new 200] [--folder DIR]

For each size a graph is filled with made-up claims until it holds that many entities; then `--new` new articles of one
claim each are linked, and written one transaction each. Prints for each size the mean time of linking a claim, and the
median time of writing it. Linking is a pure function of the mention and its article, and every entity is read and
written by its key: neither may grow with the graph. The size 1,000,000 takes an hour to fill on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from graph.linking import Linker, linker
from graph.merge import put_articles
from graph.open import open_graph
from graph.stores.base import Store
from schemas.records import Article, Claim, Mention, Span

PER_ARTICLE = 200
"""Claims of one article while the graph is filled."""


def claims(first: int, count: int) -> tuple[Article, list[Claim]]:
    """An article with claims about things that no other article names."""
    lines = [f"Maker{n} needs part{n}." for n in range(first, first + count)]
    article = Article.of("\n".join(lines), url=f"https://example.org/{first}")
    found, start = [], 0
    for line in lines:
        subject, verb, object_ = line.rstrip(".").split()
        at = start + len(subject) + 1 + len(verb) + 1
        found.append(
            Claim.of(
                article=article.id, field="text", sentence=Span(text=line, start=start, end=start + len(line)),
                subject=Mention(text=subject, start=start, end=start + len(subject), type="Organization"),
                relation="DEPENDS_ON",
                object=Mention(text=object_, start=at, end=at + len(object_), type="Product"),
                trigger=Span(text=verb, start=start + len(subject) + 1, end=start + len(subject) + 1 + len(verb)),
                confidence=0.9, source="benchmark",
            )
        )  # fmt: skip
        start += len(line) + 1
    return article, found


def fill(store: Store, held: int, size: int) -> None:
    """Put in articles until the graph holds `size` entities; it holds `held`."""

    def items() -> Iterator[tuple[Article, list[Claim]]]:
        for first in range(held // 2, size // 2, PER_ARTICLE):
            yield claims(first, min(PER_ARTICLE, size // 2 - first))

    put_articles(store, items(), extractor="benchmark")


def measure(store: Store, size: int, new: int) -> tuple[float, float]:
    """Seconds to link a new claim (mean, no cache warm) and to write one (median)."""
    articles = [claims(10**9 + size * 1000 + n, 1) for n in range(new)]
    fresh = Linker(linker().entries)
    start = time.perf_counter()
    for article, found in articles:
        for claim in found:
            fresh.link(claim.subject, article)
            fresh.link(claim.object, article)
    linking = (time.perf_counter() - start) / new
    times = []
    for item in articles:
        start = time.perf_counter()
        put_articles(store, [item], extractor="benchmark")
        times.append(time.perf_counter() - start)
    return linking, statistics.median(times)


def main() -> None:
    """Fill, measure and print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="Where the graph is made; a folder that is removed again else.")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    store = open_graph(str(folder / "graph"), create=True)
    try:
        held = 0
        print(f"{'entities':>10} {'link a claim':>14} {'write a claim':>14}")
        for size in sorted(int(text) for text in options.sizes.split(",")):
            fill(store, held, size)
            held = size
            linking, writing = measure(store, size, options.new)
            print(f"{size:>10,} {linking * 1e6:>11.1f} us {writing * 1e3:>11.2f} ms", flush=True)
    finally:
        store.close()
        if options.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
