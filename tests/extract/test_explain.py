"""Why a sentence gave its claims or none: one row for each thing that can become of a candidate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extract.candidates import KEY, MODEL, Candidate
from extract.choice import Vote
from extract.explain import explain, sentences
from extract.explanation import OUTCOMES, SILENCES, Explanation, Sentence, Tone
from extract.pipeline import extract, load_pipeline
from extract.readers import read
from extract.sentiment import sentiment
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SAMPLES = Path(__file__).resolve().parents[2] / "knockon" / "samples"
Rows = list[tuple[str, str, str, str, float]]
"""Subject, relation, object and trigger by a word of each, and the probability; a model's where the word ends in @."""

NEON = "Chip makers depend on neon."
VOTE = Vote(bias=1.0, model=0.6, frames=0.3, least=0.3, taught=("DEPENDS_ON",))


@pytest.fixture(scope="module")
def frames_alone() -> Language:
    return load_pipeline("frames")


def row(doc: Doc, said: tuple[str, str, str, str, float]) -> Candidate:
    subject, relation, object_, trigger, probability = said

    def at(form: str) -> int:
        return next(token.i for token in doc if token.text == form)

    word = trigger.removesuffix("@")
    source = MODEL if word != trigger else f"frames:{word}/A+B"
    return Candidate(
        subject=at(subject),
        relation=relation,
        object=at(object_),
        trigger=at(word),
        probability=probability,
        source=source,
    )


def explained(nlp: Language, text: str, rows: Rows, *, least: float = 0.3, vote: Vote | None = None) -> Sentence:
    """The last sentence of a text in which the sources see just these rows."""
    doc = nlp(text)
    doc.user_data[KEY] = [row(doc, one) for one in rows]
    choice: Any = nlp.get_pipe("knockon_choice")
    kept, choice.vote = choice.vote, vote
    try:
        choice(doc)
        return sentences(nlp, doc, Article.of(text), "text", least)[-1]
    finally:
        choice.vote = kept


DEPENDS = ("makers", "DEPENDS_ON", "neon", "depend", 0.8)
LOST = [
    ("types", NEON, [("makers", "LOCATED_IN", "neon", "depend", 0.8)], "LOCATED_IN does not take Commodity for object"),
    ("types", NEON, [("makers", "LIKES", "neon", "depend", 0.8)], "the vocabulary has no relation LIKES"),
    ("other", NEON, [("makers", "DOMINATES", "neon", "depend", 0.3), DEPENDS], "DEPENDS_ON is surer, at 0.800"),
    ("other", NEON, [("neon", "INPUT_TO", "makers", "depend", 0.3), DEPENDS], "DEPENDS_ON the other way is surer"),
    ("under", NEON, [("makers", "DEPENDS_ON", "neon", "depend", 0.21)], "0.210 is under the 0.3 that the point asks"),
    (
        "part",
        "The strike disrupts precision parts.",
        [("strike", "DISRUPTS", "precision", "disrupts", 0.5), ("strike", "DISRUPTS", "parts", "disrupts", 0.6)],
        "the whole phrase says the same",
    ),
    (
        "everywhere",
        "Acme mines lithium in the world.",
        [("lithium", "LOCATED_IN", "world", "mines", 0.5)],
        "“world” is everywhere",
    ),
    ("pronoun", "They depend on neon.", [("They", "DEPENDS_ON", "neon", "depend", 0.8)], "“They” stands for nothing"),
    (
        "empty",
        "The drop hurts chip makers.",
        [("makers", "HARMED_BY", "drop", "hurts", 0.8)],
        "“drop” is a movement of nothing named",
    ),
    (
        "same",
        "Demand for neon hurts chip makers.",
        [("Demand", "INCREASES", "neon", "hurts", 0.8)],
        "one of the two lies inside the other",
    ),
    (
        "moves",
        "The strike caused a drop in output.",
        [("strike", "INCREASES", "output", "caused", 0.8)],
        "stands inside a phrase that moves",
    ),
    (
        "repeated",
        "China makes magnets, and it needs neon.",
        [("China", "DEPENDS_ON", "neon", "needs", 0.8), ("it", "DEPENDS_ON", "neon", "needs", 0.8)],
        "the sentence says it of “China” and “neon” too",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "text", "rows", "why"), LOST, ids=[f"{one[0]}-{one[3]}" for one in LOST])
