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
    # offices, titles and papers: the bare name
    ("Exports will fall, the European Commission said.", "fall", "European Commission"),
    ("President Joe Biden said exports fell.", "fell", "Joe Biden"),
    ("Economy Minister Robert Habeck said gas prices fell.", "fell", "Robert Habeck"),
    ("Mr. Hart said that demand fell.", "fell", "Hart"),
    ("Acme's chief executive, Jane Doe, said that demand fell.", "fell", "Jane Doe"),
    ("The Bank of England warned that prices would rise.", "rise", "Bank of England"),
    ("Germany said exports would fall.", "fall", "Germany"),
    ("Demand fell, according to a report by the International Energy Agency.", "fell", "International Energy Agency"),
    (
        "Demand fell, according to data from the Energy Information Administration.",
        "fell",
        "Energy Information Administration",
    ),
    ("The claim by Iran that exports rose was false.", "rose", "Iran"),
    ("A report on tariffs said that demand fell.", "fell", "report"),
    # other constructions
    ("Tariffs hurt farmers, as the ministry noted.", "hurt", "ministry"),
    ("Prices rose, per Acme Bank.", "rose", "Acme Bank"),
    ("In Goldman Sachs's view, prices will rise.", "rise", "Goldman Sachs"),
    ("In Germany's factories, output fell.", "fell", None),
    ("Acme is expected by analysts to cut output.", "cut", "analysts"),
    ("Acme is expected to cut output.", "cut", None),
    ("OSLO (Agency) - Goldman Sachs said that demand fell.", "fell", "Goldman Sachs"),
    ("\u201cWe rely on China,\u201d Tom Hart said. \u201cOur costs rise because of tariffs.\u201d", "rise", "Tom Hart"),
    ('"We rely on China," Tom Hart said. "Our costs rise because of tariffs."', "rise", "Tom Hart"),
    ("Tom Hart said that talks went on. Tariffs hurt exports.", "hurt", None),
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
