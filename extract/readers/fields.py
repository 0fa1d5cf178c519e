"""The fields of an article as an input names them, checked before the record is made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.errors import InputError
from schemas.records import Article

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


@dataclass(frozen=True)
class Fields:
    """What is known of an article beside its text; null where nothing is."""

    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None

    def over(self, other: Fields) -> Fields:
        """These fields, and those of `other` where these say nothing."""
        return Fields(
            title=self.title if self.title is not None else other.title,
            url=self.url or other.url,
            published=self.published or other.published,
            publisher=self.publisher or other.publisher,
        )

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Fields:
        """The known fields among `values`; `date` is read where there is no `published`.

        Raises:
            InputError: A field is of the wrong type, or the date is none.
        """
        published = values.get("published")
        return cls(
            title=_string(values, "title"),
            url=_string(values, "url"),
            published=date(values.get("date") if published is None else published),
            publisher=_string(values, "publisher"),
        )


def date(value: object) -> str | None:
    """A day, a month or a year in ISO 8601, the time of day cut off.

    >>> date("2024-05-01T12:00:00Z")
    '2024-05-01'

    Raises:
        InputError: It is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A bare year is a number in JSON and YAML; true and false are numbers to Python, but no year.
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    with_time = _DATE_TIME.fullmatch(text)
    text = with_time[1] if with_time else text
    parts = _DATE.fullmatch(text)
    if parts:
        try:
            datetime.date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
        except ValueError:
            pass
        else:
            return text
    raise InputError(f"'published' is {value!r}, which is no date", "write YYYY-MM-DD, YYYY-MM or YYYY")


def article(text: str, fields: Fields) -> Article:
    """The article of a text.

    Raises:
        InputError: There is no text in it, or characters that no store can hold.
    """
    if not text.strip():
        raise InputError("there is no text in it", "give an article with a text")
    for what, value in (("text", text), ("title", fields.title), ("url", fields.url), ("publisher", fields.publisher)):
        if value and ("\0" in value or any("\ud800" <= char <= "\udfff" for char in value)):
            raise InputError(f"the {what} holds a character that is none (NUL or half of a pair)", "take it out")
    return Article.of(
        text, title=fields.title or "", url=fields.url, published=fields.published, publisher=fields.publisher
    )


def _string(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name!r} is {_kind(value)}, not a string", f"put {name!r} in quotes")
    return value.strip() or None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), f"a {type(value).__name__}")
