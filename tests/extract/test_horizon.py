"""Times: what is read, which kind, and how many months."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extract.horizon import horizons

PUBLISHED = "2025-07-01"
Parse = Callable[[str], Doc]

ROWS = [
    # durations
    ("Margins will fall for 12-24 months.", "12-24 months", "duration", 12, 24),
    ("Margins will fall for 12 to 24 months.", "12 to 24 months", "duration", 12, 24),
    ("Supply stayed tight for two years.", "two years", "duration", 24, 24),
    ("Output will fall over the next five years.", "over the next five years", "duration", 60, 60),
    ("The mine was shut for more than a year.", "more than a year", "duration", 12, 12),
    ("Supply will lag by two years.", "two years", "duration", 24, 24),
    ("Supply will be tight for several quarters.", "several quarters", "duration", None, None),
    ("Prices have risen for decades.", "for decades", "duration", None, None),
    ("The port was temporarily closed.", "temporarily", "duration", None, None),
    ("The line is a temporary one.", "temporary", "duration", None, None),
    ("Output fell for three straight quarters.", "three straight quarters", "duration", 9, 9),
    ("Supply will be tight over the next couple of years.", "over the next couple of years", "duration", None, None),
    # onsets
    ("The plant will eventually close.", "eventually", "onset", None, None),
    ("The near-term outlook is weak.", "near-term", "onset", None, None),
    ("The tariff will rise in the spring.", "in the spring", "onset", None, None),
    ("Prices will rise within six months.", "within six months", "onset", 0, 6),
    ("The plant will open in two years.", "in two years", "onset", 24, 24),
    ("The plant will open next year.", "next year", "onset", 6, 18),
    ("The tariff will rise in March 2026.", "March 2026", "onset", 8, 9),
    ("The tariff applies from January 2026.", "from January 2026", "onset", 6, 7),
    ("The plant will open in the second half of 2026.", "second half of 2026", "onset", 12, 18),
    ("Prices will fall in the future.", "in the future", "onset", None, None),
    ("Prices will soon fall.", "soon", "onset", None, None),
    # deadlines
    ("Output will double by 2030.", "by 2030", "deadline", None, 66),
    ("The quota stays until 2027.", "until 2027", "deadline", None, 18),
    ("The quota runs through December 2025.", "through December 2025", "deadline", None, 6),
    ("Exports are halted until further notice.", "until further notice", "deadline", None, None),
    ("Output will double by the end of the decade.", "by the end of the decade", "deadline", None, 54),
    # the past
    ("Exports have fallen since the beginning of the year.", "since the beginning of the year", "past", 0, 6),
    ("Trade began in the 17th century.", "17th century", "past", None, None),
    ("Sales fell in Q1.", "Q1", "past", 3, 6),
    ("Exports fell last year.", "last year", "past", 6, 18),
    ("Exports have fallen since March.", "since March", "past", 3, 4),
    ("The mine opened three years ago.", "three years ago", "past", 36, 36),
    ("Exports fell in recent months.", "in recent months", "past", None, None),
    ("Exports fell in 2023.", "2023", "past", 18, 30),
    ("Shipments will resume within nine to twelve months.", "within nine to twelve months", "onset", 9, 12),
    ("Demand will double over the next decade.", "over the next decade", "onset", 0, 120),
    ("Exports fell over the past decade.", "over the past decade", "past", 0, 120),
    ("Exports fell this year.", "this year", "past", None, None),
]


@pytest.mark.parametrize(("text", "words", "kind", "low", "high"), ROWS)
def test_horizon(parse: Parse, *, text: str, words: str, kind: str, low: float | None, high: float | None) -> None:
    doc = parse(text)
    ((span, horizon),) = horizons(doc[:], PUBLISHED)
    assert (horizon.text, horizon.kind, horizon.min, horizon.max) == (words, kind, low, high)
    assert horizon.text in doc.text
    assert span.start_char <= doc.text.index(words)


NONE = [
    "The yield on 10-year bonds rose.",
    "The mine makes 3 million tonnes a year.",
    "Exports were lower than a year ago.",
    "Copper fell to a 10-year low.",
    "The machine is five years old.",
    "Prices may march higher.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_time_of_the_statement(parse: Parse, text: str) -> None:
    assert horizons(parse(text)[:], PUBLISHED) == []


def test_months_are_null_without_the_articles_date(parse: Parse) -> None:
    ((_, horizon),) = horizons(parse("Output will double by 2030.")[:])
    assert (horizon.kind, horizon.min, horizon.max) == ("deadline", None, None)


@pytest.mark.parametrize("published", ["2025", "2025-07", "2025-07-01", None, "2024/2025"])
def test_any_precision_of_the_articles_date(parse: Parse, published: str | None) -> None:
    ((_, horizon),) = horizons(parse("The plant will open next year.")[:], published)
    assert horizon.kind == "onset"
