"""Whether a confidence means what it says: expected calibration error, AUROC, and the table behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The claims with a confidence in [low, high); the last bin holds 1 too.

    Attributes:
        confidence, right: Mean confidence and share of right claims; null where the bin is empty.
    """

    low: float
    high: float
    claims: int
    confidence: float | None = None
    right: float | None = None


@dataclass(frozen=True)
class Calibration:
    """How the confidences of claims compare with how often they are right.

    Attributes:
        error: Expected calibration error, 0 to 1; null without claims.
        auroc: How likely a right claim has the higher confidence than a wrong one, ties counted half; null where all
            are right or all wrong.
    """

    claims: int
    right: int
    error: float | None
    auroc: float | None
    bins: tuple[Bin, ...]


def calibration(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> Calibration:
    """Compare confidences with outcomes.

    Args:
        confidences: One per claim, 0 to 1.
        right: Whether the claim is right, one per claim.
        bins: Number of bins of equal width.
    """
    table = reliability(confidences, right, bins)
    return Calibration(len(right), sum(right), expected_error(table), auroc(confidences, right), table)


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """The claims by confidence, in bins of equal width."""
    found: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, is_right in zip(confidences, right, strict=True):
        found[min(int(confidence * bins), bins - 1)].append((confidence, is_right))
    table = []
    for i, rows in enumerate(found):
        low, high, n = i / bins, (i + 1) / bins, len(rows)
        means = (sum(c for c, _ in rows) / n, sum(r for _, r in rows) / n) if rows else (None, None)
        table.append(Bin(low, high, n, *means))
    return tuple(table)


def expected_error(table: Sequence[Bin]) -> float | None:
    """Mean distance between confidence and share of right claims, each bin weighing as many claims as it holds."""
    claims = sum(row.claims for row in table)
    gaps = [
        row.claims * abs(row.confidence - row.right)
        for row in table
        if row.confidence is not None and row.right is not None
    ]
    return sum(gaps) / claims if claims else None


def auroc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Area under the receiver operating characteristic, by ranks (Mann and Whitney)."""
    n_right = sum(right)
    n_wrong = len(right) - n_right
    if not n_right or not n_wrong:
        return None
    won, below = 0.0, 0
    for _, tied in groupby(sorted(zip(confidences, right, strict=True)), key=lambda row: row[0]):
        rows = list(tied)
        hits = sum(is_right for _, is_right in rows)
        misses = len(rows) - hits
        won += hits * (below + misses / 2)
        below += misses
    return won / (n_right * n_wrong)
