"""The word that carries a relation, which stands in the evidence and under which a "not" is looked for."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extract.learned.predicate import predicate
from extract.tree import tree_of

ROWS = [
    ("Brazil exports coffee.", "Brazil", "coffee", "exports"),
    ("Coffee is exported by Brazil.", "Brazil", "Coffee", "exported"),
    ("Brazil did not export coffee.", "Brazil", "coffee", "export"),
    ("Demand for coffee from Brazil fell.", "coffee", "Brazil", "from"),
    ("The lithium miners went on strike.", "miners", "lithium", "miners"),
    ("Mills that depend on cotton closed.", "Mills", "cotton", "depend"),
    ("Growers plan to cut exports.", "Growers", "exports", "cut"),
    ("Roasters fear Brazil's dominance of coffee.", "Brazil", "coffee", "dominance"),
    ("The drought, which hurt growers, raised prices.", "drought", "growers", "hurt"),
    ("The drought hurt growers and raised prices.", "drought", "prices", "raised"),
]


@pytest.mark.parametrize(("text", "subject", "object_", "word"), ROWS)
def test_predicate(nlp: Language, text: str, subject: str, object_: str, word: str) -> None:
    doc = nlp(text)
    at = {token.text: token.i for token in doc}
    assert doc[predicate(tree_of(doc), at[subject], at[object_])].text == word
