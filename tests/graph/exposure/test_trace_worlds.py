"""Every rule of "How a shock travels" in a small world of its own: `tests/graph/worlds`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.trace import Chain, trace

WORLDS = Path(__file__).parents[1] / "worlds"
ROWS: dict[str, dict[str, Any]] = {
    f"{file.stem}: {row['rule']}": row
    for file in sorted(WORLDS.glob("*.yaml"))
    for row in yaml.safe_load(file.read_text(encoding="utf-8"))
}


def written(chain: Chain) -> str:
    """A chain as a world's row writes it: "flood >effect Peru: is harmed"."""
    steps = "".join(f" >{hop.channel} {hop.target.name}" for hop in chain.hops)
    return f"{chain.deed or chain.source.name}{steps}: {chain.effect}"


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_world(build: Callable[..., Any], row: dict[str, Any]) -> None:
    options = {name: row[name] for name in ("shock", "to", "max_hops", "min_confidence") if name in row}
    answer = trace(build(row).graph, row["from"], top=1000, **options)
    chains = [written(chain) for chain in answer.chains]
    for expected in row.get("chains", ()):
        # A deed is only written where the row is about it.
        assert expected in chains or expected in [re.sub("'s? deed", "", chain) for chain in chains], chains
    ways = [chain.rpartition(":")[0] for chain in chains]
    ways += [re.sub(r">\S+", ">", way) for way in ways]
    for forbidden in row.get("never", ()):
        assert not [way for way in ways if way.startswith(forbidden)], chains


def test_every_row_expects_something() -> None:
    assert len(ROWS) >= 45
    assert all(row.get("chains") or row.get("never") for row in ROWS.values())
