"""Which frames fit a document, and what kept each from a claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from extract.frames import FrameTable, load_frames
from extract.mentions import candidates
from extract.near import Near, near
from extract.tree import Tree
from schemas.vocabulary import BUILT_IN, Vocabulary, load_vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

ROWS = """
SUPPLIES:
  - {trigger: "send.V", roles: "A0 P_to", seen: "95/100"}
PARTNERS_WITH:
  - {trigger: "send.V", roles: "A0 P_to", seen: "20/20"}
HARMED_BY:
  - {trigger: "send.V", roles: "A1 P_to", seen: "90/100"}
PRODUCES:
  - {trigger: "send.V", roles: "A0 A1", seen: "60/60"}
DEPENDS_ON:
  - {trigger: "send.V", roles: "A0 A1", seen: "50/50"}
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> FrameTable:
    folder = tmp_path_factory.mktemp("near")
    hand, counted = folder / "frames.yaml", folder / "frames.tsv"
    hand.write_text(ROWS, encoding="utf-8")
    counted.write_text("", encoding="utf-8")
    return load_frames(hand=hand, counted=counted)


def rows(doc: Doc, table: FrameTable, known: Vocabulary, **options: float) -> dict[str, Near]:
    tree = Tree(doc)
    found = near(tree, candidates(tree), table, known, 0.3, **options)
    assert found == sorted(found, key=lambda row: (row.trigger, -row.probability))
    return {row.relation: row for row in found}


SENTENCE = "Last week Norway sent natural gas to Germany."


def test_each_frame_says_what_kept_it(parse: Callable[[str], Doc], table: FrameTable) -> None:
    found = rows(parse(SENTENCE), table, vocabulary())
    assert {name: row.reason for name, row in found.items()} == {
        "SUPPLIES": "",
        "PARTNERS_WITH": "its probability 0.16 is under 0.30",
        "PRODUCES": "",
        "DEPENDS_ON": "PRODUCES is likelier between the same two: 0.51 against 0.42",
        "HARMED_BY": "the vocabulary does not let HARMED_BY hold between Commodity and Place",
    }


def test_the_words_that_carry_it(parse: Callable[[str], Doc], table: FrameTable) -> None:
    row = rows(parse(SENTENCE), table, vocabulary())["SUPPLIES"]
    assert (row.lemma, row.roles) == ("send", ("A0", "P_to"))
    assert (row.subject_words, row.object_words) == ("Norway", "Germany")
    assert row.probability == row.together > 0.7


def test_a_relation_that_the_vocabulary_lacks(parse: Callable[[str], Doc], table: FrameTable, tmp_path: Path) -> None:
    data = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))
    data["relations"] = [row for row in data["relations"] if row["name"] != "SUPPLIES"]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert rows(parse(SENTENCE), table, load_vocabulary(path))["SUPPLIES"].reason == "the vocabulary has no SUPPLIES"


def test_what_is_far_is_left_out(parse: Callable[[str], Doc], table: FrameTable) -> None:
    assert set(rows(parse(SENTENCE), table, vocabulary(), shown=0.6)) == {"SUPPLIES", "HARMED_BY"}


def test_a_sentence_without_a_frame(parse: Callable[[str], Doc], table: FrameTable) -> None:
    assert not rows(parse("The minister slept."), table, vocabulary())
