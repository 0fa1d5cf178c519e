"""When an effect comes, how long it lasts, by when, since when: times in a sentence and the one that a claim carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.attachment import attachment, distance
from extract.lexicon import lexicon, words
from extract.number import number_pattern, parse_number
from schemas.records import Horizon, HorizonKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

MAX_COST = 0.8
"""A past time or duration further than this from the trigger (steps in the tree) is not taken."""
MAX_COST_AHEAD = 1.5
"""The same for a time to come."""

Range = tuple[float | None, float | None]
_NONE: Range = (None, None)
YEAR = r"(?:1[89]|20)\d\d"


class _Period(NamedTuple):
    """A stretch of the calendar in absolute months (year * 12 + month - 1), end exclusive."""

    start: float
    end: float


class _Grammar:
    """The patterns of horizon.yaml, compiled; each is tried only where a word of `anchors` begins."""

    def __init__(self) -> None:
        data = lexicon("horizon")
        self.units: dict[str, float] = {k: float(v) for k, v in data["units"].items()}
        self.forms: dict[str, str] = {f"{unit}s": unit for unit in self.units} | {unit: unit for unit in self.units}
        self.forms |= data["unit_forms"]
        self.months: dict[str, int] = {name: i + 1 for i, name in enumerate(data["months"])} | data["month_forms"]
        self.seasons: dict[str, list[int]] = data["seasons"]
        self.vague = words("horizon", "vague")
        self.not_times = words("horizon", "not_times")
        self.comparing = words("horizon", "comparing")
        self.kinds: dict[str, HorizonKind] = {
            phrase: kind for kind, patterns in data["phrases"].items() for p in patterns for phrase in _expand(p)
        }
        self.leads: dict[str, str] = {lead: kind for kind, leads in data["leads"].items() for lead in leads}
        unit, season, number = _any(self.forms), _any(self.seasons), number_pattern()
        month = rf"{_any(m.capitalize() for m in self.months)}\b\.?"
        count = rf"(?:{number}|{_any([*self.vague, *data['singles']])})"
        day = r"\d{1,2}(?:st|nd|rd|th)?\b"
        part = rf"(?i:(?:{_any(data['parts'])}(?:\s+of)?(?:\s+the)?[\s-]+)*)"
        year = rf"{YEAR}(?![\w,]*\d)"
        calendar = "|".join(
            (
                rf"{month}\s+{day}(?:,?\s+{year})?", rf"{day}\s+{month}(?:,?\s+{year})?", rf"{month},?(?:\s+of)?\s+{year}",
                rf"(?:(?i:{season})(?:\s+of)?\s+)?{YEAR}s?(?:\s?[-–/]\s?(?:{YEAR}|\d\d))?(?![\w,]*\d)(?!\s?(?:%|percent|per\s+cent|[-–]))",
                month, r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
            )
        )  # fmt: skip
        relative = (
            rf"(?:{_any(data['relative_parts'])}(?:\s+of)?\s+)?(?P<which>{_any(data['which'])})\s+(?:{_any(data['year_kinds'])}\s+)?"
            rf"(?P<relunit>{unit}|{season}|{_any(data['months'])}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
        )
        self.pattern = re.compile(
            rf"(?:(?P<phrase>(?i:{_any(self.kinds)}))"
            rf"|(?P<counted>(?i:(?P<window>{_any(data['windows'])})\s+)?(?P<low>(?i:{count}))(?:(?:\s*[-–—]\s*|\s+(?:to|or|and)\s+)(?P<high>(?i:{count})))?"
            rf"[\s-]+(?P<unit>(?i:{unit}))(?:\s+(?P<after>ago|earlier|later|away|from\s+now|out))?)"
            rf"|(?P<relative>(?i:{relative}))"
            rf"|(?P<calendar>{part}(?:{calendar})|(?i:{_any(data['halves'])})))(?!\w)"
        )
        self.lead = re.compile(rf"\b({_any(self.leads)})\s+(?:the\s+)?$", re.IGNORECASE)
        self.approximate = re.compile(rf"\b{_any(data['approximate'])}\s+$", re.IGNORECASE)
        self.compared = re.compile(rf"\b{_any(self.comparing)}\s+(?:the\s+|that\s+of\s+)?$", re.IGNORECASE)
        starts = [*self.kinds, *self.vague, *self.months, *self.seasons, *data["parts"], *data["relative_parts"], *data["which"],
                  *data["windows"], *data["halves"], *lexicon("quantity")["numbers"], "one", "half"]  # fmt: skip
        days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        self.anchors = frozenset(re.split(r"[\s-]", start)[0].lower() for start in starts) | set(days) - {"a", "an"}
        self.anchors |= {f"{month}." for month in self.months}


def _any(items: Iterable[str]) -> str:
    ordered = sorted(set(items), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, item.split())) for item in ordered) + ")"


def _expand(pattern: str) -> list[str]:
    """All phrases of a pattern with alternatives in braces."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        return [" ".join(pattern.split())]
    return [
        phrase
        for choice in match[1].split("|")
        for phrase in _expand(pattern[: match.start()] + choice + pattern[match.end() :])
    ]


