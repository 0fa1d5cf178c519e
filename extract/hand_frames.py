"""Frames written by hand: reads and checks `data/frames.yaml`, or a file of the same form of a user's own.

The file maps a relation to its rows; the head of `data/frames.yaml` says what a row holds. A user's file may name word
lists of its own under `triggers:`, by part of speech and name, and use one in a row as it uses ours, `@NAME.V`.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from extract.lexicon import lexicon
from schemas.errors import ExtractionError
from schemas.vocabulary import Vocabulary

Key = tuple[str, str, str, str, str]
"""Trigger (lemma, @class or * + part of speech), subject role, object role, subject type, object type ("" for any)."""

TRIGGERS = "triggers"
"""Key of the file under which word lists stand, and not a relation's rows."""
FIELDS = {"trigger", "roles", "types", "seen"}
OFTEN = "18/20"
"""Where a row does not say how often it is right."""
TRIGGER = re.compile(r"(?P<name>@?[^\s.@]+)\.(?P<part>[VNJ])")
_INNER = r"(?:POSS|COMP|AMOD|APP|P_[a-z_]+)"
_ROLE = re.compile(
    r"(?:A0|A1|A2|AT|OP|A0c|A1c|A0t|MEANS|HOST|GOV|IS|COMP|SELF|POSS|AMOD|APP|TOP|LV|AS|BEFORE|DOWN_AT|DOWN_A1"
    rf"|POSS_rise|POSS_fall|UP_A[012]|(?:UP_)?P_[a-z_]+|SUB_[a-z]+|MAIN_[a-z]+_A[01])(?:/{_INNER})?"
)
"""Every name that `extract.roles` gives."""
_HEAD = "the head of extract/data/frames.yaml shows the form of a row"
_ROLES = "extract/roles.py names the roles; a second step follows a slash, as in A1/P_of"


class Row(NamedTuple):
    """One construction, at each of its triggers and types.

    Attributes:
        keys: Where it stands in the table.
        right, of: How often it states the relation.
    """

    keys: tuple[Key, ...]
    relation: str
    right: float
    of: float


def read(path: Path, known: Vocabulary) -> Iterator[Row]:
    """The rows of a file.

    Args:
        path: The file.
        known: The vocabulary that relations and types must be of.

    Raises:
        ExtractionError: The file cannot be read; or a row is malformed, or names an unknown relation, role, type or
            word list.
    """
    data = _load(path)
    lists = _lists(path, data.pop(TRIGGERS, None) or {})
    for relation, rows in data.items():
        if relation not in known.relation_names:
            near = difflib.get_close_matches(str(relation), known.relation_names, n=3)
            offer = f"did you mean {', '.join(near)}? Else " if near else ""
            raise ExtractionError(
                f"{path.name} names the unknown relation {relation!r}",
                f"{offer}use one of the vocabulary's, or define it in a vocabulary of your own (--vocabulary)",
            )
        if not isinstance(rows, list):
            raise ExtractionError(f"{path.name}, {relation}: its rows are no list", _HEAD)
        for number, row in enumerate(rows, 1):
            yield _Reader(f"{path.name}, {relation}, row {number}", known, lists).row(relation, row)


