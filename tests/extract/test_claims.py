"""What becomes of the pairs when claims are made of them: measures lifted, one statement said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.pipeline import extract
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language


def told(frames_nlp: Language, text: str) -> set[tuple[str, str, str, str]]:
    ((_, claims),) = extract(frames_nlp, [Article.of(text)])
    return {(claim.subject.text, claim.relation, claim.object.text, claim.status) for claim in claims}


@pytest.mark.parametrize(
    ("text", "actor", "measure", "good"),
    [
        ("China lifted tariffs on coal.", "China", "tariffs", "coal"),
        ("India has lifted its ban on rice exports.", "India", "ban", "rice exports"),
    ],
)
def test_a_lifted_measure_ends(frames_nlp: Language, text: str, actor: str, measure: str, good: str) -> None:
    claims = told(frames_nlp, text)
    assert {(actor, "RESTRICTS", good, "ended"), (measure, "RESTRICTS", good, "ended")} <= claims
    assert not {claim for claim in claims if claim[1] == "INCREASES"}


def test_what_is_no_measure_is_lifted_upwards(frames_nlp: Language) -> None:
    assert ("China", "INCREASES", "copper output", "holds") in told(frames_nlp, "China lifted its copper output.")


def test_a_name_and_its_pronoun_say_one_thing_once(frames_nlp: Language) -> None:
    claims = told(frames_nlp, "China scrapped its ban on gallium exports.")
    assert ("China", "RESTRICTS", "gallium exports", "ended") in claims
    assert not {claim for claim in claims if claim[0] == "its"}
