"""Which time and which amount of a sentence a claim carries: one row for each place where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from extract.belonging import likeliest
from extract.cues import Statement
from extract.horizon import horizons
from extract.quantity import quantities

PUBLISHED = "2025-07-01"
Parse = Callable[[str], Doc]


def _statement(doc: Doc, subject: str, trigger: str, object_: str, relation: str) -> Statement:
    def span(words: str) -> Span:
        start = doc.text.index(words)
        found = doc.char_span(start, start + len(words))
        assert found is not None, words
        return found

    return Statement(span(trigger).root, span(subject), span(object_), relation, "holds", "asserted")


TIMES = [
    (
        "Rising costs will compress margins for 12-24 months.",
        "costs",
        "compress",
        "margins",
        "DECREASES",
        "12-24 months",
    ),
    ("Coal prices rose, and shortages will cut output by 2030.", "shortages", "cut", "output", "DECREASES", "by 2030"),
    (
        "The ban will restrict exports from January 2026.",
        "ban",
        "restrict",
        "exports",
        "RESTRICTS",
        "from January 2026",
    ),
    ("The mine, which opened three years ago, relies on imported coal.", "mine", "relies", "coal", "DEPENDS_ON", None),
    ("On Tuesday the ministry said that China supplies magnets.", "China", "supplies", "magnets", "PRODUCES", None),
    ("The smelter, which closed last year, stands in Ohio.", "smelter", "stands", "Ohio", "LOCATED_IN", None),
]


@pytest.mark.parametrize(("text", "subject", "trigger", "object_", "relation", "words"), TIMES)
def test_time(
    parse: Parse, *, text: str, subject: str, trigger: str, object_: str, relation: str, words: str | None
) -> None:
    doc = parse(text)
    found = likeliest("time", horizons(doc[:], PUBLISHED), _statement(doc, subject, trigger, object_, relation))
    assert (found.text if found else None) == words


SHARED = "China refines 90% of the ore, and tariffs lifted prices by 5%."
AMOUNTS = [
    (SHARED, "China", "refines", "ore", "DOMINATES", "90%"),
    (SHARED, "tariffs", "lifted", "prices", "INCREASES", "5%"),
    ("Europe buys two thirds of its gas from Norway.", "Europe", "buys", "gas", "DEPENDS_ON", "two thirds"),
    ("Chile is the second-largest producer of lithium.", "Chile", "producer", "lithium", "PRODUCES", "second-largest"),
    ("The smelter, which cost $2 billion, relies on imported ore.", "smelter", "relies", "ore", "DEPENDS_ON", None),
    ("The two smelters stand in Ohio, 30 miles from the port.", "smelters", "stand", "Ohio", "LOCATED_IN", None),
    ("Some traders say that the mine supplies the smelter.", "mine", "supplies", "smelter", "SUPPLIES", None),
]


@pytest.mark.parametrize(("text", "subject", "trigger", "object_", "relation", "words"), AMOUNTS)
def test_amount(
    parse: Parse, *, text: str, subject: str, trigger: str, object_: str, relation: str, words: str | None
) -> None:
    doc = parse(text)
    found = likeliest("amount", quantities(doc[:]), _statement(doc, subject, trigger, object_, relation))
    assert (found.text if found else None) == words
