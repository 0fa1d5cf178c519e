"""Patterns and word lists as data."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import pytest

from extract import grammar, number
from extract.grammar import any_of, fill, first_words, parts_of, phrases
from extract.lexicon import lexicon, words
from schemas.errors import ExtractionError


def test_long_words_come_first() -> None:
    assert re.match(any_of(["up", "up to"]), "up  to 5")[0] == "up  to"  # type: ignore[index]


def test_phrases() -> None:
    assert phrases("for {|many }{years|decades}") == ["for years", "for decades", "for many years", "for many decades"]


def test_parts_may_use_parts() -> None:
    parts = parts_of({"fruit": ["fig", "pear"], "parts": {"two": "@fruit@ and @fruit@"}})
    assert parts["two"] == "(?:pear|fig)and(?:pear|fig)"


def test_an_unknown_part_is_named() -> None:
    with pytest.raises(ExtractionError, match="unknown part 'nothing'"):
        fill("@nothing@", {})


def test_first_words() -> None:
    assert first_words(["In the past", "mid-year"]) == {"in", "mid"}


@pytest.mark.parametrize("name", ["assertion", "horizon", "quantity", "direction", "coreference"])
def test_every_list_can_be_read(name: str) -> None:
    for key, value in lexicon(name).items():
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            assert words(name, key)


def test_a_missing_file_or_list_is_named() -> None:
    with pytest.raises(ExtractionError, match="cannot be read"):
        lexicon("no-such-list")
    with pytest.raises(ExtractionError, match=r"'no_such_list' of direction\.yaml"):
        words("direction", "no_such_list")


@pytest.mark.parametrize("module", [grammar, number])
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
