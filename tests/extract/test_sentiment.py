"""Sentiment: clear headlines of our own, two things in one headline, the names of scores, articles and documents."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from extract.lexicon import FOLDER
from extract.linear import linear
from extract.pipeline import extract
from extract.sentiment import ENTITY, KEY, Sentiment, cues, label, rated, sentences, sentiment, tokens, towards
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

CLEAR = {
    "positive": [
        "Norland Metals profit jumps 30% on strong demand",
        "Halden Motors shares rally to a record high",
        "Smelter posts robust growth, beats estimates",
        "Port upgrade to boost exports of growers",
    ],
    "negative": [
        "Norland Metals profit falls 30% on weak demand",
        "Halden Motors shares plunge to a one-year low",
        "Smelter posts heavy loss, cuts outlook",
        "Port closure hits exports of growers",
    ],
    "neutral": [
        "Norland Metals to announce results on Friday",
        "Halden Motors to meet analysts next week",
        "Smelter appoints Osmark as new director",
        "Seven things to know before the market opens",
    ],
}


@pytest.mark.parametrize(("want", "text"), [(want, text) for want, texts in CLEAR.items() for text in texts])
def test_clear_headlines(want: str, text: str) -> None:
    found = sentiment(text)
    assert found.leading == want
    assert sum(found) == pytest.approx(1)


TWO = [
    ("Tessaly Steel gains as Korvan Metals plunges", "Tessaly Steel", "Korvan Metals"),
    ("Korvan Metals plunges as Tessaly Steel gains", "Tessaly Steel", "Korvan Metals"),
    ("Crown rises while dollar slips", "Crown", "dollar"),
    ("Gold rallies but copper slumps", "Gold", "copper"),
    ("Norland raised to buy, Osmark cut to sell", "Norland", "Osmark"),
    ("Northam shares jump, Delvo tumbles on weak outlook", "Northam", "Delvo"),
]


@pytest.mark.parametrize(("headline", "up", "down"), TWO, ids=[one[0] for one in TWO])
def test_two_things_in_one_headline(headline: str, up: str, down: str) -> None:
    assert towards(headline, up).score > 0.1
    assert towards(headline, down).score < -0.1


def test_the_name_of_the_entity_has_no_say() -> None:
    said = {towards(f"{name} shares plunge on weak outlook", name) for name in ("Korvan", "Gain Growth", "Loss & Sons")}
    assert len(said) == 1


@pytest.mark.parametrize("entity", ["Osmark", "", "Kor", "etal", "Korvan Metals Ltd"])
def test_a_headline_that_does_not_name_the_entity_is_read_as_a_whole(entity: str) -> None:
    text = "Korvan Metals plunges as Tessaly Steel gains"
    assert towards(text, entity) == sentiment(text)


@pytest.mark.parametrize(
    ("headline", "entity"),
    [
        ("KORVAN falls", "Korvan"),
        ("Profit of Korvan's falls", "Korvan"),
        ("Banks: worst is over", "Bank"),
        ("C++ (Korvan) falls", "C++ (Korvan)"),
    ],
)
def test_an_entity_is_found_in_another_form(headline: str, entity: str) -> None:
    assert ENTITY in tokens(headline, entity)


def test_the_cues_of_a_clause_and_of_the_others() -> None:
    found = cues(tokens("Prices up 3.5%; Korvan Metals gains, outlook weak", "Korvan Metals"))
    assert set(found) == {
        "@", "gains", "gain*", "@ gains",
        "~prices", "~pric*", "~up", "~0", "~%", "~;", "~,", "~outlook", "~outl*", "~weak",
        ">gains", ">,", ">outlook", "<0", "<%", "<;",
    }  # fmt: skip
    assert cues(tokens("Gains of 1,200 tonnes")) == [
        "gains", "of", "0", "tonnes", "gain*", "tonn*", "gains of", "of 0", "0 tonnes"
    ]  # fmt: skip


CUTS = [
    (-1.0, "very negative"),
    (-0.6, "very negative"),
    (-0.599, "negative"),
    (-0.3, "negative"),
    (-0.299, "mildly negative"),
    (-0.1, "mildly negative"),
    (-0.099, "neutral"),
    (0.0, "neutral"),
    (0.099, "neutral"),
    (0.1, "mildly positive"),
    (0.299, "mildly positive"),
    (0.3, "positive"),
    (0.599, "positive"),
    (0.6, "very positive"),
    (1.0, "very positive"),
]


@pytest.mark.parametrize(("score", "want"), CUTS)
def test_the_names_of_scores(score: float, want: str) -> None:
    assert label(score) == want
    assert Sentiment(max(0.0, -score), 1 - abs(score), max(0.0, score)).label == want


def test_the_label_is_that_of_the_rounded_score() -> None:
    found = Sentiment(0.0, 0.9004, 0.0996)
    assert (found.score, found.label) == (0.1, "mildly positive")
    assert str(Sentiment(0.30004, 0.4, 0.3).score) == "0.0"


@pytest.mark.parametrize("text", ["", " \n", "…", "--"])
def test_a_text_without_a_word_is_neutral(text: str) -> None:
    assert sentiment(text) == towards(text, "Korvan") == sentiment() == Sentiment(0, 1, 0)
    assert sentiment(text, CLEAR["positive"][0]) == sentiment(CLEAR["positive"][0])


def test_a_text_of_no_known_word_is_neutral() -> None:
    assert {sentiment(text).label for text in ("Zyx", "東京", "🙂 a")} == {"neutral"}


def test_sentences() -> None:
    text = "Mr. Osmark sold U.S. steel at 3.5 kroner. “It paid.” Prices fell!\n\nA line\nNext? yes"
    assert list(sentences(text)) == [
        "Mr. Osmark sold U.S. steel at 3.5 kroner.", "“It paid.", "Prices fell!", "A line", "Next? yes",
    ]  # fmt: skip


def test_the_title_weighs_as_much_as_the_text_and_each_sentence_of_it_alike() -> None:
    good, bad, dull = (CLEAR[name][0] for name in ("positive", "negative", "neutral"))
    scores = [sentiment(one).score for one in (good, bad, dull)]
    both = sentiment(good, f"{bad}\n{dull}").score
    assert both == pytest.approx(scores[0] / 2 + (scores[1] + scores[2]) / 4, abs=0.002)


def articles() -> list[Article]:
    texts = [text for texts in CLEAR.values() for text in texts]
    return [Article.of(f"{text}. {texts[k - 1]}.", title=texts[k - 2]) for k, text in enumerate(texts)] + [
        Article.of(""), Article.of("Neon", title="…"),
    ]  # fmt: skip


def test_an_article_alone_and_in_any_batch(frames_nlp: Language) -> None:
    alone = {one.id: next(iter(extract(frames_nlp, [one])))[0] for one in articles()}
    mixed = articles()
    random.Random(3).shuffle(mixed)
    for size in (2, 64):
        assert {one.id: one for one, _ in extract(frames_nlp, mixed, batch_size=size)} == alone
    assert {one.id: rated(one) for one in mixed} == alone
    assert len({one.sentiment_label for one in alone.values()}) > 3


@pytest.mark.parametrize("own", [{"sentiment_label": "Bullish"}, {"sentiment_score": 0.0}])
def test_an_article_that_brings_its_own_keeps_it(frames_nlp: Language, own: dict[str, Any]) -> None:
    article = Article.of("Halden Motors shares plunge.", **own)
    assert [one for one, _ in extract(frames_nlp, [article])] == [article]


def test_a_document_of_either_pipeline(nlp: Language, frames_nlp: Language) -> None:
    text = CLEAR["negative"][0]
    found = [pipeline(text).user_data[KEY] for pipeline in (nlp, frames_nlp)]
    want = sentiment(text)
    assert found == [{"label": want.label, "score": want.score, **want._asdict()}] * 2
    assert frames_nlp("").user_data[KEY]["label"] == "neutral"


def test_saved_and_loaded(frames_nlp: Language, tmp_path: Path) -> None:
    frames_nlp.to_disk(tmp_path / "saved")
    text = CLEAR["positive"][1]
    assert spacy.load(tmp_path / "saved")(text).user_data[KEY] == frames_nlp(text).user_data[KEY]


def test_the_weights() -> None:
    path = FOLDER / "sentiment.tsv"
    assert linear("sentiment").labels == Sentiment._fields
    assert path.stat().st_size < 400_000
    assert max(len(cue.split(" ")) for cue in linear("sentiment").weights) <= 2
