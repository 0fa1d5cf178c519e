"""Entity types: one row per way in which a phrase gets its type, and no word listed twice."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from extract import types
from extract.lexicon import lexicon
from extract.tree import Tree
from extract.types import PRONOUN, UNKNOWN, head_nouns, settled, type_of
from schemas.errors import ExtractionError
from schemas.vocabulary import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

# sentence, word, type
ROWS = {
    "country by its label": ("Chile sells ore.", "Chile", "Place"),
    "country's adjective": ("The French industry sells steel.", "French", "Place"),
    "organization by its label": ("Glencore sold shares.", "Glencore", "Organization"),
    "head noun taught by articles": ("The producers met.", "producers", "Industry"),
    "head noun taught, with modifiers": ("Steep import tariffs hurt trade.", "tariffs", "Policy"),
    "noun of the lists": ("The price of neodymium rose.", "neodymium", "Commodity"),
    "noun of the lists with a misleading ending": ("The firm sells capacitors.", "capacitors", "Product"),
    "material taken for a name": ("Cobalt is mined in Congo.", "Cobalt", "Commodity"),
    "ending of actors": ("The glassblowers met.", "glassblowers", "Industry"),
    "ending of activities": ("The recalibration failed.", "recalibration", "Activity"),
    "ending of factors": ("The sturdiness matters.", "sturdiness", "Factor"),
    "ending of materials": ("They sell bromide.", "bromide", "Commodity"),
    "pronoun": ("It sells ore.", "It", PRONOUN),
    "unknown": ("The gizmo broke.", "gizmo", UNKNOWN),
}


@pytest.mark.parametrize(("sentence", "word", "name"), ROWS.values(), ids=ROWS)
def test_type(sentence: str, word: str, name: str, nlp: Language) -> None:
    doc = nlp(sentence)
    assert type_of(Tree(doc), next(token.i for token in doc if token.text == word)) == name


@pytest.mark.parametrize("name", vocabulary().type_names)
def test_a_known_type_is_settled(name: str) -> None:
    assert settled(name) == name


@pytest.mark.parametrize("name", [PRONOUN, UNKNOWN])
def test_what_is_not_known_gets_the_fallback(name: str) -> None:
    assert settled(name) in vocabulary().type_names


def test_lists_name_known_types_and_no_word_twice() -> None:
    nouns = lexicon("types")["nouns"]
    assert set(nouns) <= set(vocabulary().type_names)
    assert [word for word, n in Counter(chain.from_iterable(nouns.values())).items() if n > 1] == []


@pytest.mark.parametrize("letter", ["V", "N", "J"])
def test_a_trigger_stands_in_one_class_of_its_part_of_speech(letter: str) -> None:
    counted = Counter(chain.from_iterable(lexicon("triggers")[letter].values()))
    assert [word for word, n in counted.items() if n > 1] == []


def test_every_type_is_of_one_coarse_kind() -> None:
    kinds = Counter(chain.from_iterable(lexicon("coarse").values()))
    assert set(kinds) == {*vocabulary().type_names, PRONOUN, UNKNOWN}
    assert set(kinds.values()) == {1}


def test_unknown_type_in_the_lexicon_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "heads.tsv").write_text("# head, type\nlamp\tLampshade\n", encoding="utf-8")
    monkeypatch.setattr(types, "FOLDER", tmp_path)
    head_nouns.cache_clear()
    try:
        with pytest.raises(ExtractionError, match="line 2 names the unknown entity type 'Lampshade'"):
            head_nouns()
    finally:
        head_nouns.cache_clear()
