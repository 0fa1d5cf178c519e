"""Arguments inside a phrase that moves, and movements of nothing named: whole claims, one row per construction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.pipeline import extract
from schemas.records import Article, Claim

if TYPE_CHECKING:
    from spacy.language import Language

# sentence, mention of the movement, its bare quantity, its direction, who says so, words that are no mention themselves
MOVES = {
    "drop in": ("A drop in oil prices hurts Norway.", "drop in oil prices", "oil prices", "down", "noun", "oil prices"),
    "fall in": (
        "The fall in oil prices helps airlines.",
        "fall in oil prices",
        "oil prices",
        "down",
        "noun",
        "oil prices",
    ),
    "rise in": (
        "A rise in freight rates hurts importers.",
        "rise in freight rates",
        "freight rates",
        "up",
        "noun",
        "freight rates",
    ),
    "slump in": ("A slump in shipments hurt the port.", "slump in shipments", "shipments", "down", "noun", "shipments"),
    "passive": (
        "Bakers were hurt by an increase in sugar prices.",
        "increase in sugar prices",
        "sugar prices",
        "up",
        "noun",
        "sugar prices",
    ),
    "two steps": (
        "The surge in demand for copper lifted prices.",
        "surge in demand for copper",
        "demand for copper",
        "up",
        "noun",
        "demand for copper",
    ),
    "adjective, inner of": (
        "Reduced supply of copper raises cable prices.",
        "Reduced supply of copper",
        "supply of copper",
        "down",
        "adjective",
        "copper",
    ),
    "behind an amount": (
        "The drought caused a 36% drop in wheat output.",
        "36% drop in wheat output",
        "wheat output",
        "down",
        "noun",
        "output",  # the drought lowers the wheat output, which is right
    ),
    "by of": ("The shortage of chips hurts carmakers.", "shortage of chips", "chips", "down", "noun", "chips"),
}


def claims_of(frames_nlp: Language, text: str) -> list[Claim]:
    ((_, claims),) = extract(frames_nlp, [Article.of(text)])
    return claims


@pytest.mark.parametrize(("text", "phrase", "bare", "direction", "by", "inner"), MOVES.values(), ids=MOVES)
def test_a_movement_takes_what_moves(
    frames_nlp: Language, *, text: str, phrase: str, bare: str, direction: str, by: str, inner: str
) -> None:
    claims = claims_of(frames_nlp, text)
    ends = [mention for claim in claims for mention in (claim.subject, claim.object)]
    moved = next(mention for mention in ends if mention.text == phrase)
    assert (moved.bare, moved.direction, moved.direction_by) == (bare, direction, by)
    assert inner not in {mention.text for mention in ends}


@pytest.mark.parametrize(
    ("text", "relation", "object_"),
    [
        ("Cheap loans caused a rise in house prices.", "INCREASES", "house prices"),
        ("The strike led to a fall in exports of steel.", "DECREASES", "exports of steel"),
    ],
)
def test_a_target_stays_where_the_relation_says_its_movement(
    frames_nlp: Language, text: str, relation: str, object_: str
) -> None:
    assert (relation, object_) in {(claim.relation, claim.object.text) for claim in claims_of(frames_nlp, text)}


def test_the_entity_has_the_type_of_what_moves(frames_nlp: Language) -> None:
    (claim,) = claims_of(frames_nlp, "A rise in freight rates hurts importers.")
    assert {claim.subject.text: claim.subject.type, claim.object.text: claim.object.type} == {
        "importers": "Industry",
        "rise in freight rates": "Factor",
    }


@pytest.mark.parametrize(
    "text",
    [
        "A drop hurts Norwegian exporters.",
        "A sharp drop hurt the importers.",
        "The 5% rise hurt the importers.",
        "Importers were hurt by the decline.",
    ],
)
def test_a_movement_of_nothing_named_is_no_mention(frames_nlp: Language, text: str) -> None:
    assert claims_of(frames_nlp, text) == []


def test_where_something_moves_does_nothing(frames_nlp: Language) -> None:
    claims = claims_of(frames_nlp, "Slower growth in China hurts miners.")
    assert {(claim.subject.text, claim.object.text) for claim in claims} == {("miners", "Slower growth")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Growth helps exporters.", "Growth"),
        ("Inflation hurts retailers.", "Inflation"),
        ("The recession hurt banks.", "recession"),
        ("The price rise hurt importers.", "price rise"),
        ("The strike in Chile hurts smelters.", "strike"),
    ],
)
def test_what_names_something_by_itself_stays(frames_nlp: Language, text: str, name: str) -> None:
    assert name in {mention.text for claim in claims_of(frames_nlp, text) for mention in (claim.subject, claim.object)}


@pytest.mark.parametrize(
    ("text", "said", "resolved", "bare", "direction"),
    [
        (
            "Rising input costs are a problem. They hurt manufacturers.",
            "They",
            "Rising input costs",
            "input costs",
            "up",
        ),
        ("A shortage of chips began in May. It harmed automakers.", "It", "shortage of chips", "chips", "down"),
        (
            "A drop in oil prices began in May. It hurt Norwegian exporters.",
            "It",
            "drop in oil prices",
            "oil prices",
            "down",
        ),
        (
            "A drop in oil prices began in May. The drop hurt Norwegian exporters.",
            "drop",
            "drop in oil prices",
            "oil prices",
            "down",
        ),
        ("Demand for copper is strong. It lifts prices.", "It", "Demand for copper", None, None),
    ],
)
def test_what_a_pronoun_stands_for_keeps_its_movement(
    frames_nlp: Language, *, text: str, said: str, resolved: str, bare: str | None, direction: str | None
) -> None:
    ends = [mention for claim in claims_of(frames_nlp, text) for mention in (claim.subject, claim.object)]
    mention = next(mention for mention in ends if mention.text == said)
    assert (mention.resolved, mention.bare, mention.direction) == (resolved, bare, direction)


def test_a_pronoun_for_a_movement_of_nothing_named_is_no_mention(frames_nlp: Language) -> None:
    assert claims_of(frames_nlp, "A drop began in May. It hurt exporters.") == []
