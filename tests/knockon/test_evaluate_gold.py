"""Gold files: where sentences stand, and what is refused with one clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from knockon.cli import cli
from knockon.gold import Gold, read_gold
from schemas.errors import InputError

TEXT = "Ore is scarce. Mines are shut. Rain fell."
SPANS = [[0, 14], [15, 30], [31, 41]]
TRIPLE = {"subject": "a", "relation": "PRODUCES", "object": "b"}


def document(*places: int | None) -> Gold:
    return Gold("a", TEXT, triples=[{**TRIPLE, "sentence": i} for i in places], sentences=[(s, e) for s, e in SPANS])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 14, 0), (16, 20, 1), (0, 30, 1), (10, 18, 0), (14, 15, None), (0, 41, 1), (41, 50, None)],
)
def test_the_sentence_that_holds_most(start: int, end: int, expected: int | None) -> None:
    assert document().place(start, end) == expected


def test_no_sentences_no_place() -> None:
    assert Gold("a", TEXT).place(0, 14) is None
    assert Gold("a", TEXT).span_of({"sentence": 1}) == (0, len(TEXT))


@pytest.mark.parametrize(
    ("places", "empty"), [((), {0, 1, 2}), ((1,), {0, 2}), ((0, 0, 2), {1}), ((0, None), set())], ids=str
)
def test_sentences_that_state_nothing(places: tuple[int | None, ...], empty: set[int]) -> None:
    assert document(*places).empty == empty


BAD = [
    ({"sentences": [[0, 99]]}, "'sentences' is not a list of [start, end]"),
    ({"sentences": [[5, 5]]}, "'sentences' is not a list of [start, end]"),
    ({"sentences": [[0, 3, 4]]}, "'sentences' is not a list of [start, end]"),
    ({"sentences": [["0", 3]]}, "'sentences' is not a list of [start, end]"),
    ({"sentences": {"a": 1}}, "'sentences' is not a list of [start, end]"),
    ({"triples": [{**TRIPLE, "sentence": 3}]}, "the 'sentence' of a triple is not the number"),
    ({"triples": [{**TRIPLE, "sentence": -1}]}, "the 'sentence' of a triple is not the number"),
    ({"triples": [{**TRIPLE, "sentence": "1"}]}, "the 'sentence' of a triple is not the number"),
]


@pytest.mark.parametrize(("change", "cause"), BAD, ids=range(len(BAD)))
def test_bad_sentences_are_refused(tmp_path: Path, change: dict[str, Any], cause: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "sentences": SPANS, "triples": [], **change}), "utf-8")
    with pytest.raises(InputError) as error:
        list(read_gold(path))
    assert f"line 1: {cause}" in error.value.cause
    result = CliRunner().invoke(cli, ["evaluate", str(path)])
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert cause in result.stderr


def test_sentences_are_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "triples": [TRIPLE, {**TRIPLE, "sentence": 7}]}), "utf-8")
    (found,) = read_gold(path)
    assert found.sentences == []
