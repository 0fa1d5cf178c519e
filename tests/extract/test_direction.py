"""Direction of a mention: one row per construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extract.direction import movement

ROWS = [
    ("rising input costs", "up", "adjective", "input costs"),
    ("higher oil prices", "up", "adjective", "oil prices"),
    ("weak demand", "down", "adjective", "demand"),
    ("reduced overseas competition", "down", "adjective", "overseas competition"),
    ("falling steel exports", "down", "adjective", "steel exports"),
    ("shortage of chips", "down", "noun", "chips"),
    ("lack of global competitiveness", "down", "noun", "global competitiveness"),
    ("surge in oil prices", "up", "noun", "oil prices"),
    ("glut of steel", "up", "noun", "steel"),
    ("rise of them", "up", "noun", "them"),
    ("chip shortage", "down", "noun", "chip"),
    ("oil price increase", "up", "noun", "oil price"),
    ("shortage of shortages", "down", "noun", "shortages"),
    ("slower growth in demand", "down", "noun", "demand"),
    ("a shortage", "down", "noun", None),
    ("36% drop", "down", "noun", None),
    ("input costs", None, None, None),
    ("economic growth", None, None, None),
    ("copper", None, None, None),
]


@pytest.mark.parametrize(("phrase", "direction", "by", "bare"), ROWS)
def test_movement(
    parse: Callable[[str], Doc], phrase: str, direction: str | None, by: str | None, bare: str | None
) -> None:
    doc = parse(f"Traders fear {phrase}.")
    span = doc[2:-1]
    moved = movement(span, span.root)
    assert (moved.direction, moved.by, moved.bare.text if moved.bare else None) == (direction, by, bare)


def test_a_bare_quantity_is_no_movement(parse: Callable[[str], Doc]) -> None:
    doc = parse("Traders fear demand.")
    assert movement(doc[2:3], doc[2]) == (None, None, None)