@cache
def _grammar() -> _Grammar:
    return _Grammar()


def _now(published: str | None) -> float | None:
    """The article's date in absolute months."""
    if not published or not re.fullmatch(r"\d{4}(-\d\d){0,2}", published):
        return None
    parts = [int(p) for p in published.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 6
    day = (parts[2] - 1) / 30 if len(parts) > 2 else 0.0
    return parts[0] * 12 + month + day


def horizons(sentence: Span, published: str | None = None) -> list[tuple[Span, Horizon]]:
    """All times that a sentence names, in order.

    Args:
        sentence: One sentence of a parsed document.
        published: The article's date, ISO 8601 (day, month or year): what "next year" and "by 2030" are counted from.

    Returns:
        Pairs of the words' span and the record; `text` is exactly the document's words. Months are null where the words
        name none or the date is needed and not known; of a past time they count back from the date.
    """
    grammar = _grammar()
    text, offset = sentence.text, sentence.start_char
    now = _now(published)
    found: list[tuple[Span, Horizon]] = []
    done = -1
    for at in _starts(grammar, sentence):
        if at < done:
            continue
        match = grammar.pattern.match(text, at)
        if match is None:
            continue
        start, end = match.span()
        if match["counted"] and (wider := grammar.approximate.search(text, 0, start)):
            start = wider.start()
        lead_match = grammar.lead.search(text, max(0, start - 40), start)
        lead = " ".join(lead_match.group(1).lower().split()) if lead_match else ""
        made = _read(grammar, match, lead, text, now)
        if made is None:
            continue
        kind, months, keep = made
        if keep and lead_match:
            start = lead_match.start(1)
        done = end
        span = sentence.doc.char_span(offset + start, offset + end, alignment_mode="expand")
        if span is None:
            continue
        if kind is None:
            kind, months = _by_tense(span, months)
        low, high = (None if m is None else round(m, 2) for m in months)
        found.append((span, Horizon(text=text[start:end], kind=kind, min=low, max=high)))
    return found


def _starts(grammar: _Grammar, sentence: Span) -> Iterator[int]:
    """Offsets of the words at which a time can begin."""
    offset = sentence.start_char
    article = -1
    for token in sentence:
        form = token.lower_
        if form in grammar.anchors or form[0].isdigit() or form.startswith("mid-"):
            yield token.idx - offset
        elif article >= 0 and form in grammar.forms:
            yield article
        article = token.idx - offset if form in ("a", "an") else -1


def _read(
    grammar: _Grammar, match: re.Match[str], lead: str, text: str, now: float | None
) -> tuple[HorizonKind | None, Range, bool] | None:
    """Kind (None: the verb's tense must tell), months, and whether the lead belongs to the text."""
    if phrase := match["phrase"]:
        return grammar.kinds[" ".join(phrase.lower().split())], _NONE, False
    before = text[max(0, match.start() - 12) : match.start()]
    lead_kind = grammar.leads.get(lead)
    compared = match["after"] in ("ago", "earlier") or re.search("(?i)previous|last|past", match.group())
    if compared and grammar.compared.search(before):
        return None
    if match["counted"]:
        return _counted(grammar, match, lead, lead_kind, text)
    if match["relative"]:
        period = _relative_period(grammar, match, now)
        which = " ".join(match["which"].lower().split())
        default: HorizonKind | None = None
        if which in ("last", "the previous", "the past") or match["relative"].lower().startswith("earlier"):
            default = "past"
        elif which in ("next", "the coming", "coming", "upcoming", "the following") or match["relative"].lower().startswith("later"):
            default = "onset"
    else:
        period = _calendar_period(grammar, match["calendar"], now)
        default = None
        if period and now is not None:
            default = "past" if period.end <= now else "onset" if period.start > now else None
        if period is None and not re.search(r"[A-Z\d]", match["calendar"]) and not lead:
            return None
    kind: HorizonKind | None = default
    keep = False
    if lead_kind in ("deadline", "past"):
        kind, keep = lead_kind, True
        if lead_kind == "deadline" and lead in ("before",) and default == "past":
            kind = "past"
    elif lead_kind == "onset":
        kind, keep = ("past" if default == "past" else "onset"), True
    elif lead_kind == "duration" and lead != "over":
        keep = True
    return kind, _months(period, kind, lead, now), keep


def _counted(
    grammar: _Grammar, match: re.Match[str], lead: str, lead_kind: str | None, text: str
) -> tuple[HorizonKind | None, Range, bool] | None:
    """A number of units: "12 to 24 months", "within six weeks", "two years ago", "the next decade"."""
    low_text, unit = match["low"].lower(), match["unit"].lower()
    after = " ".join((match["after"] or "").lower().split())
    following = re.match(r"[\s-]*(\w+)", text[match.end() :])
    if following and following[1].lower() in grammar.not_times:
        return None
    window = " ".join((match["window"] or "").lower().split()).removeprefix("the ")
    single = low_text in ("a", "an")
    bare = match["counted"].lower().startswith(low_text)
    if single and bare and not after and lead_kind is None and lead != "in":
        return None  # "3 million tonnes a year" is a rate
    size = grammar.units[grammar.forms[unit]]
    months = _span_months(grammar, low_text, match["high"], size)
    if after in ("ago", "earlier"):
        return "past", months, False
    if after:
        return "onset", months, False
    if window in ("last", "past", "previous"):
        return "past", (0.0, months[1]), lead_kind is not None
    if window in ("next", "coming", "following"):
        kind: HorizonKind = "onset" if lead in ("within", "in") else "duration"
        return kind, ((0.0, months[1]) if kind == "onset" else months), lead_kind is not None
    if lead == "in" and "-" not in match["counted"][-len(unit) - 1 :]:
        return "onset", months, True
    if lead == "within" or lead == "in as little as":
        return "onset", (0.0, months[1]), True
    if lead_kind == "past":
        return "past", months, True
    if lead_kind == "onset":
        return "onset", months, True
    if lead_kind == "deadline":
        return "deadline", (None, months[1]), True
    return "duration", months, False


def _span_months(grammar: _Grammar, low: str, high: str | None, size: float) -> Range:
    def value(text: str) -> float | None:
        text = " ".join(text.split())
        if text in grammar.vague:
            return None
        if text in ("a", "an", "one", "a single"):
            return 1.0
        if text in ("half a", "a half"):
            return 0.5
        return parse_number(text)

    least = value(low)
    most = value(high.lower()) if high else least
    return (None if least is None else least * size, None if most is None else most * size)


def _relative_period(grammar: _Grammar, match: re.Match[str], now: float | None) -> _Period | None:
    """The stretch of "next year", "last quarter", "this spring"."""
    if now is None:
        return None
    which = match["which"].lower()
    unit = match["relunit"].lower()
    step = -1 if which in ("last",) or "previous" in which or "past" in which else 0 if which in ("this",) or "current" in which else 1
    year, month = int(now // 12), now % 12
    if unit in grammar.seasons or unit in grammar.months:
        first, last = grammar.seasons.get(unit) or [grammar.months[unit]] * 2
        at = year * 12 + first - 1
        if step == 1 and at <= now:
            at += 12
        elif step == -1 and at + last - first + 1 > now:
            at -= 12
        return _Period(at, at + last - first + 1)
    size = grammar.units.get(grammar.forms.get(unit, ""))
    if size is None or size < 0.2:
        return None
    if size == 12:
        return _Period((year + step) * 12, (year + step + 1) * 12)
    if size == 120:
        return _Period((year // 10 + step) * 120, (year // 10 + step + 1) * 120)
    if size == 3 and unit.startswith("quarter"):
        at = year * 12 + (int(month) // 3 + step) * 3
        return _Period(at, at + 3)
    if size == 1:
        return _Period(int(now) + step, int(now) + step + 1)
    return _Period(now + step * size, now + (step + 1) * size)


def _calendar_period(grammar: _Grammar, text: str, now: float | None) -> _Period | None:
    """The stretch of "March 2026", "the second half of 2025", "early 2027", "2019-20"; null where the year is not known."""
    lowered = " ".join(text.lower().split())
    years = [int(y) for y in re.findall(YEAR, lowered)]
    month = next((grammar.months[m] for m in re.findall(r"[a-z]+", lowered) if m in grammar.months), None)
    season = next((grammar.seasons[m] for m in re.findall(r"[a-z]+", lowered) if m in grammar.seasons), None)
    if not years and now is None:
        return None
    if years:
        year = years[0]
    elif month and now is not None:
        year = int(now // 12) + (1 if int(now // 12) * 12 + month - 1 < now - 8 else 0)  # the nearest such month
        if year * 12 + month - 1 > now + 8:
            year -= 1
    elif now is not None:
        year = int(now // 12)
    base = year * 12
    if month:
        return _Period(base + month - 1, base + month)
    if season:
        return _Period(base + season[0] - 1, base + season[1])
    if re.search(rf"{YEAR}s\b", lowered):
        return _Period(base, base + 120)
    end = base + 12
    if len(years) > 1 and years[1] > year:
        end = years[1] * 12 + 12
    elif m := re.search(rf"{YEAR}\s?[-–/]\s?(\d\d)\b", lowered):
        end = max(end, (year // 100 * 100 + int(m[1])) * 12 + 12)
    names = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
    if m := re.search(r"(first|second|third|fourth|last|1st|2nd|3rd|4th)[ -](half|quarter)|\b([qh])([1-4])\b", lowered):
        size = 6 if (m[2] == "half" or m[3] == "h") else 3
        at = names[m[1]] if m[1] else int(m[4]) - 1
        start = end - size if at < 0 else base + at * size
        return _Period(start, start + size)
    if re.search(r"\bearly|beginning|start of", lowered):
        return _Period(base, base + 4)
    if re.search(r"\bmid", lowered):
        return _Period(base + 4, base + 8)
    if re.search(r"\blate|end of|year[ -]end", lowered):
        return _Period(end - 4 if "late" in lowered else end - 1, end)
    return _Period(base, end) if years else None


def _months(period: _Period | None, kind: HorizonKind | None, lead: str, now: float | None) -> Range:
    if period is None or now is None:
        return _NONE
    ahead = (max(0.0, period.start - now), max(0.0, period.end - now))
    if kind == "past":
        return max(0.0, now - period.end), max(0.0, now - period.start)
    if kind == "deadline":
        return None, (ahead[0] if lead in ("before", "until", "till", "up until") else ahead[1])
    return ahead


def _by_tense(span: Span, months: Range) -> tuple[HorizonKind, Range]:
    """Past or onset of a time that may be either ("this year"): the verb that it hangs on tells."""
    token = attachment(span)
    for _ in range(8):
        if token.pos_ in ("VERB", "AUX"):
            break
        if token.head == token:
            break
        token = token.head
    if any(c.dep_ == "aux" and c.tag_ in ("MD", "TO") for c in token.children):
        return "onset", months
    if token.tag_ in ("VBD", "VBN") or any(c.tag_ in ("VBD", "VBN") for c in token.children if c.dep_ in ("aux", "auxpass")):
        return "past", _NONE
    return "onset", months


def choose(
    found: list[tuple[Span, Horizon]],
    trigger: Token,
    subject: Span | None,
    object_: Span | None,
    relation: str | None = None,
) -> Horizon | None:
    """The time that a claim carries: the one that hangs nearest to its trigger or arguments, or none.

    Args:
        found: What `horizons` found in the sentence.
        trigger: The word that states the relation.
        subject: First argument, if known.
        object_: Second argument, if known.
        relation: The relation stated, if known: where something lies carries no time.
    """
    if not found or (relation is not None and relation in words("horizon", "timeless")):
        return None
    best: tuple[float, int, Horizon] | None = None
    for span, horizon in found:
        if _DAY.search(horizon.text) and horizon.kind not in ("deadline", "onset"):
            continue  # the day of an announcement
        cost = distance(attachment(span), trigger, subject, object_)
        limit = MAX_COST_AHEAD if horizon.kind in ("onset", "deadline") else MAX_COST
        if cost is not None and cost <= limit:
            key = (cost, abs(span.start - trigger.i), horizon)
            if best is None or key[:2] < best[:2]:
                best = key
    return best[2] if best else None


_DAY = re.compile(r"[a-z]day$|^[A-Z][a-z]{2,}\.? \d{1,2}(?!\d)|^\d{1,2}(?:st|nd|rd|th)? [A-Z]")
