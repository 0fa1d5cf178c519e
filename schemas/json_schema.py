"""JSON Schemas of the records that files hold: a claim, an article, a decision, one JSON object a line.

Run `python -m schemas.json_schema` to write them anew after a record has changed; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas.records import Article, Claim, Decision, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:knockon:schema:"
FOLDER = Path(__file__).parent

_RECORDS: dict[str, tuple[type[Record], str]] = {
    "article": (Article, "One document that knockon has read."),
    "claim": (Claim, "One statement of one sentence, with its exact words and their offsets."),
    "decision": (Decision, "What a person has decided about entities or a claim."),
}


def names() -> tuple[str, ...]:
    """The records that have a schema."""
    return tuple(_RECORDS)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of a record.

    Args:
        name: One of `names()`.

    Returns:
        The schema as plain JSON values; what `to_dict` of the record gives fits it.
    """
    record, description = _RECORDS[name]
    schema = record.model_json_schema(mode="validation")
    schema.pop("description", None)  # the docstring speaks to programmers
    return {"$schema": DIALECT, "$id": ID + name, "description": description, **schema}


def schema_text(name: str) -> str:
    """The schema as the committed file holds it."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def main(folder: Path = FOLDER) -> None:
    """Write every schema into a folder."""
    for name in names():
        (folder / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
