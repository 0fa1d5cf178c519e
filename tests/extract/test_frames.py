"""Every row of constructions/*.yaml, and what the frame table says of malformed rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from extract.frames import FrameTable, load_frames
from extract.pipeline import extract
from knockon.score_names import same
from schemas.errors import ExtractionError
from schemas.records import Article, Claim
from schemas.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.language import Language

ROWS: list[dict[str, Any]] = [
    row
    for path in sorted(Path(__file__).with_name("constructions").glob("*.yaml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]
ROLES = ("active", "passive", "nominal")


@pytest.fixture(scope="session")
def found(frames_nlp: Language) -> dict[str, list[Claim]]:
    """The claims of each row's text; all rows go through the pipeline together, as articles do."""
    articles = [Article.of(row["s"], url=f"https://rows.example/{i}") for i, row in enumerate(ROWS)]
    return {article.text: claims for article, claims in extract(frames_nlp, articles)}


def fits(triple: list[str], claim: Claim) -> bool:
    """Whether a claim states the triple; "*" is any name, and a symmetric relation fits either way round."""
    subject, relation, object_ = triple
    if claim.relation != relation:
        return False
    pairs = [(claim.subject.surface, claim.object.surface)]
    if vocabulary().relation(relation).symmetric:
        pairs.append((claim.object.surface, claim.subject.surface))
    return any(
        (subject == "*" or same(subject, one)) and (object_ == "*" or same(object_, other)) for one, other in pairs
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['r']}-{row['c']}: {row['s']}")
def test_construction(row: dict[str, Any], found: dict[str, list[Claim]]) -> None:
    claims = found[row["s"]]
    told = [(c.subject.surface, c.relation, c.object.surface, c.status) for c in claims]
    for triple in row.get("expect", ()):
        fitting = [claim for claim in claims if fits(triple, claim)]
        assert fitting, f"{triple} is not among {told}"
        assert row.get("status", "holds") in {claim.status for claim in fitting}
        if "horizon" in row:
            assert row["horizon"] in {claim.horizon.text for claim in fitting if claim.horizon}
    for triple in row.get("absent", ()):
        assert not [claim for claim in claims if fits(triple, claim)], f"{triple} is among {told}"


def test_every_relation_has_its_rows() -> None:
    stated = Counter(row["r"] for row in ROWS if row.get("expect"))
    assert set(stated) == set(vocabulary().relation_names)
    for name in vocabulary().relation_names:
        constructions = " ".join(row["c"] for row in ROWS if row["r"] == name)
        assert [role for role in ROLES if role in constructions] == list(ROLES), name
        assert any(not row.get("expect") for row in ROWS if row["r"] == name), f"{name} has no row that states nothing"


MALFORMED = {
    "unknown relation": ('EATS:\n  - {trigger: "eat.V", roles: "A0 A1"}\n', "unknown relation 'EATS'"),
    "unknown type": ('CAUSES:\n  - {trigger: "eat.V", roles: "A0 A1", types: "actor dog"}\n', "unknown type"),
    "one role": ('CAUSES:\n  - {trigger: "eat.V", roles: "A0"}\n', "malformed row"),
    "no trigger": ('CAUSES:\n  - {roles: "A0 A1"}\n', "malformed row"),
    "no count": ('CAUSES:\n  - {trigger: "eat.V", roles: "A0 A1", seen: "often"}\n', "malformed row"),
}


@pytest.mark.parametrize(("text", "says"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_row_is_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "frames.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExtractionError, match=says):
        load_frames(hand=path)


def table(tmp_path: Path, rows: str) -> FrameTable:
    hand, counted = tmp_path / "frames.yaml", tmp_path / "frames.tsv"
    hand.write_text(rows, encoding="utf-8")
    counted.write_text("", encoding="utf-8")
    return load_frames(hand=hand, counted=counted)


def test_a_rare_word_follows_its_class_and_a_known_one_its_own_record(tmp_path: Path) -> None:
    frames = table(
        tmp_path,
        """
DOMINATES:
  - {trigger: "@dominate.V", roles: "A0 A1", seen: "90/100"}
  - {trigger: "corner.V", roles: "A0 A1", seen: "10/100"}
""",
    )
    place = ("Place", "Commodity")
    follows = frames.probabilities("monopolize", "V", ("A0", "A1"), place)["DOMINATES"]
    own = frames.probabilities("corner", "V", ("A0", "A1"), place)["DOMINATES"]
    assert follows > 0.7
    assert own < 0.3


def test_one_open_side_stands_for_every_kind(tmp_path: Path) -> None:
    frames = table(tmp_path, 'CAUSES:\n  - {trigger: "eat.V", roles: "A0 A1", types: ". event", seen: "20/20"}\n')
    assert frames.probabilities("eat", "V", ("A0", "A1"), ("Organization", "Event"))["CAUSES"] > 0.5
    assert not frames.probabilities("eat", "V", ("A0", "A1"), ("Organization", "Factor"))
