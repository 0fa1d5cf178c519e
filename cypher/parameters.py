"""The parameters of a query: how they are declared, and how words from a command line become their values."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.errors import QueryError

TYPES = ("string", "int", "float", "bool", "list", "map", "any")
"""What a parameter can be; `list` and `map` are given as JSON, a list also as words with commas; `any` is JSON, else a
string."""

_DECLARATION = re.compile(
    r"(?P<name>[A-Za-z_]\w*)(?:\s+(?P<type>[a-z]+))?(?:\s*=\s*(?P<default>.*?))?\s+-\s+(?P<help>\S.*)"
)
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True)
class Parameter:
    """One declared parameter.

    Attributes:
        name: Its name, as in `$name`.
        type: One of `TYPES`.
        default: Its value where the caller gives none; meaningless where `required`.
        required: Whether the caller must give it.
        help: What it means, one line.
        engine: Whether knockon fills it itself, so that no user is asked for it.
    """

    name: str
    type: str
    default: Any
    required: bool
    help: str
    engine: bool = False

    def parse(self, value: Any) -> Any:
        """The value as this parameter's type; a string is read as a command line's word.

        Raises:
            QueryError: It cannot be read so.
        """
        if value is None:
            return None
        try:
            return _parse(self.type, value)
        except (ValueError, TypeError) as error:
            raise QueryError(
                f"parameter {self.name} wants {_ARTICLE[self.type]}, not {value!r}", f"{self.name}: {self.help}"
            ) from error


_ARTICLE = {
    "string": "a string", "int": "a whole number", "float": "a number", "bool": "true or false",
    "list": "a list (a,b or JSON)", "map": "a JSON object", "any": "a value",
}  # fmt: skip


def _parse(type_: str, value: Any) -> Any:
    if isinstance(value, str):
        return _parse_word(type_, value)
    if type_ == "list" and isinstance(value, tuple | set | frozenset):
        return list(value)
    if type_ == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type_ == "any":
        return value
    wanted: dict[str, type] = {"string": str, "int": int, "float": float, "bool": bool, "list": list, "map": dict}
    if not isinstance(value, wanted[type_]) or (type_ == "int" and isinstance(value, bool)):
        raise TypeError
    return value


def _parse_word(type_: str, word: str) -> Any:
    if type_ == "string":
        return word
    text = word.strip()
    if type_ == "int":
        return int(text)
    if type_ == "float":
        return float(text)
    if type_ == "bool":
        if text.lower() in _TRUE:
            return True
        if text.lower() in _FALSE:
            return False
        raise ValueError
    if type_ == "any":
        try:
            return json.loads(text)
        except ValueError:
            return word
    if type_ == "list" and not text.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    return _parse(type_, _json(text, list if type_ == "list" else dict))


def _json(text: str, kind: type) -> Any:
    value = json.loads(text)
    if not isinstance(value, kind):
        raise TypeError
    return value


def declaration(text: str, *, engine: bool, where: str) -> Parameter:
    """Read `NAME TYPE [= DEFAULT] - help`; an engine's parameter may leave the type out.

    Args:
        text: What stands behind `parameter:` or `engine:` in the header.
        engine: Whether knockon fills it.
        where: The file, for errors.

    Raises:
        QueryError: It is not of that form.
    """
    found = _DECLARATION.fullmatch(text.strip())
    if not found:
        raise QueryError(f"{where}: cannot read the parameter {text!r}", "write 'NAME TYPE [= DEFAULT] - help'")
    type_ = found["type"] or ("list" if engine else "string")
    if type_ not in TYPES:
        raise QueryError(f"{where}: unknown parameter type {type_!r}", f"known are {', '.join(TYPES)}")
    given = found["default"]
    bare = Parameter(found["name"], type_, None, given is None, found["help"].strip(), engine)
    if given is None:
        return bare
    default = None if given == "null" else bare.parse(given[1:-1] if given[:1] + given[-1:] == '""' else given)
    return Parameter(bare.name, type_, default, False, bare.help, engine)


def bind(query: str, parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values to run a query with.

    Args:
        query: Its name, for errors.
        parameters: What it declares.
        given: What the caller gives, strings as typed on a command line or plain values.

    Returns:
        One value for every declared parameter, engine parameters only where given.

    Raises:
        QueryError: A required one is missing, one is unknown, or a value is of the wrong type.
    """
    known = {p.name: p for p in parameters}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            users = [p.name for p in parameters if not p.engine]
            cure = f"did you mean {near[0]}?" if near else f"it takes {', '.join(users) or 'none'}"
            raise QueryError(f"{_named(query)} has no parameter {name!r}", cure)
    values: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.name in given:
            values[parameter.name] = parameter.parse(given[parameter.name])
        elif not parameter.required:
            values[parameter.name] = parameter.default
        elif not parameter.engine:
            raise QueryError(
                f"{_named(query)} needs the parameter {parameter.name} ({parameter.help})",
                f"give it with -p {parameter.name}=...",
            )
    return values


def _named(query: str) -> str:
    """How an error names a query; one that was typed has no name of its own."""
    return "the query" if query == "query" else f"query {query}"
