"""Reads .cypher files: a header of `//` lines that says what the query is, then one Cypher statement.

```
// name: who-depends-on
// title: Who depends on it
// answers: Who needs this thing, and how sure is that?
// parameter: entity string - id of the thing
// parameter: limit int = 20 - at most so many rows
MATCH ...
```

`{{NAME}}` in the statement is filled by `Query.fill` with a name of the vocabulary; all else is a parameter.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from cypher.parameters import Parameter, bind, declaration
from schemas.errors import QueryError
from schemas.vocabulary import NAME

Folder = Literal["library", "store"]
_HERE = Path(__file__).parent
_HEADER = re.compile(r"//\s*(?P<key>name|title|answers|parameter|engine|note)\s*:\s*(?P<value>.*)")
_FILE_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_DOLLAR = re.compile(r"\$([A-Za-z_]\w*)")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|FOREACH|LOAD\s+CSV)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """One query of a .cypher file.

    Attributes:
        name: How it is called.
        text: The Cypher statement, without the header.
        title: A few words for lists; the name where the file gives none.
        answers: The question it answers.
        parameters: What it declares, in the file's order.
        folder: `library` for users' queries, `store` for internal ones, empty for a user's own file.
        writes: Whether it changes the graph, by its keywords: true of a shipped query, a guess of a user's own, so
            that only the store says whether that may be read.
    """

    name: str
    text: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    folder: str
    writes: bool

    def fill(self, **names: str) -> Query:
        """The query with its `{{SLOT}}`s filled by vocabulary names.

        Raises:
            QueryError: A name is not of the vocabulary's form, or a slot is missing or unknown.
        """
        slots = set(_SLOT.findall(self.text))
        if slots != set(names):
            raise QueryError(
                f"query {self.name} has the slots {', '.join(sorted(slots)) or 'none'}",
                f"it was given {', '.join(sorted(names)) or 'none'}",
            )
        for slot, value in names.items():
            if not NAME.fullmatch(value):
                raise QueryError(f"{value!r} cannot fill {slot} of query {self.name}", f"a name is {NAME.pattern}")
        return replace(self, text=_SLOT.sub(lambda found: names[found[1]], self.text))

    def bind(self, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The values to run it with: the given ones read as their types, defaults for the rest.

        Args:
            given: Parameter name -> a plain value, or a string as typed on a command line.

        Raises:
            QueryError: A required one is missing, one is unknown, or a value is of the wrong type.
        """
        return bind(self.name, self.parameters, given or {})

    @property
    def used(self) -> frozenset[str]:
        """Names of the `$parameters` that the statement uses."""
        return frozenset(_DOLLAR.findall(_NOISE.sub(" ", self.text)))


def names(folder: Folder = "library") -> tuple[str, ...]:
    """Names of the shipped queries of a folder, sorted."""
    return tuple(sorted(path.stem for path in (_HERE / folder).glob("*.cypher")))


@cache
def load(name: str) -> Query:
    """A shipped query by name, from the library or the store's own.

    Raises:
        QueryError: There is none of that name, or its file is not well formed.
    """
    for folder in ("library", "store"):
        path = _HERE / folder / f"{name}.cypher"
        if _FILE_NAME.fullmatch(name) and path.is_file():
            query = read_text(path.read_text(encoding="utf-8"), name=name, folder=folder)
            return _checked(query, path)
    known = names("library")
    near = difflib.get_close_matches(name, known, n=3)
    cure = f"did you mean {', '.join(near)}?" if near else "knockon query --list shows all"
    raise QueryError(f"there is no query named {name!r}", cure)


def read_file(path: Path | str) -> Query:
    """A user's own .cypher file; its header may be left out.

    Raises:
        QueryError: The file cannot be read, is empty, or has a malformed header.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise QueryError(f"cannot read the query {path}: {reason}", "give a .cypher file in UTF-8") from error
    return read_text(text, name=path.stem)


def read_text(text: str, *, name: str = "query", folder: str = "") -> Query:
    """A query from Cypher text, with or without a header.

    A parameter that the text uses and no header declares is required, and read as JSON or else as a string.

    Raises:
        QueryError: The header is malformed, or there is no statement.
    """
    fields: dict[str, str] = {}
    declared: list[Parameter] = []
    lines = text.splitlines()
    body_at = 0
    for body_at, line in enumerate(lines):  # noqa: B007  (the first line that is no header starts the statement)
        stripped = line.strip()
        found = _HEADER.fullmatch(stripped)
        if found is None:
            if stripped and not stripped.startswith("//"):
                break
            continue
        key, value = found["key"], found["value"].strip()
        if key in ("parameter", "engine"):
            declared.append(declaration(value, engine=key == "engine", where=f"query {name}"))
        else:
            fields[key] = f"{fields[key]} {value}" if key in fields else value
    else:
        body_at = len(lines)
    statement = "\n".join(lines[body_at:]).strip().removesuffix(";").strip()
    if not statement:
        raise QueryError(f"query {name} holds no statement", "write one Cypher statement below the header")
    twice = sorted({p.name for p in declared if [q.name for q in declared].count(p.name) > 1})
    if twice:
        raise QueryError(f"query {name} declares the parameter {twice[0]} twice", "declare it once")
    bare = _NOISE.sub(" ", statement)
    if not folder:
        known = {p.name for p in declared}
        declared += [
            Parameter(p, "any", None, True, "used by the query")
            for p in dict.fromkeys(_DOLLAR.findall(bare))
            if p not in known
        ]
    own = fields.get("name", name)
    return Query(
        name=own, text=statement, title=fields.get("title", own), answers=fields.get("answers", ""),
        parameters=tuple(declared), folder=folder, writes=bool(_WRITES.search(bare)),
    )  # fmt: skip


def _checked(query: Query, path: Path) -> Query:
    """A shipped query must say what it is and declare exactly what it uses."""
    where = f"{path.parent.name}/{path.name}"
    if query.name != path.stem:
        raise QueryError(f"{where}: the header names it {query.name!r}", f"name it {path.stem}")
    if not query.answers:
        raise QueryError(f"{where}: the header does not say what it answers", "add '// answers: ...'")
    declared = {p.name for p in query.parameters}
    for name in sorted(query.used ^ declared):
        said, unsaid = ("used", "not declared") if name in query.used else ("declared", "not used")
        raise QueryError(f"{where}: the parameter {name} is {said} and {unsaid}", "declare what the query uses")
    return query
