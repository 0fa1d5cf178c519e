"""What went wrong, by kind: one row for every kind of missed and of false triple, and near misses of each."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from knockon.candidates import Candidate
from knockon.gold import Gold
from knockon.misses import FALSE_KINDS, MISS_KINDS, Guess, Judge, Mistake, counted
from knockon.score import Scorer
from knockon.verbs.evaluate import triple
from schemas.records import Claim, Span

SENTENCES = (
    "Korvan Metals mines nickel near Port Tess.",
    "Halden Motors needs nickel sheets for its batteries.",
    "The company fears new export curbs.",
)
TEXT = " ".join(SENTENCES)
THRESHOLD = 0.3
CANDIDATES = (
    (0, "Korvan Metals"), (0, "nickel"), (0, "Port Tess"),
    (1, "Halden Motors"), (1, "nickel"), (1, "nickel sheets"), (1, "batteries"),
    (2, "The company"), (2, "new export curbs"),
)  # fmt: skip
KORVAN, HALDEN, CURBS = ["Korvan Metals"], ["Halden Motors"], ["new export curbs", "export curbs"]


def span_of(sentence: int) -> tuple[int, int]:
    start = TEXT.index(SENTENCES[sentence])
    return start, start + len(SENTENCES[sentence])


def at(sentence: int, words: str) -> dict[str, Any]:
    start = TEXT.index(words, span_of(sentence)[0])
    return {"text": words, "start": start, "end": start + len(words)}


def said(
    sentence: int, subject: str, relation: str, object_: str, *,
    confidence: float = 0.8, subject_is: str | None = None, status: str = "holds",
) -> Claim:  # fmt: skip
    """A claim; a mention whose words are in another sentence is quoted from there."""
    start, end = span_of(sentence)
    ends = []
    for words in (subject, object_):
        place = next(i for i in (sentence, 0, 1, 2) if words in SENTENCES[i])
        ends.append({**at(place, words), "type": "Product"})
    return Claim.of(
        article="a", field="text", sentence=Span(text=TEXT[start:end], start=start, end=end),
        subject={**ends[0], "resolved": subject_is}, relation=relation, object=ends[1],
        trigger=Span(text=TEXT[start : start + 3], start=start, end=start + 3),
        confidence=confidence, source="test:hand", status=status,
    )  # fmt: skip


def gold(
    sentence: int, subject: list[str], relation: str, object_: list[str], *, negated: bool = False
) -> dict[str, Any]:
    return {"sentence": sentence, "subject": subject, "relation": relation, "object": object_, "negated": negated}


class Row(NamedTuple):
    name: str
    gold: list[dict[str, Any]]
    claims: list[Claim]
    misses: list[str]
    false: list[str]


NEEDS = gold(1, HALDEN, "DEPENDS_ON", ["nickel sheets"])
FEARS = gold(2, [*HALDEN, "the company"], "EXPOSED_TO", CURBS)
COMPANY = "The company"

ROWS = [
    Row("right", [NEEDS], [said(1, "Halden Motors", "DEPENDS_ON", "nickel sheets")], [], []),
    Row("relation", [NEEDS], [said(1, "Halden Motors", "PRODUCES", "nickel sheets")], ["relation"], ["relation"]),
    Row(
        "the converse is another relation, not another direction",
        [NEEDS], [said(1, "nickel sheets", "INPUT_TO", "Halden Motors")], ["relation"], ["relation"],
    ),
    Row(
        "a relation that has no direction",
        [gold(1, KORVAN, "PARTNERS_WITH", HALDEN)], [said(1, "Halden Motors", "RESTRICTS", "Korvan Metals")],
        ["relation"], ["relation"],
    ),
    Row(
        "the pair has two relations, one is found",
        [NEEDS, gold(1, HALDEN, "PRODUCES", ["nickel sheets"])],
        [said(1, "Halden Motors", "DEPENDS_ON", "nickel sheets")], ["relation"], [],
    ),
    Row("direction", [NEEDS], [said(1, "nickel sheets", "DEPENDS_ON", "Halden Motors")], ["direction"], ["direction"]),
    Row(
        "direction by another relation",
        [NEEDS], [said(1, "nickel sheets", "RESTRICTS", "Halden Motors")], ["direction"], ["direction"],
    ),
    Row(
        "negation",
        [NEEDS], [said(1, "Halden Motors", "DEPENDS_ON", "nickel sheets", status="denied")], ["negation"], ["negation"],
    ),
    Row(
        "one gold triple, two forms of it",
        [gold(1, HALDEN, "DEPENDS_ON", ["nickel sheets", "nickel"])],
        [said(1, "Halden Motors", "DEPENDS_ON", "nickel sheets"), said(1, "Halden Motors", "DEPENDS_ON", "nickel")],
        [], ["repeated"],
    ),
    Row(
        "two gold triples, one that fits both",
        [gold(1, HALDEN, "DEPENDS_ON", ["nickel"]), gold(1, HALDEN, "DEPENDS_ON", ["battery metal", "nickel"])],
        [said(1, "Halden Motors", "DEPENDS_ON", "nickel")], ["repeated"], [],
    ),
    Row(
        "threshold",
        [NEEDS], [said(1, "Halden Motors", "DEPENDS_ON", "nickel sheets", confidence=0.29)], ["threshold"], [],
    ),
    Row(
        "what the point leaves out is no excuse where it is wrong",
        [NEEDS], [said(1, "Halden Motors", "PRODUCES", "nickel sheets", confidence=0.29)], ["missed whole"], [],
    ),
    Row(
        "mention: the span of an argument",
        [NEEDS], [said(1, "Halden Motors", "DEPENDS_ON", "nickel")], ["mention"], ["mention"],
    ),
    Row(
        "mention: no candidate",
        [gold(1, HALDEN, "DEPENDS_ON", ["its batteries' cathodes"])], [], ["mention"], [],
    ),
    Row(
        "mention: a name that is nowhere in the text",
        [gold(2, ["northern carmakers"], "EXPOSED_TO", CURBS)], [], ["mention"], [],
    ),
    Row(
        "another sentence's triple is no mention gone wrong",
        [NEEDS], [said(0, "Halden Motors", "DEPENDS_ON", "nickel")], ["missed whole"], ["unsupported"],
    ),
    Row("coreference: not resolved", [FEARS], [], ["coreference"], []),
    Row(
        "coreference: not resolved, no words given",
        [gold(2, HALDEN, "EXPOSED_TO", CURBS)], [], ["coreference"], [],
    ),
    Row(
        "coreference: resolved to another",
        [FEARS], [said(2, COMPANY, "EXPOSED_TO", "new export curbs", subject_is="Korvan Metals")],
        ["coreference"], ["coreference"],
    ),
    Row(
        "resolved, but not linked",
        [FEARS], [said(2, COMPANY, "PRODUCES", "nickel", subject_is="Halden Motors")],
        ["missed whole"], ["unsupported"],
    ),
    Row("missed whole", [NEEDS], [], ["missed whole"], []),
    Row("unsupported", [], [said(0, "Korvan Metals", "PRODUCES", "nickel")], [], ["unsupported"]),
    Row(
        "both arguments are others",
        [NEEDS], [said(1, "batteries", "DEPENDS_ON", "nickel")], ["missed whole"], ["unsupported"],
    ),
]  # fmt: skip


def mistakes(row: Row, sentences: tuple[int, ...] = (0, 1, 2)) -> list[Mistake]:
    document = Gold("a", TEXT, triples=row.gold, sentences=[span_of(i) for i in sentences])
    guesses = [Guess(triple(claim, document), claim) for claim in row.claims]
    candidates = [Candidate(words, at(i, words)["start"], words == COMPANY) for i, words in CANDIDATES]
    scorer = Scorer()
    kept = [guess.triple for guess in guesses if guess.claim.confidence >= THRESHOLD]
    return list(Judge(scorer, document, guesses, candidates).mistakes(scorer.agreement(row.gold, kept), THRESHOLD))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_kinds(row: Row) -> None:
    found = mistakes(row)
    assert [m.kind for m in found if m.error == "miss"] == row.misses
    assert [m.kind for m in found if m.error == "false"] == row.false


def test_every_kind_has_a_row() -> None:
    assert {kind for row in ROWS for kind in row.misses} == set(MISS_KINDS)
    assert {kind for row in ROWS for kind in row.false} == set(FALSE_KINDS)


def test_every_kind_is_counted_and_named() -> None:
    found = counted([mistake for row in ROWS for mistake in mistakes(row)])
    assert tuple(found["misses"]) == MISS_KINDS
    assert tuple(found["false"]) == FALSE_KINDS
    assert sum(found["misses"].values()) == sum(len(row.misses) for row in ROWS)
    assert sum(found["false"].values()) == sum(len(row.false) for row in ROWS)


def test_a_miss_quotes_its_sentence_and_what_stands_instead() -> None:
    miss, false = mistakes(next(row for row in ROWS if row.name == "relation"))
    assert miss.to_dict() == {
        "id": "a",
        "error": "miss",
        "kind": "relation",
        "confidence": 0.8,
        "sentence": SENTENCES[1],
        "triple": {k: NEEDS[k] for k in ("subject", "relation", "object", "negated")},
        "other": {"subject": "Halden Motors", "relation": "PRODUCES", "object": "nickel sheets", "negated": False},
    }
    assert (false.triple, false.other, false.confidence) == (miss.other, miss.triple, 0.8)


def test_a_miss_that_nothing_stands_for_has_no_confidence() -> None:
    (miss,) = mistakes(next(row for row in ROWS if row.name == "missed whole"))
    assert set(miss.to_dict()) == {"id", "error", "kind", "sentence", "triple"}


@pytest.mark.parametrize("row", [r for r in ROWS if r.name in {"missed whole", "mention: no candidate"}])
def test_a_gold_without_sentences_is_judged_by_the_whole_text(row: Row) -> None:
    (miss,) = mistakes(row, sentences=())
    assert (miss.kind, miss.sentence) == (row.misses[0], TEXT)
