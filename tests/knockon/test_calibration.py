"""Calibration and AUROC against values worked out by hand, and where there is nothing to work out."""

from __future__ import annotations

import pytest

from knockon.calibration import auroc, calibration, reliability


def test_expected_error_by_hand() -> None:
    # 0.3-0.4: mean confidence 0.35, half right, gap 0.15, 2 of 5; 0.8-0.9: mean 0.84, two thirds right, 3 of 5.
    found = calibration([0.32, 0.38, 0.82, 0.84, 0.86], [True, False, True, True, False])
    assert found.error == pytest.approx(0.4 * 0.15 + 0.6 * (0.84 - 2 / 3))
    assert (found.claims, found.right) == (5, 3)
    filled = [(row.low, row.high, row.claims) for row in found.bins if row.claims]
    assert filled == [(0.3, 0.4, 2), (0.8, 0.9, 3)]
    assert len(found.bins) == 10


@pytest.mark.parametrize(
    ("confidences", "right", "expected"),
    [
        ([0.9, 0.8, 0.3], [True, True, False], 1.0),
        ([0.9, 0.8, 0.3], [False, False, True], 0.0),
        ([0.9, 0.5, 0.7, 0.3], [True, True, False, False], 0.75),
        ([0.5, 0.5, 0.5], [True, False, False], 0.5),
        ([0.5, 0.5, 0.2, 0.7], [True, False, False, True], 0.875),
        ([], [], None),
        ([0.4, 0.6], [True, True], None),
        ([0.4, 0.6], [False, False], None),
    ],
)
def test_auroc_by_hand(confidences: list[float], right: list[bool], expected: float | None) -> None:
    assert auroc(confidences, right) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("confidences", "right", "error"),
    [
        ([], [], None),
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [False, False], 1.0),
        ([0.0], [False], 0.0),
        ([0.5] * 4, [True, True, False, False], 0.0),
    ],
)
def test_the_ends(confidences: list[float], right: list[bool], error: float | None) -> None:
    found = calibration(confidences, right)
    assert found.error == error
    assert found.auroc is None or len(set(right)) == 2


@pytest.mark.parametrize("edge", range(11))
def test_an_edge_belongs_to_the_bin_above_it(edge: int) -> None:
    rows = reliability([edge / 10], [True])
    (index,) = (i for i, row in enumerate(rows) if row.claims)
    assert index == min(edge, 9)
    assert rows[index].low <= edge / 10 <= rows[index].high


def test_confidences_and_outcomes_are_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        calibration([0.5], [])
