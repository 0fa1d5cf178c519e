"""Which words can be arguments, and how much of the phrase around them is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.mentions import KEY, candidates, full_span
from extract.tree import Tree

if TYPE_CHECKING:
    from spacy.language import Language

# sentence, head word, phrase quoted
SPANS = {
    "compound": ("The firm sells lithium batteries.", "batteries", "lithium batteries"),
    "determiner is left out": ("The firm sells the lithium batteries.", "batteries", "lithium batteries"),
    "adjective": ("The firm sells cheap batteries.", "batteries", "cheap batteries"),
    "owner is left out": ("Everyone likes the firm's lithium batteries.", "batteries", "lithium batteries"),
    "owner of a compound is left out": ("Airlines struggle as their fuel costs rise.", "costs", "fuel costs"),
    "number is left out": ("The firm sells 40 batteries.", "batteries", "batteries"),
    "hyphen": ("China leads in rare-earth processing.", "processing", "rare-earth processing"),
    "quantity with its thing": ("The demand for electric cars is weak.", "demand", "demand for electric cars"),
    "shortage with its thing": ("The shortage of engineers is severe.", "shortage", "shortage of engineers"),
    "movement with what moves": ("The drop in copper prices is steep.", "drop", "drop in copper prices"),
    "movement with two steps": ("The rise in demand for tin is steep.", "rise", "rise in demand for tin"),
    "movement and its place": ("The drop in Norway is steep.", "drop", "drop"),
    "movement and its time": ("The slump in the last quarter was steep.", "slump", "slump"),
    "other nouns without": ("The owner of the mine is French.", "owner", "owner"),
    "name without what is said of it": ("Zurich-based Glencore sold a mine.", "Glencore", "Glencore"),
    "name of two words": ("Rio Tinto sold shares.", "Tinto", "Rio Tinto"),
    "name with of": ("The Bank of England raised rates.", "Bank", "Bank of England"),
}


@pytest.mark.parametrize(("sentence", "head", "phrase"), SPANS.values(), ids=SPANS)
def test_span(sentence: str, head: str, phrase: str, nlp: Language) -> None:
    doc = nlp(sentence)
    start, end = full_span(Tree(doc), next(token.i for token in doc if token.text == head))
    assert doc[start:end].text == phrase


# sentence, words that are candidates, words that are none
WORDS = {
    "nouns and pronouns": ("It sells batteries.", {"It", "batteries"}, {"sells"}),
    "gerund": ("Mining hurts rivers.", {"Mining", "rivers"}, set()),
    "adjective of a country": ("The French steel industry fears tariffs.", {"French", "industry", "tariffs"}, set()),
    "other adjectives": ("Cheap cars sell well.", {"cars"}, {"Cheap"}),
    "inner words of a name": ("Rio Tinto sold shares.", {"Tinto", "shares"}, {"Rio"}),
    "dates": ("Tariffs rose in March 2021.", {"Tariffs"}, {"March", "2021"}),
}


@pytest.mark.parametrize(("sentence", "there", "not_there"), WORDS.values(), ids=WORDS)
def test_candidates(sentence: str, there: set[str], not_there: set[str], nlp: Language) -> None:
    doc = nlp(sentence)
    found = {doc[i].text for i in candidates(Tree(doc))}
    assert there <= found
    assert not found & not_there


def test_component_writes_plain_values(nlp: Language) -> None:
    doc = nlp("Tariffs hurt automakers.")
    assert doc.user_data[KEY] == [[0, "Policy"], [2, "Industry"]]


def test_long_runs_of_words_are_cut(nlp: Language) -> None:
    doc = nlp(" ".join(["steel"] * 60) + " prices fell.")
    tree = Tree(doc)
    assert all(end - start <= 14 for start, end in (full_span(tree, i) for i in candidates(tree)))
