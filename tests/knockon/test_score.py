"""The scorer: equal to the gold standard's own on perturbed predictions, and its rules one by one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knockon.cli.evaluate import lines
from knockon.score import Figure, Scorer, distinct, matching
from knockon.score_names import head, same, words
from knockon.verbs.evaluate import Evaluation, read_gold
from schemas.errors import InputError
from schemas.vocabulary import vocabulary

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def triple(subject: str, relation: str, object_: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "relation": relation, "object": object_, **more}


def perturbed(documents: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Predictions that agree with the gold in part: other forms, ends, relations, repetitions, noise."""
    chance = random.Random(seed)
    relations = vocabulary().relation_names
    rows = []
    for document in documents:
        triples = []
        pool = [t[side][0] for t in document["triples"] for side in ("subject", "object")]
        for gold in document["triples"]:
            if chance.random() < 0.3:
                continue
            subject, object_ = chance.choice(gold["subject"]), chance.choice(gold["object"])
            if chance.random() < 0.2:
                subject, object_ = object_, subject
            if chance.random() < 0.2:
                subject = f"the {chance.choice(['rising', 'new', 'other'])} {subject}"
            if chance.random() < 0.1:
                object_ = chance.choice(pool)
            guess = triple(
                subject,
                chance.choice(relations) if chance.random() < 0.3 else gold["relation"],
                object_,
                negated=gold["negated"] != (chance.random() < 0.1),
                modality=chance.choice(["asserted", "possible", "forecast", "conditional", gold["modality"], None]),
                horizon=chance.choice([gold["horizon"], None, "within 12 months"]),
                share=chance.choice([gold["share"], None, "half of the market"]),
            )
            triples += [guess] * chance.choice([1, 1, 2])
        chance.shuffle(triples)
        if chance.random() > 0.05:
            rows.append({"id": document["id"], "triples": triples})
    return rows


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared/gold beside the checkout")
@pytest.mark.parametrize("seed", range(6))
def test_equal_to_the_gold_standards_own_scorer(tmp_path: Path, seed: int) -> None:
    documents = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = perturbed(documents, seed)
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    flags = ["--chains", "--attributes", "--by-relation"]
    theirs = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), str(GOLD / "dev.jsonl"), str(predictions), *flags],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    want = {document.id: document.triples for document in read_gold(GOLD / "dev.jsonl")}
    got = {row["id"]: row["triples"] for row in rows}
    scorer = Scorer()
    result = Evaluation(scorer.score(want, got), scorer.chains(want, got), scorer.attributes(want, got))
    ours = lines(result, chains=True, attributes=True, by_relation=True)
    expected = theirs.stdout.splitlines()
    assert ours[:8] == expected[:8]
    # Relations of equally many gold triples stand in another order.
    assert sorted(ours[8:]) == sorted(expected[8:])
    assert result.scores.typed.f1 > 0.3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.'s rare-earth factories", ("us", "rare", "earth", "factory")),
        ("its crisis, taxes and boxes", ("crisis", "tax", "and", "box")),
        ("China’s 90% share", ("china", "90%", "share")),
        ("the", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("name", "expected"), [("supply of neon", "supply"), ("neon supply", "supply"), ("of", "of")])
def test_head(name: str, expected: str) -> None:
    assert head(name.split()) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("rising input costs", "input costs", True),
        ("Magnets", "the magnet", True),
        ("exports of grain", "exports of wheat", True),
        ("grain exports", "wheat exports", True),
        ("car production plants", "the production", False),
        ("neon", "argon", False),
        ("the", "the", False),
    ],
)
def test_same(one: str, other: str, expected: bool) -> None:
    assert same(one, other) is same(other, one) is expected


def test_a_triple_stated_twice_counts_once() -> None:
    once = triple("magnets", "DEPENDS_ON", "rare earths")
    assert len(distinct([once, triple("the magnet", "DEPENDS_ON", "rare earth"), {**once, "negated": True}])) == 2


