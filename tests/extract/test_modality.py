"""How sure a statement is, by the rules and all words around it: one row per construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from extract.assertion import stated
from extract.modality import modality

Parse = Callable[[str], Doc]
Word = Callable[[Doc, str], Token]

ROWS = [
    ("The drought cut output.", "drought cut output", "DECREASES", "asserted"),
    ("The strike has disrupted exports.", "strike disrupted exports", "DISRUPTS", "asserted"),
    ("Europe used to rely on Russian gas.", "Europe rely gas", "DEPENDS_ON", "asserted"),
    ("Tariffs hit carmakers", "Tariffs hit carmakers", "HARMED_BY", "asserted"),
    ("The drought may cut output.", "drought cut output", "DECREASES", "possible"),
    ("The strike could disrupt exports.", "strike disrupt exports", "DISRUPTS", "possible"),
    ("The ministry is considering a ban that might restrict exports.", "ban restrict exports", "RESTRICTS", "possible"),
    ("The drought will cut output.", "drought cut output", "DECREASES", "forecast"),
    ("The plant is set to supply carmakers.", "plant supply carmakers", "SUPPLIES", "forecast"),
    ("Analysts expect tariffs to raise prices.", "tariffs raise prices", "INCREASES", "forecast"),
    ("The miner plans to produce lithium.", "miner produce lithium", "PRODUCES", "forecast"),
    ("India to cut imports", "India cut imports", "DECREASES", "forecast"),
    ("If the canal closes, rates will rise.", "canal rise rates", "INCREASES", "conditional"),
    ("Unless the ban is lifted, it would hurt carmakers.", "it hurt carmakers", "HARMED_BY", "conditional"),
]


@pytest.mark.parametrize(("text", "row", "relation", "expected"), ROWS)
def test_modality(parse: Parse, word: Word, *, text: str, row: str, relation: str, expected: str) -> None:
    doc = parse(text)
    subject, trigger, object_ = (word(doc, form) for form in row.split())
    ends = doc[subject.i : subject.i + 1], doc[object_.i : object_.i + 1]
    assert modality(stated(trigger, *ends, relation)) == expected
