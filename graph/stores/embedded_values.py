"""What the embedded engine returns and raises, as plain values and our errors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from graph.stores.base import Row
from schemas.errors import KnockonError, QueryError, StoreError

_LONGEST = 200
_PLAIN = frozenset({str, int, float, bool, type(None)})
_PREFIX = re.compile(r"^(Query|Command) failed: ")
_JAVA_NAME = re.compile(r"\b(?:[a-z][a-z0-9_]*\.)+([A-Z]\w*(?:Exception|Error))\b:?\s*")
_CAUSED = re.compile(r"\s*\(caused by .*\)\s*$", re.DOTALL)
_EXPECTED = re.compile(r"Expected parameter\(s\):([^(]*)")
_EXPECTING = re.compile(r"\s+expecting \{.*\}", re.DOTALL)


def java_parameters(parameters: Mapping[str, Any] | None) -> Any:
    """Parameters as the engine takes them; many go over as one JSON text, five times as fast as one by one.

    Raises:
        QueryError: A text that is no Unicode, or a number that is none.
    """
    values = dict(parameters or {})
    if not any(isinstance(value, list | tuple | dict) for value in values.values()):
        return values
    try:
        text = json.dumps(values, ensure_ascii=False, allow_nan=False)
        text.encode()
    except TypeError:  # dates and the like: the engine's binding knows them
        return values
    except ValueError as error:
        raise QueryError(
            f"a parameter cannot be stored: {error}", "give valid Unicode text and finite numbers"
        ) from error
    import jpype

    return jpype.JClass("com.arcadedb.serializer.json.JSONObject")(text).toMap()


def plain_row(row: dict[str, Any]) -> Row:
    """One row as plain Python values."""
    return {key: value if type(value) in _PLAIN else plain(value) for key, value in row.items()}


def plain(value: Any) -> Any:
    """A value as text, number, boolean, list or map; times as ISO 8601 text, nodes and edges as their properties."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [item if type(item) in _PLAIN else plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): item if type(item) in _PLAIN else plain(item) for key, item in value.items()}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, timedelta):
        return str(value)
    return _java(value)


def _java(value: Any) -> Any:
    from arcadedb_embedded.type_conversion import convert_java_to_python

    if hasattr(value, "getVertices") and not hasattr(value, "getIdentity"):  # a path (a node has both): its nodes
        return [plain(node) for node in value.getVertices()]
    if hasattr(value, "toMap"):
        try:
            properties = convert_java_to_python(value.toMap(False))
        except TypeError:  # an intermediate result, not a record
            properties = convert_java_to_python(value.toMap())
        return {name: plain(item) for name, item in sorted(properties.items()) if not name.startswith("@")}
    return str(value)


def query_error(error: Exception) -> KnockonError:
    """What the engine's exception means for the user, in one line."""
    text = str(error)
    if "QueryNotIdempotent" in text:
        return QueryError(
            "the query changes the graph, and only reading is allowed here", "add --write if it is meant to"
        )
    if "CommandParameterMissing" in text or "Expected parameter" in text:
        missing = _EXPECTED.search(text)
        names = missing[1].strip() if missing else "that it names"
        return QueryError(f"the query needs the parameter {names}", f"give it with -p {names.partition(',')[0]}=...")
    message = shortened(text)
    if "CommandParsing" in text or "CommandSemantic" in text or "Syntax error" in text:
        return QueryError(f"the query does not parse: {message}", "check the Cypher at that place")
    if "NeedRetry" in text or "ConcurrentModification" in text or "LockTimeout" in text:
        return StoreError(f"another thread keeps changing the same data: {message}", "try again")
    if "DuplicatedKey" in text:
        return StoreError(f"the graph already holds this key: {message}", "use MERGE instead of CREATE")
    return QueryError(f"the query fails: {message}", "check the query and its parameters")


def shortened(text: str) -> str:
    """The engine's message on one line, without class names and the list of all that could have stood there."""
    text = _CAUSED.sub("", _PREFIX.sub("", text))
    text = " ".join(_JAVA_NAME.sub("", _EXPECTING.sub("", text)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
