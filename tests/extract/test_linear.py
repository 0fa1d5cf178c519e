"""Regressions over cues: figures by hand, and files that are not of the form."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from extract import linear as module
from extract.linear import BIAS, Linear, linear
from schemas.errors import ExtractionError


def test_cues_are_summed_once_each() -> None:
    found = Linear(("a", "b"), {BIAS: (0.5, 0.0), "x": (1.0, -1.0)}).odds(["x", "x", "unknown"])
    assert found == [1.5, -1.0]


def test_one_class_is_a_yes_or_no() -> None:
    (likely,) = Linear(("right",), {BIAS: (-1.0,), "x": (1.0,)}).probabilities(["x"])
    assert likely == pytest.approx(0.5)


def test_probabilities_add_up() -> None:
    found = Linear(("a", "b"), {BIAS: (math.log(3), 0.0)}).probabilities([])
    assert found == pytest.approx([0.75, 0.25])


@pytest.mark.parametrize("name", ["mood", "time", "amount"])
def test_every_file_has_a_bias(name: str) -> None:
    assert BIAS in linear(name).weights


@pytest.mark.parametrize("content", [None, "", "cue\n", "cue\ta\nx\t1\t2\n", "cue\ta\nx\tmuch\n"])
def test_a_bad_file_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None) -> None:
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    if content is not None:
        (tmp_path / "bad.tsv").write_text(content, encoding="utf-8")
    linear.cache_clear()
    with pytest.raises(ExtractionError, match=r"bad\.tsv cannot be read") as caught:
        linear("bad")
    assert "\n" not in str(caught.value)
    linear.cache_clear()
