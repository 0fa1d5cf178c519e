from __future__ import annotations

import warnings

import pytest
import spacy
from spacy.language import Language

from extract.phrase import moved
from extract.pipeline import MODEL


@pytest.fixture(scope="module")
def parser() -> Language:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        return spacy.load(MODEL)


PHRASES = [
    ("rising wages", "wages", "up"), ("dwindling grain reserves", "grain reserves", "down"), ("wages", "wages", None),
    ("shortage of copper", "copper", "down"), ("a copper shortage", "copper", "down"),
    ("the Suez Canal", "Suez Canal", None), ("a shortage", "shortage", "down"),
    ("surge in oil prices", "oil prices", "up"), ("oil prices", "oil prices", None),
    ("weaker yen", "yen", "down"), ("steel mills", "steel mills", None),
]  # fmt: skip


def test_phrases_and_their_movement(parser: Language) -> None:
    found = list(moved(parser, (phrase for phrase, _, _ in PHRASES)))
    assert [(phrase, one.bare, one.direction) for (phrase, _, _), one in zip(PHRASES, found, strict=True)] == PHRASES
