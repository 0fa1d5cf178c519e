"""The bootstrap over documents: the same at every call, and as wide as the documents differ."""

from __future__ import annotations

import pytest

from knockon.bootstrap import f1_spread

UNEVEN = [(9, 10, 10), (0, 10, 10), (5, 8, 9), (1, 3, 12), (0, 0, 2), (4, 4, 4)]


def test_the_same_at_every_call() -> None:
    assert f1_spread(UNEVEN) == f1_spread(UNEVEN)
    assert f1_spread(UNEVEN) != f1_spread(UNEVEN, seed=1)


def test_the_interval_holds_the_figure() -> None:
    found = f1_spread(UNEVEN)
    assert found is not None
    right, predicted, gold = (sum(column) for column in zip(*UNEVEN, strict=True))
    assert 0 <= found.low < 2 * right / (predicted + gold) < found.high <= 1
    assert 0 < found.error < found.high - found.low


def test_equal_documents_leave_no_doubt() -> None:
    found = f1_spread([(3, 4, 6)] * 5)
    assert found is not None
    assert found == pytest.approx((0, 0.6, 0.6))


def test_two_documents_by_hand() -> None:
    # One all right and one all wrong: F1 is 1, 1/2 or 0 with chances 1/4, 1/2, 1/4; its standard deviation is 0.354.
    found = f1_spread([(1, 1, 1), (0, 1, 1)], resamples=20_000)
    assert found is not None
    assert found.error == pytest.approx(0.125**0.5, abs=0.01)
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize("counts", [[], [(1, 2, 3)]])
def test_fewer_than_two_documents_tell_nothing(counts: list[tuple[int, int, int]]) -> None:
    assert f1_spread(counts) is None


def test_documents_without_triples_are_no_division_by_zero() -> None:
    assert f1_spread([(0, 0, 0)] * 3) == (0, 0, 0)
