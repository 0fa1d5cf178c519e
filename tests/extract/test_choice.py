"""Which of several candidates is claimed."""

from __future__ import annotations

from typing import Any

import pytest

from extract.candidates import Candidate
from extract.choice import Vote, by_frames, by_vote, joined
from schemas.vocabulary import vocabulary

KNOWN = vocabulary()
VOTE = Vote(bias=0.0, model=1.0, frames=0.5, least=0.3, taught=tuple(KNOWN.relation_names))


def row(subject: int, relation: str, object_: int, p: float, source: str = "model") -> Candidate:
    return {
        "subject": subject, "relation": relation, "object": object_, "trigger": 9, "probability": p, "source": source,
    }  # fmt: skip


def said(chosen: list[dict[str, Any]]) -> list[tuple[int, str, int]]:
    return [(pair["subject"], pair["relation"], pair["object"]) for pair in chosen]


FRAME = "frames:export/A0+A1"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param([row(1, "CAUSES", 2, 0.99)], [(1, "CAUSES", 2)], id="the model alone"),
        pytest.param([row(1, "CAUSES", 2, 0.1)], [], id="too unlikely"),
        pytest.param(
            [row(1, "CAUSES", 2, 0.97), row(1, "INCREASES", 2, 0.98)], [(1, "INCREASES", 2)], id="one relation a pair"
        ),
        pytest.param([row(1, "CAUSES", 2, 0.97), row(2, "CAUSES", 1, 0.98)], [(2, "CAUSES", 1)], id="one order a pair"),
        pytest.param(
            [row(1, "PRODUCES", 2, 0.6), row(1, "CAUSES", 2, 0.7), row(1, "PRODUCES", 2, 0.9, FRAME)],
            [(1, "PRODUCES", 2)],
            id="the frames lend weight",
        ),
        pytest.param(
            [row(1, "CAUSES", 2, 0.99), row(1, "CAUSES", 3, 0.99)], [(1, "CAUSES", 2), (1, "CAUSES", 3)], id="each pair"
        ),
    ],
)
def test_vote(rows: list[Candidate], wanted: list[tuple[int, str, int]]) -> None:
    assert said(by_vote(rows, VOTE)) == wanted


def test_the_claim_names_both_sources() -> None:
    (chosen,) = by_vote([row(1, "PRODUCES", 2, 0.9), row(1, "PRODUCES", 2, 0.9, FRAME)], VOTE)
    assert chosen["source"] == f"model+{FRAME}"


def test_confidence_has_three_digits_and_no_certainty() -> None:
    (chosen,) = by_vote([row(1, "PRODUCES", 2, 1.0), row(1, "PRODUCES", 2, 0.99, FRAME)], VOTE)
    assert chosen["confidence"] == 0.99


def test_order_of_rows_is_nothing() -> None:
    rows = [row(1, "CAUSES", 2, 0.97), row(1, "INCREASES", 2, 0.97), row(2, "HARMED_BY", 1, 0.97)]
    assert by_vote(rows, VOTE) == by_vote(rows[::-1], VOTE)


def test_frames_alone_sum_what_lets_a_shock_travel_alike() -> None:
    rows = [row(1, "INCREASES", 2, 0.26, FRAME), row(1, "SUPPORTS", 2, 0.2, FRAME)]
    assert said(by_frames(rows, KNOWN)) == [(1, "INCREASES", 2)]
    assert by_frames(rows[:1], KNOWN) == []


def test_joined_puts_both_sources_side_by_side() -> None:
    rows = [row(1, "CAUSES", 2, 0.7), row(1, "CAUSES", 2, 0.4, FRAME), row(1, "CAUSES", 3, 0.2, FRAME)]
    assert joined(rows) == {(1, "CAUSES", 2): (0.7, 0.4), (1, "CAUSES", 3): (0.0, 0.2)}


def test_a_relation_that_the_model_was_not_taught_is_the_frames_alone() -> None:
    vote = VOTE._replace(taught=("CAUSES",))
    (chosen,) = by_vote([row(1, "PRODUCES", 2, 0.8, FRAME)], vote)
    assert chosen["confidence"] == 0.8
    assert by_vote([row(1, "PRODUCES", 2, 0.8, FRAME)], VOTE) == []
