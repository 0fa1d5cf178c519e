"""How many of the things that an annotated file speaks of the gazetteer and the taxonomy know, by entity type.

    python -m benchmarks.gazetteer FILE.jsonl ... [--without IDS.txt] [--misses TYPE]

Each distinct first form of an argument, with its type, counts once. It is known *strictly* where the linker gives it
the id of an entry or node; as a *compound* also where its head is one, so that it has a place by its parts ("Chinese
rare earths"). Mentions of no name at all ("partners", "the region") are counted like any other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.gazetteer import gazetteer
from graph.linking import linker
from graph.taxonomy import taxonomy

REPORTED = ("Place", "Commodity", "Organization", "Infrastructure", "Policy", "Product", "Activity", "Industry")


def mentions(paths: list[Path], without: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Type and first form of every argument."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            row: dict[str, Any] = json.loads(line) if line else {"id": "", "triples": []}
            for triple in row["triples"] if row["id"] not in without else []:
                for side in ("subject", "object"):
                    yield triple[f"{side}_type"], triple[side][0]


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="ids of articles to leave out")
    parser.add_argument("--misses", help="print what is not known of this type (not on dev or held-out articles)")
    options = parser.parse_args()
    without = frozenset(options.without.read_text(encoding="utf-8").split("\n")) if options.without else frozenset()
    said = sorted(set(mentions(options.files, without)))
    known = {entry.id for entry in gazetteer()} | set(taxonomy().ids)
    for type_ in REPORTED:
        names = [name for one, name in said if one == type_]
        ids = {name: linker().link_name(name, type_) for name in names}
        strict = [name for name in names if ids[name] in known]
        misses = [name for name in names if ids[name] not in known and not taxonomy().broader(ids[name])]
        shares = f"{len(strict) / len(names):.3f} strict, {1 - len(misses) / len(names):.3f} with compounds"
        print(f"{type_:15} {len(names):5} distinct, {shares}")
        if type_ == options.misses:
            print("\n".join(f"    {name} -> {ids[name]}" for name in misses))


if __name__ == "__main__":
    main()