class _Reader:
    """Reads one row, and says where what is wrong stands."""

    def __init__(self, where: str, known: Vocabulary, lists: dict[str, list[str]]) -> None:
        self.where = where
        self.known = known
        self.lists = lists

    def refuse(self, what: str, cure: str) -> NoReturn:
        raise ExtractionError(f"{self.where}: {what}", cure)

    def row(self, relation: str, row: Any) -> Row:
        if not isinstance(row, dict) or not {"trigger", "roles"} <= row.keys() <= FIELDS:
            self.refuse(f"malformed row {row}, it must have trigger and roles and may have types and seen", _HEAD)
        if not all(isinstance(value, str) for value in row.values()):
            self.refuse(f"malformed row {row}, a value is not text", "put its values in quotes")
        triggers = [name for text in row["trigger"].split() for name in self._triggers(text)]
        roles = row["roles"].split()
        if len(roles) != 2 or not triggers:
            self.refuse(f"malformed row {row}, it must have a trigger and two roles", _HEAD)
        for role in roles:
            if not _ROLE.fullmatch(role):
                self.refuse(f"unknown role {role!r}", _ROLES)
        right, of = self._seen(row.get("seen", OFTEN))
        sides = self._types(relation, row.get("types", ". ."))
        keys = tuple((trigger, *roles, one, other) for trigger, one, other in product(triggers, *sides))
        return Row(keys, relation, right, of)

    def _triggers(self, text: str) -> list[str]:
        found = TRIGGER.fullmatch(text)
        if found is None:
            self.refuse(f"malformed row, {text!r} is no trigger", "write lemma.V, lemma.N, lemma.J or @class.V")
        name, part = found["name"], found["part"]
        if not name.startswith("@"):
            return [text]
        if text in self.lists:
            return self.lists[text]
        if name[1:] not in lexicon("triggers")[part]:
            self.refuse(
                f"unknown word class {text!r}", f"use one of extract/data/triggers.yaml, or list it under {TRIGGERS}:"
            )
        return [text]

    def _seen(self, text: str) -> tuple[float, float]:
        try:
            right, of = (float(number) for number in text.split("/"))
        except ValueError:
            right, of = 1.0, 0.0
        if not 0 <= right <= of or of == 0 or not math.isfinite(of):
            self.refuse(f"malformed row, seen: {text!r} is no share", f"write right/of, as {OFTEN}")
        return right, of

    def _types(self, relation: str, text: str) -> tuple[list[str], list[str]]:
        """The kinds of both arguments; the table has no key with one side open, so that one stands for every kind."""
        sides = [side.split(",") for side in text.split()]
        if len(sides) != 2:
            self.refuse(f"malformed row, types: {text!r} are not two", "write both arguments' types, . for any")
        kinds = self._kinds()
        for side in sides:
            for name in side:
                if name != "." and name not in kinds:
                    self.refuse(f"unknown type {name!r}", f"use {', '.join(kinds)}, or . for any")
        if sides == [["."], ["."]]:
            return [""], [""]
        subjects, objects = ([*kinds] if side == ["."] else side for side in sides)
        if not any(
            self.known.allows(relation, one, other)
            for one in self._names(kinds, subjects)
            for other in self._names(kinds, objects)
        ):
            self.refuse(
                f"the vocabulary does not let {relation} hold between the types {text!r}",
                "change the row's types, or the relation's in the vocabulary",
            )
        return subjects, objects

    def _kinds(self) -> dict[str, list[str]]:
        """Kind of argument -> entity types, as far as the vocabulary has them; a type of one's own is its own kind."""
        found = {}
        for kind, names in lexicon("coarse").items():
            there = [name for name in names if name in self.known.type_names]
            if there or kind in {"pronoun", "unknown"}:
                found[kind] = there
        ours = {name for names in lexicon("coarse").values() for name in names}
        return found | {name: [name] for name in self.known.type_names if name not in ours}

    @staticmethod
    def _names(kinds: dict[str, list[str]], chosen: Iterable[str]) -> Iterator[str | None]:
        """The entity types of the kinds; null for a kind that may turn out to be any."""
        for kind in chosen:
            names: list[str | None] = [*kinds[kind]]
            yield from names or [None]


def _load(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise ExtractionError(f"cannot read the frames {path}: {error.strerror}", "check the path") from error
    except UnicodeDecodeError as error:
        raise ExtractionError(f"cannot read the frames {path}: it is not UTF-8", "save it in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        what = getattr(error, "problem", None) or "it cannot be parsed"
        raise ExtractionError(f"cannot read the frames {path}: not YAML{at}, {what}", _HEAD) from error
    if not isinstance(data, dict):
        raise ExtractionError(f"cannot read the frames {path}: it maps no relation to its rows", _HEAD)
    return data


def _lists(path: Path, data: Any) -> dict[str, list[str]]:
    """The file's own word lists: "@insure.V" -> ["insure.V", "cover.V"]."""
    form = "write, say, {V: {insure: [insure, cover]}}: part of speech, name, words in quotes where YAML needs them"
    found = {}
    if not isinstance(data, dict):
        raise ExtractionError(f"{path.name}, {TRIGGERS}: malformed word list", form)
    for part, named in data.items():
        if part not in lexicon("triggers") or not isinstance(named, dict):
            raise ExtractionError(f"{path.name}, {TRIGGERS}: {part!r} is no part of speech with named lists", form)
        for name, members in named.items():
            if not isinstance(members, list) or not members or not all(isinstance(word, str) for word in members):
                raise ExtractionError(f"{path.name}, {TRIGGERS}, {part}: {name!r} is no list of words", form)
            if name in lexicon("triggers")[part]:
                raise ExtractionError(
                    f"{path.name}, {TRIGGERS}, {part}: {name!r} is one of knockon's own word classes",
                    "give the list another name",
                )
            found[f"@{name}.{part}"] = [f"{word}.{part}" for word in members]
    return found
