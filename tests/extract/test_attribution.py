"""Who says so: one row per construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from extract.attribution import attribute
from extract.coreference import Resolver

ROWS = [
    ("Exports fell in March.", "fell", None),
    ("Prices will rise, said Jane Doe, an analyst at Acme Bank.", "rise", "Jane Doe"),
    ("The ministry warned that exports would drop.", "drop", "ministry"),
    ("According to Goldman Sachs, stocks fell.", "fell", "Goldman Sachs"),
    ("Copper stocks fell, according to Goldman Sachs.", "fell", "Goldman Sachs"),
    ("Analysts at Acme Bank expect that prices will fall.", "fall", "Analysts at Acme Bank"),
    ("Goldman Sachs said that output rose and that exports fell.", "fell", "Goldman Sachs"),
    ("Acme relies on imported ore, Jane Doe said.", "relies", "Jane Doe"),
    ("\u201cWe rely on China. Our costs rise,\u201d said Tom Hart, chief executive of Acme Ltd.", "rely", "Tom Hart"),
    ("Jane Doe runs Acme Bank. She said demand fell.", "fell", "Jane Doe"),
    ("The strike cut exports while officials said that talks went on.", "cut", None),
]


@pytest.mark.parametrize(("text", "trigger", "speaker"), ROWS)
def test_attribution(
    parse: Callable[[str], Doc], word: Callable[[Doc, str], Token], text: str, trigger: str, speaker: str | None
) -> None:
    token = word(parse(text), trigger)
    assert attribute(token.sent, token) == speaker


def test_a_pronoun_speaks_for_its_name(parse: Callable[[str], Doc], word: Callable[[Doc, str], Token]) -> None:
    doc = parse("Acme Corp. makes magnets in Ohio. It said that exports fell.")
    token = word(doc, "fell")
    assert attribute(token.sent, token, Resolver(doc)) == "Acme Corp."
    assert attribute(token.sent, token) == "It"
