"""Stretches of the calendar, and how many months they lie from an article's date.

A point in time is a number of months: year * 12 + month - 1, days as fractions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.grammar import any_of
from extract.lexicon import lexicon, words
from schemas.records import HorizonKind

Range = tuple[float | None, float | None]
UNKNOWN: Range = (None, None)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


class Period(NamedTuple):
    """A stretch of time, end exclusive."""

    start: float
    end: float


class _Names:
    """Units, months and seasons of horizon.yaml by any of their forms."""

    def __init__(self) -> None:
        data = lexicon("horizon")
        sizes = data["units"]
        self.sizes: dict[str, float] = {form: float(n) for unit, n in sizes.items() for form in (unit, f"{unit}s")}
        self.sizes |= {form: float(sizes[unit]) for form, unit in data["unit_forms"].items()}
        self.months: dict[str, int] = {name: i + 1 for i, name in enumerate(data["months"])} | data["month_forms"]
        self.seasons: dict[str, list[int]] = data["seasons"]
        self.places: dict[str, int] = data["places"]
        placed = any_of([*self.places, *data["final_places"]])
        self.part = re.compile(rf"\b({placed})[ -](half|quarter)|\b([qh])([1-4])\b")
        self.early, self.middle, self.late = (
            re.compile(rf"\b{any_of(data[key])}") for key in ("year_start", "year_middle", "year_late")
        )
        self.end = re.compile(rf"\b{any_of(data['year_end'])}\b")

    def span(self, word: str) -> tuple[int, int] | None:
        """First and last month of a month or season."""
        if word in self.months:
            return self.months[word], self.months[word]
        if word in self.seasons:
            first, last = self.seasons[word]
            return first, last
        return None


@cache
def names() -> _Names:
    """The names, read once."""
    return _Names()


def now_of(published: str | None) -> float | None:
    """The point in time of an article's date (of a bare year its middle); None where there is none."""
    if not published or not re.fullmatch(r"\d{4}(-\d\d){0,2}", published):
        return None
    year, *rest = (int(part) for part in published.split("-"))
    month = rest[0] - 1 if rest else 6
    return year * 12 + month + ((rest[1] - 1) / 30 if len(rest) > 1 else 0.0)


def relative_period(which: str, unit: str, now: float | None) -> Period | None:
    """The stretch of "next year", "last quarter", "this spring"; None without a date and for days."""
    if now is None:
        return None
    step = -1 if which in words("horizon", "backwards") else 0 if which in words("horizon", "present") else 1
    if span := names().span(unit):
        return _nearest(span, now, step)
    size = names().sizes.get(unit, 0.0)
    if size < 0.2:
        return None
    if which in words("horizon", "rolling") or (step and size >= 120):  # nobody means 2030 by "the next decade"
        return Period(now + min(step, 0) * size, now + max(step, 0) * size)
    if size >= 120:
        first = int(now) // int(size) * size
        return Period(first, first + size)
    if size in (1, 3, 12) and not unit.startswith("season"):
        first = (int(now) // int(size) + step) * size
        return Period(first, first + size)
    return Period(now + step * size, now + (step + 1) * size)


def _nearest(span: tuple[int, int], now: float, step: int) -> Period:
    """The month or season of the present year, or, with a step, the next or last one."""
    first, last = span
    at = int(now // 12) * 12 + first - 1
    length = last - first + 1
    if step == 1 and at <= now:
        at += 12
    elif step == -1 and at + length > now:
        at -= 12
    return Period(at, at + length)


def calendar_period(text: str, now: float | None, step: int = 0) -> Period | None:
    """The stretch of "March 2026", "the second half of 2025", "early 2027", "2019-20".

    Args:
        text: The words.
        now: The article's date; a month without a year is the nearest one.
        step: 1 where such a month must lie ahead, -1 where behind.

    Returns:
        The stretch; None where the year is not known.
    """
    lowered = " ".join(text.lower().split())
    years = [int(year) for year in _YEAR.findall(lowered)]
    span = next((span for word in re.findall(r"[a-z]+", lowered) if (span := names().span(word))), None)
    if not years and now is None:
        return None
    if span and not years and now is not None:
        choices = [_nearest(span, now, s) for s in ((step,) if step else (-1, 0, 1))]
        return min(choices, key=lambda period: abs(period.start - now))
    year = years[0] if years else int((now or 0) // 12)
    base = year * 12
    if span:
        return Period(base + span[0] - 1, base + span[1])
    if re.search(r"\d{4}s\b", lowered):
        return Period(base, base + 120)
    end = base + 12
    if len(years) > 1 and years[1] > year:
        end = years[1] * 12 + 12
    elif match := re.search(r"\d{4}\s?[-–/]\s?(\d\d)\b", lowered):
        end = max(end, (year // 100 * 100 + int(match[1])) * 12 + 12)
    return _part(lowered, base, end, known=bool(years))


def _part(text: str, base: int, end: int, *, known: bool) -> Period | None:
    """The part of the year that the words name, the year itself where they name none."""
    if match := names().part.search(text):
        size = 6 if match[2] == "half" or match[3] == "h" else 3
        at = names().places.get(match[1]) if match[1] else int(match[4]) - 1
        start = end - size if at is None else base + at * size
        return Period(start, start + size)
    if names().early.search(text):
        return Period(base, base + 4)
    if names().middle.search(text):
        return Period(base + 4, base + 8)
    if names().end.search(text):
        return Period(end - 1, end)
    if names().late.search(text):
        return Period(end - 4, end)
    return Period(base, end) if known else None


def months_of(period: Period | None, kind: HorizonKind | None, lead: str, now: float | None) -> Range:
    """Months from the article's date: ahead, or back where the kind is past; a deadline has an end alone."""
    if period is None or now is None:
        return UNKNOWN
    if kind == "past":
        return max(0.0, now - period.end), max(0.0, now - period.start)
    ahead = (max(0.0, period.start - now), max(0.0, period.end - now))
    if kind == "deadline":
        return None, ahead[0] if lead in words("horizon", "up_to_start") else ahead[1]
    return ahead
