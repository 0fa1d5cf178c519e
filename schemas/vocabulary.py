"""The vocabulary: entity types, relations and channels, read from one validated data file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from schemas.errors import VocabularyError

NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
"""What a relation or type name may look like; only such names are ever pasted into a query."""

BUILT_IN = Path(__file__).with_name("vocabulary.yaml")

_FORM = "schemas/vocabulary.yaml shows the form"
_WORDS = {
    "missing": "this field is missing",
    "extra_forbidden": "this field is not known",
    "string_type": "this is not text",
    "bool_type": "this is not true or false",
    "bool_parsing": "this is not true or false",
    "tuple_type": "this is no list",
    "dict_type": "this is no list of fields",
    "model_type": "this is no list of fields",
    "int_parsing": "this is no whole number",
    "float_parsing": "this is no number",
}
"""The checker's kinds of error in plain words; the others are plain as they are."""

T = TypeVar("T")
End = Literal["subject", "object"]
Sign = Annotated[int, Field(ge=-1, le=1)]
_Name = Annotated[str, Field(pattern=f"^{NAME.pattern}$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class EntityType(_Row):
    """One kind of thing that a claim can be about."""

    name: _Name
    definition: str
    examples: tuple[str, ...] = ()
    actor: bool = Field(description="True where it acts: its act is a deed, and it is harmed or gains.")
    default_shock: Literal["up", "down"] = Field(description="The movement meant where a question names none.")
    mappings: Mapping[str, str] = {}


class Channel(_Row):
    """A way in which a shock passes from one thing to another."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    definition: str
    structural: bool = Field(description="True where no mention's direction turns the sign.")


class Route(_Row):
    """From which end of a relation to which other end a shock travels, and with which sign."""

    from_: End = Field(alias="from")
    to: End
    sign: Sign

    @field_validator("sign")
    @classmethod
    def _not_zero(cls, sign: int) -> int:
        if sign == 0:
            raise ValueError("sign is 1 or -1")
        return sign

    @model_validator(mode="after")
    def _two_ends(self) -> Route:
        if self.from_ == self.to:
            raise ValueError("'from' and 'to' are the same end")
        return self


class Transmission(Route):
    """One way in which a shock travels along a relation."""

    strength: Annotated[float, Field(gt=0, le=1)]
    channel: str
    when: Literal["actor", "other"] | None = None


class Relation(_Row):
    """One relation; `reading` completes "subject ... object"."""

    name: _Name
    reading: str
    subject_types: tuple[str, ...]
    object_types: tuple[str, ...]
    symmetric: bool
    primary: Route
    object_direction: Literal["any", "noun"]
    transmissions: tuple[Transmission, ...]
    mappings: Mapping[str, str] = {}


class Vocabulary(_Row):
    """All that can be said: types, relations, channels.

    Attributes:
        namespace: IRI prefix of every term.
    """

    version: int
    namespace: str
    entity_types: tuple[EntityType, ...]
    relations: tuple[Relation, ...]
    channels: tuple[Channel, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Vocabulary:
        for what, rows in (
            ("entity type", self.entity_types),
            ("relation", self.relations),
            ("channel", self.channels),
        ):
            names = [row.name for row in rows]
            twice = sorted({n for n in names if names.count(n) > 1})
            if twice:
                raise ValueError(f"{what} {twice[0]} is defined twice")
        both = {t.name for t in self.entity_types} & {r.name for r in self.relations}
        if both:
            raise ValueError(f"{min(both)} is both an entity type and a relation")
        for relation in self.relations:
            for name in (*relation.subject_types, *relation.object_types):
                if name != "any" and name not in self._types:
                    raise ValueError(f"relation {relation.name} names the unknown entity type {name}")
            for hop in relation.transmissions:
                if hop.channel not in self._channels:
                    raise ValueError(f"relation {relation.name} names the unknown channel {hop.channel}")
        return self

    @cached_property
    def file(self) -> Path | None:
        """Where it was read; None where it was made otherwise."""
        return None

    @cached_property
    def _types(self) -> dict[str, EntityType]:
        return {t.name: t for t in self.entity_types}

    @cached_property
    def _relations(self) -> dict[str, Relation]:
        return {r.name: r for r in self.relations}

    @cached_property
    def _channels(self) -> dict[str, Channel]:
        return {c.name: c for c in self.channels}

    @property
    def type_names(self) -> tuple[str, ...]:
        """Names of the entity types, in the file's order."""
        return tuple(self._types)

    @property
    def relation_names(self) -> tuple[str, ...]:
        """Names of the relations, in the file's order."""
        return tuple(self._relations)

    def entity_type(self, name: str) -> EntityType:
        """The entity type of that name.

        Raises:
            VocabularyError: There is none.
        """
        return self._find(self._types, name, "entity type")

    def relation(self, name: str) -> Relation:
        """The relation of that name.

        Raises:
            VocabularyError: There is none.
        """
        return self._find(self._relations, name, "relation")

    def channel(self, name: str) -> Channel:
        """The channel of that name.

        Raises:
            VocabularyError: There is none.
        """
        return self._find(self._channels, name, "channel")

    def is_actor(self, type_name: str) -> bool:
        """Whether things of this type act, and are harmed or gain."""
        return self.entity_type(type_name).actor

    def allows(self, relation: str, subject_type: str | None, object_type: str | None) -> bool:
        """Whether the relation may hold between things of these types; a type that is not known (null) may do.

        Raises:
            VocabularyError: There is no such relation.
        """
        row = self.relation(relation)
        ends = ((row.subject_types, subject_type), (row.object_types, object_type))
        return all(name is None or (name in self._types and ("any" in names or name in names)) for names, name in ends)

    def _find(self, rows: Mapping[str, T], name: str, what: str) -> T:
        try:
            return rows[name]
        except KeyError:
            pass
        if self.file is None or self.file == BUILT_IN:
            where, cure = "the vocabulary", "give by --vocabulary the file that defines it"
        else:
            where, cure = (
                f"the vocabulary {self.file}",
                "define it there, or use the vocabulary that the graph was made by",
            )
        near = difflib.get_close_matches(name, rows, n=3)
        offer = f"did you mean {', '.join(near)}? Else " if near else ""
        raise VocabularyError(f"unknown {what} {name!r}: {where} does not define it", offer + cure)


def load_vocabulary(path: Path) -> Vocabulary:
    """Read and check a vocabulary file.

    Args:
        path: A YAML file of the form of `schemas/vocabulary.yaml`.

    Raises:
        VocabularyError: The file cannot be read, or says something that is not consistent.
    """
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(f"cannot read the vocabulary {path}: {error.strerror}", "check the path") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"cannot read the vocabulary {path}: it is not UTF-8", "save it in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
        raise VocabularyError(f"cannot read the vocabulary {path}: not YAML{where}, {what}", _FORM) from error
    if data is None:
        raise VocabularyError(f"the vocabulary {path} is not valid: it is empty", _FORM)
    if not isinstance(data, dict):
        raise VocabularyError(f"the vocabulary {path} is not valid: it is no list of fields", _FORM)
    try:
        found = Vocabulary.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = _WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        raise VocabularyError(
            f"the vocabulary {path} is not valid: {where + ': ' if where else ''}{message}", _FORM
        ) from error
    found.__dict__["file"] = path  # no field: where a vocabulary was read is no part of what it says
    return found


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with knockon."""
    return load_vocabulary(BUILT_IN)