def test_what_became_of_a_candidate(frames_alone: Language, outcome: str, text: str, rows: Rows, why: str) -> None:
    found = explained(frames_alone, text, rows)
    lost = [one for one in found.candidates if one.outcome == outcome]
    assert len(lost) == 1, found.candidates
    assert why in lost[0].why
    assert lost[0].claim is None
    assert {frame.why for frame in found.frames if not frame.fired} == {one.why for one in found.candidates if one.why}
    if found.claims:
        assert (found.outcome, found.why) == (None, None)
    else:
        assert found.outcome == outcome
        assert found.why == f"the best candidate, “{lost[0].reading}” at {lost[0].confidence:.3f}: {lost[0].why}"


def test_readings_that_are_too_few(frames_alone: Language) -> None:
    rows: Rows = [("makers", "DEPENDS_ON", "neon", "depend", 0.27)]
    found = explained(frames_alone, NEON, rows, least=0.25)
    assert (found.outcome, found.claims) == ("unlikely", [])
    assert "add up to less than the 0.3 that a link needs" in str(found.why)


def test_a_claim_that_only_a_stricter_point_leaves_out(frames_alone: Language) -> None:
    assert explained(frames_alone, NEON, [DEPENDS]).claims
    found = explained(frames_alone, NEON, [DEPENDS], least=0.9)
    assert (found.outcome, found.claims) == ("under", [])
    assert "0.800 is under the 0.9 " in str(found.why)


SILENT = [
    ("no mention", "Run quickly!", "no word of it can be an argument"),
    ("one mention", "The strike ended.", "“strike” is the only one"),
    ("no link", "Automakers watch neon.", "nothing sees a link between its 2 mentions"),
    ("no link", "They watch neon.", "“They” stands for nothing known"),
]


@pytest.mark.parametrize(("outcome", "text", "why"), SILENT, ids=[one[1] for one in SILENT])
def test_a_sentence_without_a_candidate(frames_alone: Language, outcome: str, text: str, why: str) -> None:
    found = explained(frames_alone, text, [])
    assert (found.outcome, found.claims, found.candidates) == (outcome, [], [])
    assert why in str(found.why)


def test_every_outcome_has_a_row() -> None:
    assert {one[0] for one in LOST} | {"claim", "unlikely"} == set(OUTCOMES)
    assert {one[0] for one in SILENT} == set(SILENCES)


def test_a_claim_with_all_that_it_says(frames_alone: Language) -> None:
    text = "Analysts say that chip makers will depend on neon for 70% of their output until 2030."
    found = explained(frames_alone, text, [DEPENDS])
    (candidate,), (claim,), (frame,) = found.candidates, found.claims, found.frames
    assert (candidate.outcome, candidate.why, candidate.claim) == ("claim", "", claim["id"])
    assert (candidate.model, candidate.frames, candidate.confidence) == (None, 0.8, 0.8)
    assert (frame.frame.split("/")[0], frame.fired, frame.trigger.text) == ("depend", True, "depend")
    assert claim["attribution"] == "Analysts"
    assert claim["modality"] == "forecast"
    assert claim["trigger"]["text"] == "depend"
    assert found.why is None


def test_a_claim_of_the_phrase_around_a_mention(frames_alone: Language) -> None:
    text = "A drop in oil prices hurts drivers."
    found = explained(frames_alone, text, [("drivers", "HARMED_BY", "prices", "hurts", 0.8)])
    assert [(one.outcome, one.why) for one in found.candidates] == [("claim", "said of “drop in oil prices”")]
    assert found.claims[0]["object"]["text"] == "drop in oil prices"


def test_a_claim_of_another_relation_than_the_candidate(frames_alone: Language) -> None:
    text = "The government lifted tariffs."
    found = explained(frames_alone, text, [("government", "INCREASES", "tariffs", "lifted", 0.8)])
    assert [(one.outcome, one.why) for one in found.candidates] == [("claim", "said as DECREASES")]


def test_a_pronoun_is_shown_with_what_it_stands_for(frames_alone: Language) -> None:
    text = "Ukraine sells gas. It depends on neon."
    found = explained(frames_alone, text, [("It", "DEPENDS_ON", "neon", "depends", 0.8)])
    assert found.candidates[0].reading == "It (Ukraine) DEPENDS_ON neon"
    assert found.claims[0]["subject"]["resolved"] == "Ukraine"


MODEL_SAYS = ("makers", "DEPENDS_ON", "neon", "depend@", 0.7)


