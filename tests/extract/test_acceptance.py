"""What an analyst reads in the article about rare earths; the article itself stays outside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import extract
from knockon.score_names import same
from schemas.records import Article, Claim

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.shared
MANUFACTURERS = "downstream manufacturers"
GOOD_FOR = {"INCREASES", "SUPPORTS"}


@pytest.fixture(scope="module")
def article(shared: Path) -> Article:
    return Article.of((shared / "articles" / "rare-earths.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def claims(frames_nlp: Language, article: Article) -> list[Claim]:
    """What the frames read; the learned model is less sure of most of it than the point `default` asks."""
    return next(iter(extract(frames_nlp, [article])))[1]


@pytest.fixture(scope="module")
def voted(nlp: Language, article: Article) -> list[Claim]:
    return next(iter(extract(nlp, [article])))[1]


def stated(claims: list[Claim], subject: str, relation: str, object_: str) -> list[Claim]:
    """The claims of that triple."""
    return [
        claim
        for claim in claims
        if claim.relation == relation and same(subject, claim.subject.surface) and same(object_, claim.object.surface)
    ]


@pytest.mark.parametrize("good", ["magnets", "catalysts", "batteries", "precision components"])
def test_manufacturers_depend_on_each_listed_good(good: str, claims: list[Claim], voted: list[Claim]) -> None:
    for found in (claims, voted):
        assert [claim.status for claim in stated(found, MANUFACTURERS, "DEPENDS_ON", good)] == ["holds"]


def test_rising_costs_harm_the_manufacturers(claims: list[Claim]) -> None:
    assert stated(claims, MANUFACTURERS, "HARMED_BY", "input costs")


def test_rising_costs_compress_margins_for_a_stated_time(claims: list[Claim]) -> None:
    (claim,) = stated(claims, "input costs", "DECREASES", "margins")
    assert claim.horizon
    assert (claim.horizon.kind, claim.horizon.min, claim.horizon.max) == ("duration", 12, 24)


def test_the_supply_chain_depends_on_one_country(claims: list[Claim]) -> None:
    assert stated(claims, "supply chain", "DEPENDS_ON", "China")


def test_what_the_bottleneck_is_not_is_denied_and_what_it_is_holds(claims: list[Claim]) -> None:
    denied = stated(claims, "geology", "CONSTRAINS", "supply chains")
    holds = stated(claims, "environmental permitting", "CONSTRAINS", "supply chains")
    assert [claim.status for claim in denied] == ["denied"]
    assert [claim.status for claim in holds] == ["holds"]


def test_the_capacity_build_harms_producers_and_helps_their_suppliers(claims: list[Claim]) -> None:
    assert stated(claims, "commodity producers", "HARMED_BY", "all-at-once capacity build")
    for name in ("tolling", "chemicals", "equipment suppliers"):
        gains = stated(claims, name, "BENEFITS_FROM", "all-at-once capacity build")
        raised = [
            claim for relation in GOOD_FOR for claim in stated(claims, "all-at-once capacity build", relation, name)
        ]
        assert gains or raised, name


def test_every_claim_quotes_the_article(claims: list[Claim], voted: list[Claim], article: Article) -> None:
    for found in (claims, voted):
        assert found
        assert [claim.mismatch(article) for claim in found] == [None] * len(found)
