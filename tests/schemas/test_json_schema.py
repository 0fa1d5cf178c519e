"""The committed JSON Schemas are those of the records, and records fit them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.json_schema import DIALECT, FOLDER, json_schema, main, names
from schemas.records import Article, Claim, Decision, Horizon, Mention, Quantity, Span

ARTICLE = Article.of(
    "Looms need yarn.", title="Yarn", url="https://example.org/yarn", published="2031-05", sentiment_score=0.5
)
CLAIM = Claim.of(
    article=ARTICLE.id, field="text", sentence=Span(text="Looms need yarn.", start=0, end=16), confidence=0.5,
    subject=Mention(text="Looms", start=0, end=5, type="Product", direction="up", direction_by="noun", bare="loom"),
    relation="DEPENDS_ON", object=Mention(text="yarn", start=11, end=15, type="Product"),
    trigger=Span(text="need", start=6, end=10), source="frames:need/active", attribution="a weaver",
    published="2031-05", horizon=Horizon(text="by May", kind="deadline", max=2),
    quantity=Quantity(text="all", kind="share", value=1),
)  # fmt: skip


DECISION = Decision.of(deed="merge", entity="yarn", other="thread", date="2031", why="one thing")


def test_there_is_one_for_all_that_a_claims_file_holds() -> None:
    assert names() == ("article", "claim", "decision")


@pytest.mark.parametrize("name", names())
def test_the_committed_file_is_what_the_code_makes(name: str, tmp_path: Path) -> None:
    main(tmp_path)
    file = f"{name}.schema.json"
    assert (tmp_path / file).read_bytes() == (FOLDER / file).read_bytes(), "run: python -m schemas.json_schema"


@pytest.mark.parametrize("name", names())
def test_head(name: str) -> None:
    schema = json_schema(name)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"urn:knockon:schema:{name}"
    assert schema["title"] == name.capitalize()
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("record", [ARTICLE, CLAIM, DECISION], ids=["article", "claim", "decision"])
def test_every_field_is_described_and_what_is_required_is_always_written(record: Article | Claim | Decision) -> None:
    schema = json_schema(type(record).__name__.lower())
    assert set(schema["properties"]) == set(type(record).model_fields)
    assert set(schema["required"]) <= set(record.to_dict()) <= set(schema["properties"])


VALID: list[tuple[str, dict[str, Any]]] = [
    ("article", ARTICLE.to_dict()),
    ("article", Article.of("x").to_dict()),
    ("claim", CLAIM.to_dict()),
    ("claim", json.loads(CLAIM.model_dump_json())),
    ("decision", DECISION.to_dict()),
]
INVALID: list[tuple[str, dict[str, Any]]] = [
    ("article", {**ARTICLE.to_dict(), "published": "May 2031"}),
    ("article", {**ARTICLE.to_dict(), "sentiment_score": 2}),
    ("article", {**ARTICLE.to_dict(), "colour": "red"}),
    ("article", {"text": "x"}),
    ("claim", {**CLAIM.to_dict(), "status": "maybe"}),
    ("claim", {**CLAIM.to_dict(), "confidence": 1.5}),
    ("claim", {**CLAIM.to_dict(), "subject": {"text": "x"}}),
    ("claim", {**CLAIM.to_dict(), "trigger": {"text": "x", "start": -1, "end": 0}}),
    ("decision", {**DECISION.to_dict(), "deed": "ponder"}),
    ("decision", {**DECISION.to_dict(), "who": "me"}),
]


@pytest.mark.parametrize(("name", "data"), VALID)
def test_records_fit(name: str, data: dict[str, Any]) -> None:
    assert not faults(name, data)


@pytest.mark.parametrize(("name", "data"), INVALID)
def test_what_is_no_record_does_not_fit(name: str, data: dict[str, Any]) -> None:
    assert faults(name, data)


def faults(name: str, data: dict[str, Any]) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator
    schema = json_schema(name)
    validator.check_schema(schema)
    return [error.message for error in validator(schema).iter_errors(data)]