@pytest.mark.parametrize(
    ("rows", "model", "frames", "source"),
    [
        ([MODEL_SAYS], 0.7, None, "model"),
        ([MODEL_SAYS, DEPENDS], 0.7, 0.8, "model+frames:depend/A+B"),
        ([DEPENDS], None, 0.8, None),
    ],
)
def test_the_scores_of_both_sources_and_of_both_together(
    frames_alone: Language, rows: Rows, model: float | None, frames: float | None, source: str | None
) -> None:
    found = explained(frames_alone, NEON, rows, vote=VOTE)
    (candidate,) = found.candidates
    assert (candidate.model, candidate.frames) == (model, frames)
    assert candidate.confidence == round(VOTE.probability("DEPENDS_ON", model or 0.0, frames or 0.0), 3)
    if source is None:  # the frame alone is too weak in this vote
        assert (found.outcome, found.claims) == ("under", [])
    else:
        assert found.claims[0]["source"] == source
        assert found.claims[0]["confidence"] == candidate.confidence


def test_a_pair_that_the_vote_leaves_out(frames_alone: Language) -> None:
    found = explained(frames_alone, NEON, [MODEL_SAYS], least=0.1, vote=VOTE._replace(least=0.9))
    assert found.outcome == "unlikely"
    assert "is under the 0.9 that a link needs" in str(found.why)


def test_a_relation_that_the_model_was_never_taught_is_the_frames_alone(frames_alone: Language) -> None:
    found = explained(frames_alone, NEON, [DEPENDS], vote=VOTE._replace(taught=()))
    assert [one.confidence for one in found.candidates] == [0.8]
    assert len(found.claims) == 1


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    return [item for item in read([SAMPLES]) if isinstance(item, Article)]


@pytest.fixture(scope="module")
def of_samples(frames_alone: Language, samples: list[Article]) -> list[Explanation]:
    return [explain(frames_alone, article) for article in samples]


def test_the_claims_are_those_of_the_extraction(
    frames_alone: Language, samples: list[Article], of_samples: list[Explanation]
) -> None:
    for (article, claims), found in zip(extract(frames_alone, samples), of_samples, strict=True):
        said = [claim for sentence in found.sentences for claim in sentence.claims]
        assert sorted(said, key=str) == sorted((claim.to_dict() for claim in claims), key=str), article.title
        became = {one.claim for sentence in found.sentences for one in sentence.candidates if one.claim}
        assert became == {claim.id for claim in claims}


def test_all_quotations_are_where_they_are_said_to_be(samples: list[Article], of_samples: list[Explanation]) -> None:
    for article, found in zip(samples, of_samples, strict=True):
        for sentence in found.sentences:
            text = getattr(article, sentence.field)
            ends = [end for one in sentence.candidates for end in (one.subject, one.object, one.trigger)]
            for words in (sentence, *sentence.mentions, *ends, *(frame.trigger for frame in sentence.frames)):
                assert text[words.start : words.end] == words.text
            assert all(sentence.start <= one.start < sentence.end for one in sentence.mentions)
            assert (sentence.why is None) == bool(sentence.claims)


def test_json_holds_all_of_it(of_samples: list[Explanation]) -> None:
    for found in of_samples:
        data = found.to_dict()
        assert json.loads(json.dumps(data)) == data
        assert set(data) == {"article", "title", "url", "least", "model", "sentiment", "sentences"}
        assert [one["text"] for one in data["sentences"]] == [one.text for one in found.sentences]


def test_the_sentiment_of_a_sentence_and_of_the_whole(frames_alone: Language) -> None:
    good, bad = "Chip makers report strong growth.", "Neon supply falls to a record low."
    found = explain(frames_alone, Article.of(bad, title=good))
    assert [one.sentiment.score for one in found.sentences] == [sentiment(good).score, sentiment(bad).score]
    assert [one.sentiment.label for one in found.sentences] == [sentiment(good).label, sentiment(bad).label]
    assert found.sentiment == Tone(sentiment(good, bad).label, sentiment(good, bad).score)
    own = explain(frames_alone, Article.of(bad, sentiment_label="Bullish"))
    assert own.sentiment == Tone("Bullish", None)


def test_a_document_is_left_as_it_was(frames_alone: Language) -> None:
    doc = frames_alone(NEON)
    before = json.dumps(doc.user_data, default=str, sort_keys=True)
    sentences(frames_alone, doc, Article.of(NEON), "text", 0.3)
    assert json.dumps(doc.user_data, default=str, sort_keys=True) == before
