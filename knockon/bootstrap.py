"""How far a figure would move with other documents: a bootstrap over documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RESAMPLES = 1000
SEED = 0


class Spread(NamedTuple):
    """Standard error and 95% interval of a figure."""

    error: float
    low: float
    high: float


def f1_spread(counts: Sequence[tuple[int, int, int]], *, resamples: int = RESAMPLES, seed: int = SEED) -> Spread | None:
    """The spread of an F1 over documents drawn anew, each as often as chance has it; the same at every call.

    Two figures over the same documents are drawn with the same chances, so their difference means something.

    Args:
        counts: (right, predicted, gold) of each document.
        resamples: How often as many documents are drawn.
        seed: Of the chance.

    Returns:
        None for fewer than two documents: they tell nothing of others.
    """
    if len(counts) < 2:
        return None
    import numpy as np

    table = np.asarray(counts, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(table), size=(resamples, len(table)))
    # How often each document was drawn, (resamples, documents), times its counts: (resamples, 3).
    times = np.stack([np.bincount(row, minlength=len(table)) for row in drawn])
    right, predicted, gold = (times @ table).T
    both = predicted + gold
    # 2PR / (P + R) in counts.
    f1 = np.divide(2 * right, both, out=np.zeros_like(both), where=both > 0)
    low, high = np.quantile(f1, (0.025, 0.975))
    return Spread(float(f1.std(ddof=1)), float(low), float(high))
