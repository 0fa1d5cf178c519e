"""The pipeline as a whole: same claims however the articles come, exact quotations, saving and loading, errors."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.attributes import PUBLISHED
from extract.candidates import MODEL as MODEL_ROWS
from extract.candidates import of
from extract.claims import KEY, claims_of
from extract.pipeline import COMPONENTS, extract, fingerprint, load_pipeline
from extract.points import POINTS, thresholds
from extract.sentiment import rated
from schemas.errors import ExtractionError
from schemas.records import Article, Claim

TEXTS = [
    "China dominates rare-earth processing. Carmakers depend on its magnets.",
    "The strike disrupted copper production in Chile, pushing up prices for six months.",
    "Tariffs hurt automakers. They rely on steel, aluminium and chips.",
    "Brussels subsidizes battery makers. It may also restrict imports from 2027.",
    "",
    "Neon",
    "Indonesia banned nickel ore exports; Norway supplies gas to Germany.",
    "Nothing of interest happened on Tuesday.",
    "Egypt imports wheat from Russia. The drought reduced corn yields by 12%.",
]
ODD = {
    "unicode": "São Tomé’s government subsidizes cocoa growers — “a lifeline”. Łódź Stal supplies Škoda.",
    "emoji": "🚢🚢 The strike 🔥 disrupted copper production 📉. 🇨🇱 Chile produces lithium 🙂.",
    "combining marks": "Cafe\u0301 chains depend on coffee. The zero\u200bwidth strike disrupted grain exports.",
    "outside the basic plane": "𝐓ariffs hurt automakers. Tariffs hurt 𝓪utomakers and steelmakers.",
    "carriage returns": "The strike disrupted copper production.\r\n\r\nTariffs hurt\r\nus.\r\nChile sells ore.\r\n",
    "tabs": "\tThe strike\tdisrupted copper production.\tChile\tproduces lithium.",
    "blank lines": "\n\n\nThe strike disrupted copper production\n\n\nTariffs hurt automakers\n \n\nChile sells ore\n",
    "non-breaking spaces": "The\u00a0strike disrupted copper\u00a0production. China refines\u2009graphite.",
    "no final stop": "The strike disrupted copper production",
}


def articles() -> list[Article]:
    return [
        Article.of(text, title=text[:30], url=f"https://news.example/{i}", published="2024-03-05")
        for i, text in enumerate(TEXTS)
    ]


def as_dicts(pairs: list[tuple[Article, list[Claim]]]) -> dict[str, list[dict[str, object]]]:
    return {article.id: [claim.to_dict() for claim in claims] for article, claims in pairs}


@pytest.fixture(scope="module")
def expected(nlp: Language) -> dict[str, list[dict[str, object]]]:
    """The claims of each article that goes through the pipeline alone."""
    return as_dicts([next(iter(extract(nlp, [article]))) for article in articles()])


def test_there_is_something_to_compare(expected: dict[str, list[dict[str, object]]]) -> None:
    assert sum(map(bool, expected.values())) >= 6


@pytest.mark.parametrize("batch_size", [1, 8, 64])
def test_same_claims_in_batches(batch_size: int, nlp: Language, expected: dict[str, list[dict[str, object]]]) -> None:
    found = list(extract(nlp, articles(), batch_size=batch_size))
    assert [article for article, _ in found] == [rated(article) for article in articles()]
    assert as_dicts(found) == expected


def test_same_claims_in_any_order(nlp: Language, expected: dict[str, list[dict[str, object]]]) -> None:
    mixed = articles() * 2
    random.Random(4).shuffle(mixed)
    assert as_dicts(list(extract(nlp, mixed))) == expected


def test_same_claims_from_two_processes(nlp: Language, expected: dict[str, list[dict[str, object]]]) -> None:
    def docs() -> list[Doc]:
        made = []
        for article in articles():
            doc = nlp.make_doc(article.text)
            doc.user_data[PUBLISHED] = article.published
            made.append(doc)
        return made

    found = nlp.pipe(docs(), n_process=2, batch_size=3)
    for article, doc in zip(articles(), found, strict=True):
        told = [claim.to_dict() for claim in claims_of(doc, article)]
        assert told == [claim for claim in expected[article.id] if claim["field"] == "text"]


def test_articles_are_read_as_they_are_needed(nlp: Language) -> None:
    taken = []

    def endless() -> object:
        while True:
            taken.append(1)
            yield Article.of(f"Chile produced {len(taken)} tonnes of lithium.")

    next(extract(nlp, endless(), batch_size=2))  # type: ignore[arg-type]
    assert len(taken) <= 4


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_every_offset_quotes_the_text(text: str, nlp: Language, frames_nlp: Language) -> None:
    article = Article.of(text, title=text[:40])
    claims = [claim for pipeline in (nlp, frames_nlp) for _, found in extract(pipeline, [article]) for claim in found]
    assert [claim for claim in claims if claim.field == "text"]
    assert [claim.mismatch(article) for claim in claims] == [None] * len(claims)
    assert all(claim.sentence.text == claim.sentence.text.strip() for claim in claims)


def test_a_statement_does_not_run_over_a_blank_line(nlp: Language) -> None:
    ((_, claims),) = extract(nlp, [Article.of("The strike disrupted copper production\n\nTariffs hurt automakers")])
    assert {claim.sentence.text for claim in claims} == {
        "The strike disrupted copper production",
        "Tariffs hurt automakers",
    }


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Neon", "…", "🙂", "a" * 3000, "Chile " * 2000])
def test_text_that_says_nothing(text: str, nlp: Language) -> None:
    ((article, claims),) = extract(nlp, [Article.of(text)])
    assert article.text == text
    assert claims == []


def test_title_and_text_are_two_fields(nlp: Language) -> None:
    words = "Tariffs hurt automakers."
    ((_, both),) = extract(nlp, [Article.of(words, title=words)])
    ((_, text),) = extract(nlp, [Article.of(words)])
    assert [claim.field for claim in both] == ["title", "text"]
    assert [claim.field for claim in text] == ["text"]
    assert both[0].id != both[1].id


def test_a_published_date_reaches_the_claims(nlp: Language) -> None:
    ((_, claims),) = extract(nlp, [Article.of("Tariffs will hurt automakers next year.", published="2023-07")])
    assert {claim.published for claim in claims} == {"2023-07"}


@pytest.mark.parametrize("model", [None, "frames"])
def test_a_point_keeps_the_surer_claims_and_nothing_else(model: str | None) -> None:
    loose = load_pipeline(model, point="best")
    all_ = {claim.id: claim for _, claims in extract(loose, articles()) for claim in claims}
    before = all_
    for point in POINTS[1:]:
        kept = {c.id: c for _, claims in extract(load_pipeline(model, point=point), articles()) for c in claims}
        assert kept == {id_: claim for id_, claim in all_.items() if claim.confidence >= thresholds(loose)[point]}
        assert len(kept) <= len(before)
        before = kept
    assert len(before) < len(all_)


def test_fingerprint_tells_model_and_point_apart(nlp: Language) -> None:
    same = load_pipeline()
    assert fingerprint(same) == fingerprint(nlp)
    assert fingerprint(load_pipeline(point="precise")) != fingerprint(nlp)
    assert fingerprint(load_pipeline("frames")) != fingerprint(nlp)
    same.meta["version"] = "9.9.9"
    newer = fingerprint(same)
    same.meta["name"] = "another_model"
    assert len({fingerprint(nlp), newer, fingerprint(same)}) == 3


def test_unknown_model_is_refused() -> None:
    with pytest.raises(ExtractionError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline")


def test_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ExtractionError, match="has no lemmatizer, ner, parser, tagger"):
        load_pipeline(str(tmp_path / "blank"))


def test_saved_pipeline_makes_the_same_claims(
    nlp: Language, expected: dict[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    assert loaded.pipe_names == nlp.pipe_names
    assert as_dicts(list(extract(loaded, articles()))) == expected


def test_saved_pipeline_without_the_model_stays_so(frames_nlp: Language, tmp_path: Path) -> None:
    frames_nlp.to_disk(tmp_path / "saved")
    loaded = load_pipeline(str(tmp_path / "saved"))
    assert loaded.pipe_names == frames_nlp.pipe_names
    assert as_dicts(list(extract(loaded, articles()))) == as_dicts(list(extract(frames_nlp, articles())))


def test_weights_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"none\.onnx cannot be used"):
        load_pipeline(weights=tmp_path / "none.onnx")


def test_a_text_without_full_stops_is_read_by_the_frames_alone(nlp: Language) -> None:
    doc = nlp("Chile makes copper and " * 200)
    assert MODEL_ROWS not in {row["source"] for row in of(doc)}


def test_pipeline_as_bytes_makes_the_same_claims(nlp: Language, expected: dict[str, list[dict[str, object]]]) -> None:
    loaded = load_pipeline(point="precise").from_bytes(nlp.to_bytes())
    assert as_dicts(list(extract(loaded, articles()))) == expected


def test_a_document_can_be_saved_with_its_claims(nlp: Language) -> None:
    doc = nlp("Tariffs hurt automakers.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.user_data[KEY] == doc.user_data[KEY] != []


def test_components_are_analysed_without_problems(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"][name] for name in COMPONENTS)
