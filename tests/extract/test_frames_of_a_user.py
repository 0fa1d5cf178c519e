"""Frames of a user's own: a relation that is new is read by them, and a file that cannot be used is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.frames import load_frames
from extract.pipeline import extract, load_pipeline
from schemas.errors import ExtractionError
from schemas.records import Article, Claim
from schemas.vocabulary import BUILT_IN, Vocabulary, load_vocabulary

FRAMES = """
triggers:
  V: {insure: [insure, underwrite, reinsure]}
INSURES:
  - {trigger: "@insure.V", roles: "A0 A1", types: "actor actor,facility,good"}
  - {trigger: "insurer.N", roles: "IS P_of", types: "actor ."}
"""
TEXT = "Baltic Mutual insures the Orsk smelter. Lloyds is the insurer of three shipyards. Orsk sold a smelter."


def vocabulary_with(tmp_path: Path, *, without_type: str = "", **changed: Any) -> Vocabulary:
    """The built-in vocabulary and the relation INSURES between an actor and anything, less one type."""
    data = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))
    row = next(dict(r) for r in data["relations"] if r["name"] == "SUPPORTS")
    new = {"name": "INSURES", "subject_types": ["Organization", "Industry"], "object_types": ["any"], "mappings": {}}
    data["relations"].append({**row, **new, **changed})
    data["entity_types"] = [t for t in data["entity_types"] if t["name"] != without_type]
    for relation in data["relations"]:
        for side in ("subject_types", "object_types"):
            relation[side] = [name for name in relation[side] if name != without_type] or ["any"]
    path = tmp_path / "own-vocabulary.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return load_vocabulary(path)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own-frames.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(tmp_path: Path, frames: Path | None) -> set[tuple[str, str, str]]:
    nlp = load_pipeline("frames", words=vocabulary_with(tmp_path), frames=frames)
    ((_, claims),) = extract(nlp, [Article.of(TEXT)])
    return {triple(claim) for claim in claims if claim.relation == "INSURES"}


def triple(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.surface, claim.relation, claim.object.surface


def test_a_new_relation_is_read_by_frames_of_ones_own(tmp_path: Path) -> None:
    assert told(tmp_path, written(tmp_path, FRAMES)) == {
        ("Baltic Mutual", "INSURES", "Orsk smelter"),
        ("Lloyds", "INSURES", "shipyards"),
    }


def test_without_them_it_is_not_read(tmp_path: Path) -> None:
    assert not told(tmp_path, None)


def test_they_are_added_to_ours(tmp_path: Path) -> None:
    table = load_frames(own=written(tmp_path, FRAMES), known=vocabulary_with(tmp_path))
    assert table.probabilities("reinsure", "V", ("A0", "A1"), ("Organization", "Product"))["INSURES"] > 0.5
    assert "INSURES" not in table.probabilities("reinsure", "V", ("A0", "A1"), ("Event", "Event"))
    assert table.probabilities("supply", "V", ("A0", "P_to"), ("Organization", "Organization"))["SUPPLIES"] > 0.5


def test_a_type_of_ones_own_can_be_named(tmp_path: Path) -> None:
    known = vocabulary_with(tmp_path)
    kind = known.entity_types[0].model_copy(update={"name": "Vessel"})
    known = known.model_copy(update={"entity_types": (*known.entity_types, kind)})
    known = Vocabulary.model_validate(known.model_dump(by_alias=True))
    frames = written(tmp_path, 'INSURES:\n  - {trigger: "insure.V", roles: "A0 A1", types: "actor Vessel"}\n')
    table = load_frames(own=frames, known=known)
    assert table.probabilities("insure", "V", ("A0", "A1"), ("Organization", "Vessel"))["INSURES"] > 0.5


ROW = 'INSURES:\n  - {trigger: "insure.V", roles: "A0 A1"}\n  - '
REFUSED = {
    "unknown relation": (
        'INSURED:\n  - {trigger: "x.V", roles: "A0 A1"}',
        "unknown relation 'INSURED'; did you mean INSURES",
    ),
    "unknown role": (ROW + '{trigger: "x.V", roles: "A0 A9"}', "INSURES, row 2: unknown role 'A9'"),
    "unknown step": (ROW + '{trigger: "x.V", roles: "A0 A1/UP_A0"}', "INSURES, row 2: unknown role 'A1/UP_A0'"),
    "unknown type": (
        ROW + '{trigger: "x.V", roles: "A0 A1", types: "actor dog"}',
        "row 2: unknown type 'dog'; use place,",
    ),
    "type never allowed": (ROW + '{trigger: "x.V", roles: "A0 A1", types: "event good"}', "does not let INSURES hold"),
    "one type": (ROW + '{trigger: "x.V", roles: "A0 A1", types: "actor"}', "row 2: malformed row, types: 'actor'"),
    "one role": (ROW + '{trigger: "x.V", roles: "A0"}', "row 2: malformed row"),
    "unknown field": (ROW + '{trigger: "x.V", roles: "A0 A1", role: "A2"}', "row 2: malformed row"),
    "no row": (ROW + "x.V A0 A1", "row 2: malformed row"),
    "no text": (ROW + "{trigger: on, roles: A0 A1}", "row 2: malformed row .* put its values in quotes"),
    "no part of speech": (ROW + '{trigger: "insure", roles: "A0 A1"}', "row 2: malformed row, 'insure' is no trigger"),
    "unknown class": (ROW + '{trigger: "@insure.V", roles: "A0 A1"}', "row 2: unknown word class '@insure.V'"),
    "seen more than there is": (ROW + '{trigger: "x.V", roles: "A0 A1", seen: "3/2"}', "row 2: malformed row, seen"),
    "rows no list": ("INSURES: x.V", "INSURES: its rows are no list"),
    "list of no words": ("triggers: {V: {insure: insure}}", "triggers, V: 'insure' is no list of words"),
    "list of no part of speech": ("triggers: {insure: [insure]}", "triggers: 'insure' is no part of speech"),
    "lists of no form": ("triggers: insure", "triggers: malformed word list"),
    "list of our name": ("triggers: {V: {supply: [insure]}}", "'supply' is one of knockon's own word classes"),
    "not YAML": ("INSURES: [", "not YAML at line"),
    "no mapping": ("insure", "maps no relation to its rows"),
    "empty": ("", "maps no relation to its rows"),
}


@pytest.mark.parametrize(("text", "says"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_used_is_refused(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=says) as caught:
        load_frames(own=written(tmp_path, text), known=vocabulary_with(tmp_path))
    assert "own-frames.yaml" in caught.value.cause
    assert caught.value.cure


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"cannot read the frames .*none\.yaml: No such file"):
        load_frames(own=tmp_path / "none.yaml")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "own-frames.yaml"
    path.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ExtractionError, match="it is not UTF-8"):
        load_frames(own=path)


def test_a_type_that_the_vocabulary_lacks(tmp_path: Path) -> None:
    frames = written(tmp_path, 'INSURES:\n  - {trigger: "insure.V", roles: "A0 A1", types: "actor place"}\n')
    with pytest.raises(ExtractionError, match="unknown type 'place'"):
        load_frames(own=frames, known=vocabulary_with(tmp_path, without_type="Place"))


def test_a_relation_of_the_built_in_vocabulary_needs_no_other(tmp_path: Path) -> None:
    frames = written(tmp_path, 'SUPPLIES:\n  - {trigger: "bunker.V", roles: "A0 A1", seen: "20/20"}\n')
    table = load_frames(own=frames)
    assert table.probabilities("bunker", "V", ("A0", "A1"), ("Organization", "Product"))["SUPPLIES"] > 0.6
