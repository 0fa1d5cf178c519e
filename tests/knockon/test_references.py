"""Which arguments of the gold are references, and when a resolution is right."""

from __future__ import annotations

import pytest

from knockon.candidates import Candidate
from knockon.gold import Gold
from knockon.references import References, references

TEXT = "Korvan Metals opened. The company buys ore for its kiln. Halden met Korvan Metals."
SENTENCES = [(0, 21), (22, 56), (57, 82)]


def candidate(words: str, name: str | None = None, *, refers: bool = True) -> Candidate:
    head = TEXT.index(words)
    return Candidate(name or words, head, refers, name is not None, head)


@pytest.mark.parametrize(
    ("forms", "words", "name", "kind", "expected"),
    [
        (["Korvan Metals", "The company"], "company", "Korvan Metals", "definite phrases", (False, True)),
        (["Korvan Metals", "company"], "company", "Korvan Metals", "definite phrases", (False, True)),
        (["Korvan Metals", "company"], "company", "Halden", "definite phrases", (False, False)),
        (["Korvan Metals", "company"], "company", None, "definite phrases", (False, False)),
        (["Korvan Metals", "its"], "its", "Korvan Metals", "possessives", (False, True)),
        # the words themselves are no answer
        (["Korvan Metals", "company"], "company", "the company", "definite phrases", (False, False)),
        # kept by the gold
        (["company", "Korvan Metals"], "company", "Korvan Metals", "definite phrases", (True, True)),
        (["company"], "company", "Korvan Metals", "definite phrases", (True, False)),
    ],
)
def test_reference(forms: list[str], words: str, name: str | None, kind: str, expected: tuple[bool, bool]) -> None:
    """Expected: whether the gold keeps the words, and whether what they are resolved to is right."""
    triple = {"sentence": 1, "subject": forms, "relation": "DEPENDS_ON", "object": ["ore"]}
    gold = Gold("a", TEXT, triples=[triple], sentences=SENTENCES)
    (found,) = references(gold, [candidate(words, name), candidate("ore", refers=False)])
    assert (found.kind, (found.kept, found.right)) == (kind, expected)


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [(0, ["Korvan Metals", "company"]), (1, ["Korvan Metals"]), (1, ["ore", "Korvan Metals"]), (2, ["Halden", "it"])],
)
def test_no_reference(sentence: int, forms: list[str]) -> None:
    triple = {"sentence": sentence, "subject": forms, "relation": "DEPENDS_ON", "object": ["ore"]}
    gold = Gold("a", TEXT, triples=[triple], sentences=SENTENCES)
    assert not list(references(gold, [candidate("company"), candidate("ore", refers=False)]))


def test_one_place_counts_once_and_kinds_add_up() -> None:
    triple = {"sentence": 1, "subject": ["Korvan Metals", "company"], "relation": "DEPENDS_ON", "object": ["ore"]}
    gold = Gold("a", TEXT, triples=[triple, {**triple, "relation": "PRODUCES"}], sentences=SENTENCES)
    result = References()
    result.add(references(gold, [candidate("company", "Korvan Metals")]))
    assert (result.total.asked, result.total.resolved, result.total.right, result.total.accuracy) == (1, 1, 1, 1.0)
    assert result.kept.accuracy is None