def test_a_gold_triple_is_won_once_and_as_many_as_can_be() -> None:
    gold = [
        triple("input costs", "DECREASES", "margins"),
        triple("higher input costs", "DECREASES", "margins of makers"),
    ]
    found = [triple("higher input costs", "DECREASES", "margins"), triple("input costs", "DECREASES", "margins")]
    assert len(matching(gold, found, Scorer().typed)) == 2
    assert len(matching(gold, found[:1], Scorer().typed)) == 1


@pytest.mark.parametrize(
    ("guess", "typed", "exposure", "link"),
    [
        (triple("magnets", "DEPENDS_ON", "rare earths"), 1, 1, 1),
        (triple("rare earths", "INPUT_TO", "magnets"), 0, 1, 1),
        (triple("magnets", "INPUT_TO", "rare earths"), 0, 0, 1),
        (triple("rare earths", "RESTRICTS", "magnets"), 0, 0, 1),
        (triple("magnets", "DEPENDS_ON", "neon"), 0, 0, 0),
        (triple("magnets", "DEPENDS_ON", "rare earths", negated=True), 0, 0, 0),
        (triple("magnets", "UNHEARD_OF", "rare earths"), 0, 0, 1),
    ],
)
def test_the_three_figures(guess: dict[str, Any], typed: int, exposure: int, link: int) -> None:
    gold = {"a": [triple("magnets", "DEPENDS_ON", "rare earths")]}
    scores = Scorer().score(gold, {"a": [guess], "other": [guess]})
    assert (scores.typed.f1, scores.exposure.f1, scores.link.f1) == (typed, exposure, link)
    assert (scores.documents, scores.gold, scores.predicted) == (1, 1, 1)


def test_a_symmetric_relation_matches_either_way() -> None:
    gold = {"a": [triple("Suez Canal", "COMPETES_WITH", "Panama Canal")]}
    assert Scorer().score(gold, {"a": [triple("Panama Canal", "COMPETES_WITH", "Suez Canal")]}).typed.f1 == 1


def test_chains_carry_the_net_sign() -> None:
    gold = {
        "a": [
            triple("controls", "RESTRICTS", "rare earths"),
            triple("magnets", "DEPENDS_ON", "rare earths"),
            triple("carmakers", "HARMED_BY", "magnets"),
        ]
    }
    right = Scorer().chains(gold, gold)
    assert (right.gold, right.figure.f1) == (3, 1)
    turned = {"a": [*gold["a"][:2], triple("carmakers", "BENEFITS_FROM", "magnets")]}
    assert Scorer().chains(gold, turned).figure.f1 == pytest.approx(1 / 3)
    denied = {"a": [{**gold["a"][0], "negated": True}, *gold["a"][1:]]}
    assert Scorer().chains(gold, denied).predicted == 1


def test_figure_over_nothing_is_zero() -> None:
    assert Figure.of(0, 0, 0) == (0, 0, 0)


BAD_GOLD = [
    ("", "holds no document"),
    ("{", "line 1: the JSON is broken"),
    ('{"id": "a"}', "no 'id' or no 'text'"),
    ('{"id": "a", "text": "T"}', "'triples' is not a list"),
    ('{"id": "a", "text": "T", "triples": [{"subject": "x"}]}', "'triples' is not a list"),
    (
        '{"id": "a", "text": "T", "triples": []}\n{"id": "a", "text": "T", "triples": []}',
        "line 2: the id 'a' was there",
    ),
]


@pytest.mark.parametrize(("content", "cause"), BAD_GOLD, ids=range(len(BAD_GOLD)))
def test_bad_gold_is_refused(tmp_path: Path, content: str, cause: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(read_gold(path))
    assert cause in error.value.cause
    assert error.value.cure


def test_missing_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold file"):
        list(read_gold(tmp_path / "none.jsonl"))
