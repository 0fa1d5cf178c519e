"""The vocabulary: what it holds, and one line for everything that can be wrong with a user's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.errors import VocabularyError
from schemas.vocabulary import BUILT_IN, NAME, load_vocabulary, vocabulary

ACTORS = ("Place", "Organization", "Industry")
TYPES = (*ACTORS, "Commodity", "Product", "Activity", "Infrastructure", "Policy", "Event", "Factor")

# How a shock travels along each relation and with which sign, as gold/GUIDELINES.md says and the scorer counts.
FORWARD = [
    ("SUPPLIES", "subject", "object", 1),
    ("PRODUCES", "subject", "object", 1),
    ("DOMINATES", "subject", "object", 1),
    ("DEPENDS_ON", "object", "subject", 1),
    ("INPUT_TO", "subject", "object", 1),
    ("LOCATED_IN", "object", "subject", 1),
    ("PART_OF", "subject", "object", 1),
    ("OWNS", "object", "subject", 1),
    ("INVESTS_IN", "subject", "object", 1),
    ("SUPPORTS", "subject", "object", 1),
    ("RESTRICTS", "subject", "object", -1),
    ("DISRUPTS", "subject", "object", -1),
    ("CONSTRAINS", "subject", "object", -1),
    ("INCREASES", "subject", "object", 1),
    ("DECREASES", "subject", "object", -1),
    ("HARMED_BY", "object", "subject", -1),
    ("BENEFITS_FROM", "object", "subject", 1),
    ("CAUSES", "subject", "object", 1),
    ("EXPOSED_TO", "object", "subject", -1),
    ("MITIGATES", "subject", "object", -1),
    ("COMPETES_WITH", "subject", "object", -1),
    ("SUBSTITUTES_FOR", "object", "subject", -1),
    ("PARTNERS_WITH", "subject", "object", 1),
]

# Which channels each relation opens, and from which end, as DESIGN.md says.
CHANNELS = {
    "SUPPLIES": {("supply", "subject", 1), ("demand", "object", 1)},
    "PRODUCES": {("make", "subject", 1), ("demand", "object", 1)},
    "DOMINATES": {("make", "subject", 1), ("demand", "object", 1)},
    "DEPENDS_ON": {("supply", "object", 1), ("demand", "subject", 1)},
    "INPUT_TO": {("supply", "subject", 1), ("demand", "object", 1)},
    "LOCATED_IN": {("control", "object", 1)},
    "PART_OF": {("supply", "subject", 1), ("control", "object", 1)},
    "OWNS": {("fortune", "object", 1), ("control", "subject", 1)},
    "INVESTS_IN": {("act", "subject", 1), ("effect", "subject", 1), ("fortune", "object", 1)},
    "SUPPORTS": {("act", "subject", 1), ("effect", "subject", 1)},
    "RESTRICTS": {("act", "subject", -1), ("effect", "subject", -1)},
    "DISRUPTS": {("act", "subject", -1), ("effect", "subject", -1)},
    "CONSTRAINS": {("act", "subject", -1), ("effect", "subject", -1)},
    "INCREASES": {("act", "subject", 1), ("effect", "subject", 1)},
    "DECREASES": {("act", "subject", -1), ("effect", "subject", -1)},
    "HARMED_BY": {("act", "object", -1), ("effect", "object", -1)},
    "BENEFITS_FROM": {("act", "object", 1), ("effect", "object", 1)},
    "CAUSES": {("act", "subject", 1), ("effect", "subject", 1)},
    "EXPOSED_TO": {("act", "object", -1), ("effect", "object", -1)},
    "MITIGATES": {("act", "subject", -1), ("guard", "subject", -1)},
    "COMPETES_WITH": {("rival", "subject", -1), ("rival", "object", -1)},
    "SUBSTITUTES_FOR": {("rival", "subject", -1), ("rival", "object", -1)},
    "PARTNERS_WITH": {("partner", "subject", 1), ("partner", "object", 1)},
}

STRUCTURAL = {"make", "supply", "demand", "control", "fortune", "rival", "partner"}
FINDKG = {
    "Has", "Announce", "Operate_In", "Introduce", "Produce", "Control", "Participates_In", "Impact",
    "Positive_Impact_On", "Negative_Impact_On", "Relate_To", "Is_Member_Of", "Invests_In", "Raise", "Decrease",
}  # fmt: skip


def test_ten_types_and_twenty_three_relations() -> None:
    assert vocabulary().type_names == TYPES
    assert len(TYPES) == 10
    assert vocabulary().relation_names == tuple(name for name, *_ in FORWARD)
    assert len(FORWARD) == 23


@pytest.mark.parametrize(("name", "start", "end", "sign"), FORWARD, ids=[row[0] for row in FORWARD])
def test_the_primary_way_is_that_of_the_guidelines(name: str, start: str, end: str, sign: int) -> None:
    primary = vocabulary().relation(name).primary
    assert (primary.from_, primary.to, primary.sign) == (start, end, sign)


@pytest.mark.parametrize("name", CHANNELS)
def test_the_transmissions_are_those_of_the_design(name: str) -> None:
    row = vocabulary().relation(name)
    assert {(hop.channel, hop.from_, hop.sign) for hop in row.transmissions} == CHANNELS[name]
    # The primary way is one of them.
    primary = row.primary
    assert any((hop.from_, hop.to, hop.sign) == (primary.from_, primary.to, primary.sign) for hop in row.transmissions)


def test_an_act_is_an_actors_and_an_effect_is_not() -> None:
    for row in vocabulary().relations:
        for hop in row.transmissions:
            expected = {"act": "actor", "effect": "other", "guard": "other"}.get(hop.channel)
            assert hop.when == expected, row.name


def test_the_demand_hop_is_weaker() -> None:
    for row in vocabulary().relations:
        strength = {hop.channel: hop.strength for hop in row.transmissions}
        if "demand" in strength:
            assert strength["demand"] < strength.get("make", strength.get("supply", 0))


def test_which_relations_are_symmetric() -> None:
    assert {row.name for row in vocabulary().relations if row.symmetric} == {"COMPETES_WITH", "PARTNERS_WITH"}


def test_where_an_adjective_on_the_object_turns_the_sign() -> None:
    anyhow = {row.name for row in vocabulary().relations if row.object_direction == "any"}
    assert anyhow == {"HARMED_BY", "BENEFITS_FROM", "EXPOSED_TO", "CAUSES"}


def test_structural_channels() -> None:
    assert {row.name for row in vocabulary().channels if row.structural} == STRUCTURAL


@pytest.mark.parametrize("name", TYPES)
def test_types(name: str) -> None:
    row = vocabulary().entity_type(name)
    assert row.examples
    assert vocabulary().is_actor(name) is (name in ACTORS)
    assert row.default_shock == ("up" if name in {"Event", "Policy", "Factor"} else "down")


def test_every_name_may_stand_in_a_query() -> None:
    assert all(NAME.fullmatch(name) for name in (*vocabulary().type_names, *vocabulary().relation_names))


def test_every_relation_is_mapped_to_one_of_the_fifteen_of_findkg() -> None:
    assert len(FINDKG) == 15
    for row in vocabulary().relations:
        assert row.mappings["findkg"] in FINDKG


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "allowed"),
    [
        ("DEPENDS_ON", "Factor", "Policy", True),
        ("HARMED_BY", "Organization", "Event", True),
        ("HARMED_BY", "Factor", "Event", False),
        ("LOCATED_IN", "Infrastructure", "Factor", False),
    ],
)
def test_which_types_a_relation_allows(relation: str, subject: str, object_: str, allowed: bool) -> None:
    assert vocabulary().allows(relation, subject, object_) is allowed


@pytest.mark.parametrize("what", ["relation", "entity_type", "channel"])
def test_an_unknown_name_is_answered_with_what_to_do(what: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        getattr(vocabulary(), what)("Nonsense")
    said = f"unknown {what.replace('_', ' ')} 'Nonsense': the vocabulary does not define it"
    assert caught.value.cause == said
    assert "--vocabulary" in caught.value.cure


def changed(change: str) -> dict[str, Any]:
    """The built-in vocabulary with one fault, made by `change`."""
    data: dict[str, Any] = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))
    exec(change, {"v": data, "r": data["relations"][0], "t": data["entity_types"][0], "c": data["channels"][0]})
    return data


FAULTS = [
    ("r['subject_types'] = ['Planet']", "relation SUPPLIES names the unknown entity type Planet"),
    ("r['object_types'] = ['Planet']", "relation SUPPLIES names the unknown entity type Planet"),
    ("r['transmissions'][0]['channel'] = 'smoke'", "relation SUPPLIES names the unknown channel smoke"),
    ("v['entity_types'].append(t)", "entity type Place is defined twice"),
    ("v['relations'].append(r)", "relation SUPPLIES is defined twice"),
    ("v['channels'].append(c)", "channel make is defined twice"),
    ("t['name'] = 'PRODUCES'", "PRODUCES is both an entity type and a relation"),
    ("t['name'] = 'place'", "entity_types.0.name: String should match pattern"),
    ("r['name'] = 'SUPPLIES TO'", "relations.0.name: String should match pattern"),
    ("r['name'] = 'SUPPLIES\\n'", "relations.0.name: String should match pattern"),
    ("r['name'] = 'X`]-() DELETE'", "relations.0.name: String should match pattern"),
    ("c['name'] = 'Make'", "channels.0.name: String should match pattern"),
    ("r['primary']['sign'] = 0", "relations.0.primary.sign: sign is 1 or -1"),
    ("r['transmissions'][0]['sign'] = 0", "relations.0.transmissions.0.sign: sign is 1 or -1"),
    ("r['primary']['sign'] = 2", "relations.0.primary.sign: Input should be less than or equal to 1"),
    ("r['primary']['to'] = 'subject'", "relations.0.primary: 'from' and 'to' are the same end"),
    ("r['primary']['to'] = 'verb'", "relations.0.primary.to: Input should be 'subject' or 'object'"),
    ("r['transmissions'][0]['strength'] = 0", "relations.0.transmissions.0.strength: Input should be greater than 0"),
    ("r['transmissions'][0]['strength'] = 1.5", "relations.0.transmissions.0.strength: Input should be less than or"),
    ("r['transmissions'][0]['when'] = 'never'", "relations.0.transmissions.0.when: Input should be 'actor' or"),
    ("r['colour'] = 'red'", "relations.0.colour: this field is not known"),
    ("del r['reading']", "relations.0.reading: this field is missing"),
    ("t['default_shock'] = 'sideways'", "entity_types.0.default_shock: Input should be 'up' or 'down'"),
    ("del v['namespace']", "namespace: this field is missing"),
]


@pytest.mark.parametrize(("change", "cause"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_is_named_with_its_place(change: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(changed(change)), encoding="utf-8")
    with pytest.raises(VocabularyError, match=re.escape(cause)) as caught:
        load_vocabulary(path)
    assert str(path) in caught.value.cause
    assert caught.value.cure == "schemas/vocabulary.yaml shows the form"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (None, "cannot read the vocabulary"),
        (b"a: [1, 2", r"cannot read the vocabulary .*: not YAML at line 1, column 9, "),
        (b"name: caf\xe9", "cannot read the vocabulary .*: it is not UTF-8$"),
        (b"\x00\x01", "cannot read the vocabulary .*: not YAML"),
        (b"", "is not valid: it is empty$"),
        (b"just words", "is not valid: it is no list of fields$"),
        (b"- a\n- b\n", "is not valid: it is no list of fields$"),
        (b"version: 1\n", "is not valid: namespace: this field is missing$"),
    ],
    ids=["missing", "not YAML", "not UTF-8", "binary", "empty", "a string", "a list", "a part"],
)
def test_a_file_that_is_no_vocabulary(data: bytes | None, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert re.search(cause, caught.value.cause)
    assert str(path) in caught.value.cause
    assert caught.value.cure
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot read the vocabulary"):
        load_vocabulary(tmp_path)


def test_a_users_own_vocabulary(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    own_row = "{**r, 'name': 'FEEDS', 'subject_types': ['Spot'], 'object_types': ['Spot']}"
    change = f"t['name'] = 'Spot'; v['relations'] = [{own_row}]"
    path.write_text(yaml.safe_dump(changed(change)), encoding="utf-8")
    own = load_vocabulary(path)
    assert own.relation_names == ("FEEDS",)
    assert own.allows("FEEDS", "Spot", "Spot")
    assert not own.allows("FEEDS", "Event", "Spot")
    with pytest.raises(
        VocabularyError, match=r"unknown relation 'NEEDS': the vocabulary .*mine.yaml does not define it"
    ):
        own.relation("NEEDS")
