"""What the pair model sees of a sentence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extract.learned.features import MAX_MENTIONS, TRAIT_BUCKETS, TRAITS, WORD_BUCKETS, Features, features
from extract.mentions import KEY
from extract.tree import tree_of

Seen = Callable[[str], tuple[Doc, Features]]


@pytest.fixture
def seen(nlp: Language) -> Seen:
    def of(text: str) -> tuple[Doc, Features]:
        doc = nlp(text)
        return doc, features(tree_of(doc), dict(doc.user_data[KEY]), 0, len(doc))

    return of


def test_every_ordered_pair_stands_once(seen: Seen) -> None:
    doc, found = seen("Brazil sells coffee to Japan.")
    assert [doc[int(i)].text for i in found.mentions] == ["Brazil", "coffee", "Japan"]
    pairs = [(doc[int(a)].text, doc[int(b)].text) for a, b in zip(found.subject, found.object, strict=True)]
    assert sorted(pairs) == sorted(
        (a, b) for a in ("Brazil", "coffee", "Japan") for b in ("Brazil", "coffee", "Japan") if a != b
    )
    assert found.traits.shape == (6, TRAITS)


def test_meet_is_the_lowest_common_ancestor(seen: Seen) -> None:
    doc, found = seen("Brazil sells coffee to Japan.")
    assert {doc[int(i)].text for i in found.meet} == {"sells"}


def test_above_holds_the_word_itself_and_all_over_it(seen: Seen) -> None:
    doc, found = seen("Brazil sells coffee to Japan.")
    japan = next(t.i for t in doc if t.text == "Japan")
    assert {doc[int(j)].text for j in found.above[japan].nonzero()[0]} == {"Japan", "to", "sells"}


def test_buckets_stay_in_their_tables(seen: Seen) -> None:
    _, found = seen("Because of the drought, growers in the south of Spain sold less olive oil to bottlers in Italy.")
    assert found.words.min() >= 0
    assert found.words.max() < WORD_BUCKETS
    assert found.traits.min() >= 0
    assert found.traits.max() < TRAIT_BUCKETS


def test_the_same_construction_has_the_same_path(seen: Seen) -> None:
    _, one = seen("Brazil bans coffee.")
    _, other = seen("Norway bans plastics.")
    assert (one.traits[0, :3] == other.traits[0, :3]).all()


def test_another_verb_is_another_worded_path(seen: Seen) -> None:
    _, one = seen("Brazil grows coffee.")
    _, other = seen("Brazil bans coffee.")
    assert one.traits[0, 0] == other.traits[0, 0]
    assert one.traits[0, 1] != other.traits[0, 1]


def test_both_orders_of_a_pair_differ(seen: Seen) -> None:
    _, found = seen("Brazil bans coffee.")
    assert (found.traits[0] != found.traits[1]).any()


def test_a_sentence_of_one_mention_has_no_pairs(seen: Seen) -> None:
    _, found = seen("Coffee rose.")
    assert len(found.subject) == 0
    assert found.traits.shape == (0, TRAITS)


def test_a_list_without_end_is_cut(seen: Seen) -> None:
    _, found = seen("They sell " + ", ".join(f"steel and copper and tin and zinc {k}" for k in range(20)) + ".")
    assert len(found.mentions) <= MAX_MENTIONS


def test_a_sentence_alone_and_behind_another_is_the_same(nlp: Language) -> None:
    alone = nlp("Brazil bans coffee.")
    behind = nlp("It rained. Brazil bans coffee.")
    start = list(behind.sents)[1].start
    one = features(tree_of(alone), dict(alone.user_data[KEY]), 0, len(alone))
    other = features(tree_of(behind), dict(behind.user_data[KEY]), start, len(behind))
    assert all(np.array_equal(a, b) for a, b in zip(one[1:], other[1:], strict=True))
