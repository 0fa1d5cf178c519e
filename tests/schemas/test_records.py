"""Records and errors: ids that hold still, offsets that fit, and messages that help."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import errors
from schemas.errors import KnockonError
from schemas.records import Article, Claim, Entity, Horizon, Mention, Quantity, Span, canonical_url, digest

TEXT = "Kilns need gas. Kilns need clay."
ARTICLE = Article.of(TEXT, title="Kilns and gas", url="https://example.org/kilns")


def claim(**more: Any) -> Claim:
    fields: dict[str, Any] = {
        "article": ARTICLE.id, "field": "text", "sentence": Span(text="Kilns need gas.", start=0, end=15),
        "subject": Mention(text="Kilns", start=0, end=5, type="Infrastructure"), "relation": "DEPENDS_ON",
        "object": Mention(text="gas", start=11, end=14, type="Commodity"),
        "trigger": Span(text="need", start=6, end=10), "confidence": 0.75, "source": "frames:need/active",
    }  # fmt: skip
    return Claim.of(**{**fields, **more})


# An id that moves would orphan every graph that stands: these values are for ever.
def test_ids_hold_still() -> None:
    assert ARTICLE.id == "4eaad2a3e3d2a9e2"
    assert Article.of(TEXT, title="Kilns and gas").id == "496a2bebf24325c7"
    assert claim().id == "19920ece777fa4da"


@pytest.mark.parametrize(
    "more",
    [
        {"confidence": 0.1},
        {"source": "model:pairs"},
        {"modality": "possible"},
        {"attribution": "the guild"},
        {"published": "2031"},
        {"horizon": Horizon(text="soon", kind="onset")},
        {"quantity": Quantity(text="half", kind="share", value=0.5)},
        {"trigger": Span(text="need gas", start=6, end=14)},
        {"sentence": Span(text=TEXT, start=0, end=len(TEXT))},
        {"subject": Mention(text="Kilns", start=0, end=5, type="Product", resolved="brick kilns")},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_is_not_in_a_claims_id(more: dict[str, Any]) -> None:
    assert claim(**more).id == claim().id


@pytest.mark.parametrize(
    "more",
    [
        {"article": "other"},
        {"field": "title"},
        {"relation": "INPUT_TO"},
        {"status": "denied"},
        {"subject": Mention(text="Kilns", start=16, end=21, type="Infrastructure")},
        {"object": Mention(text="clay", start=27, end=31, type="Commodity")},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_is_in_a_claims_id(more: dict[str, Any]) -> None:
    assert claim(**more).id != claim().id


def test_the_article_id_is_the_urls_where_there_is_one() -> None:
    other = Article.of("Another text.", title="Other", url="http://www.example.org/kilns/?utm_source=mail#top")
    assert other.id == ARTICLE.id
    assert other.text_hash != ARTICLE.text_hash
    assert Article.of(TEXT, title="a").id != Article.of(TEXT, title="b").id
    assert Article.of(TEXT, publisher="A", published="2031").id == Article.of(TEXT).id


def test_an_empty_url_is_none() -> None:
    assert Article.of(TEXT, url="").id == Article.of(TEXT).id


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.org/a", "example.org/a"),
        ("http://example.org/a", "example.org/a"),
        ("https://www.example.org/a", "example.org/a"),
        ("https://EXAMPLE.org/A", "example.org/A"),
        ("https://example.org/a/", "example.org/a"),
        ("https://example.org/", "example.org"),
        ("https://example.org", "example.org"),
        ("https://example.org/a#part", "example.org/a"),
        ("https://example.org/a?utm_medium=x&utm_campaign=y", "example.org/a"),
        ("https://example.org/a?fbclid=1&gclid=2&mc_cid=3&ref=4", "example.org/a"),
        ("https://example.org/a?b=2&a=1", "example.org/a?a=1&b=2"),
        ("https://example.org/a?b=", "example.org/a?b="),
        ("https://example.org/a?q=tin%20ore", "example.org/a?q=tin+ore"),
        ("https://example.org:8443/a", "example.org:8443/a"),
        ("  https://example.org/a\n", "example.org/a"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("kilns.txt", "kilns.txt"),
        ("https://[broken/a", "https://[broken/a"),
        ("https://example.org/?q=\ud800", "example.org?q=%ED%A0%80"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(st.text(st.characters(exclude_categories=())))
def test_no_url_breaks_it(url: str) -> None:
    assert isinstance(canonical_url(url), str)
    assert isinstance(canonical_url("https://" + url), str)


@pytest.mark.parametrize("published", ["2031", "2031-04", "2031-04-05", None])
def test_a_date_is_a_day_a_month_or_a_year(published: str | None) -> None:
    assert Article.of(TEXT, published=published).published == published


@pytest.mark.parametrize(
    "published", ["", "31", "2031-4", "2031-04-05T06:07", "05.04.2031", "2031\n", "\uff12\uff10\uff13\uff11"]
)
def test_another_date_is_refused(published: str) -> None:
    with pytest.raises(ValidationError):
        Article.of(TEXT, published=published)
    with pytest.raises(ValidationError):
        claim(published=published)


@pytest.mark.parametrize(("start", "end"), [(0, 4), (0, 6), (5, 0), (-1, 4)])
def test_offsets_must_fit_the_words(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(text="Kilns", start=start, end=end)


def test_offsets_count_code_points() -> None:
    assert Span(text="\U0001f9f1x", start=0, end=2).end == 2


def test_a_claim_that_quotes_exactly_has_no_mismatch() -> None:
    assert claim().mismatch(ARTICLE) is None
    words = {"start": 0, "end": 5, "text": "Kilns"}
    title = claim(
        field="title", sentence=Span(text="Kilns and gas", start=0, end=13), subject=Mention(**words, type="Product"),
        object=Mention(text="gas", start=10, end=13, type="Commodity"), trigger=Span(text="and", start=6, end=9),
    )  # fmt: skip
    assert title.mismatch(ARTICLE) is None


@pytest.mark.parametrize(
    ("part", "span"),
    [
        ("sentence", Span(text="Kilns need gas.", start=1, end=16)),
        ("subject", Mention(text="Ovens", start=0, end=5, type="Infrastructure")),
        ("object", Mention(text="gas", start=12, end=15, type="Commodity")),
        ("trigger", Span(text="need", start=900, end=904)),
    ],
)
def test_a_mismatch_names_the_part(part: str, span: Span) -> None:
    wrong = claim(**{part: span})
    assert wrong.mismatch(ARTICLE) == f"{part} {span.text!r} is not at {span.start}:{span.end} of the text"


@pytest.mark.parametrize(
    ("more", "surface", "link_name", "votes"),
    [
        ({}, "its gas", "its gas", True),
        ({"resolved": "the guild's gas"}, "the guild's gas", "the guild's gas", True),
        ({"bare": "gas", "direction": "down", "direction_by": "noun"}, "its gas", "gas", False),
        ({"bare": "gas", "direction": "up", "direction_by": "adjective"}, "its gas", "gas", True),
        ({"resolved": "less gas", "bare": "gas", "direction_by": "noun"}, "less gas", "gas", False),
    ],
)
def test_what_a_mention_is_called(more: dict[str, Any], surface: str, link_name: str, votes: bool) -> None:
    mention = Mention(text="its gas", start=0, end=7, type="Event", **more)
    assert (mention.surface, mention.link_name, mention.votes) == (surface, link_name, votes)


def test_confidence_has_three_digits() -> None:
    assert claim(confidence=0.123456).confidence == 0.123


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), float("inf")])
def test_confidence_is_0_to_1(confidence: float) -> None:
    with pytest.raises(ValidationError):
        claim(confidence=confidence)


@pytest.mark.parametrize(
    ("name", "value"),
    [("field", "footer"), ("status", "maybe"), ("modality", "certain"), ("colour", "red"), ("source", None)],
)
def test_other_values_and_fields_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        claim(**{name: value})


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError):
        ARTICLE.text = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Entity(id="gas", name="gas", type="Commodity").name = "Gas"  # type: ignore[misc]


@pytest.mark.parametrize(
    "record",
    [
        ARTICLE,
        claim(horizon=Horizon(text="in 2 months", kind="onset", min=2, max=2)),
        Entity(id="gas", name="gas", type="Commodity", aliases=("natural gas",), identifiers={"wikidata": "Q40858"}),
    ],
    ids=["article", "claim", "entity"],
)
def test_a_record_comes_back_from_its_dict(record: Article | Claim | Entity) -> None:
    data = record.to_dict()
    assert None not in data.values()
    assert type(record).model_validate(data) == record


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_a_digest_tells_lists_apart(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) is (one == other)


ERRORS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, KnockonError)]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_says_cause_and_cure_in_one_line(kind: type[KnockonError]) -> None:
    error = kind("the file\n  is  empty", "give\nanother")
    assert (error.cause, error.cure) == ("the file is empty", "give another")
    assert str(error) == "the file is empty; give another"
    assert str(kind("the file is empty")) == "the file is empty"
    assert error.exit_code == (2 if kind is errors.UsageError else 1)
    assert kind.__name__ in (errors.__doc__ or "")


def test_errors_are_caught_by_their_family() -> None:
    assert len(ERRORS) == 16
    stores = {kind.__name__ for kind in ERRORS if issubclass(kind, errors.StoreError)}
    assert stores == {
        "StoreError", "GraphLockedError", "GraphAuthError", "GraphUnreachableError", "ForeignGraphError",
        "GraphVersionError",
    }  # fmt: skip
