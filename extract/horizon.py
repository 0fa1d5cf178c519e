"""When an effect comes, how long it lasts, by when, since when: the times of a sentence, and that of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from extract.attachment import attachment
from extract.grammar import any_of, fill, first_words, parts_of, phrases, scan
from extract.lexicon import lexicon, words
from extract.number import parse_number
from extract.period import UNKNOWN, Range, calendar_period, months_of, names, now_of, relative_period
from schemas.records import Horizon, HorizonKind

if TYPE_CHECKING:
    from spacy.tokens import Span


class _Grammar:
    """The patterns of horizon.yaml, compiled; each is tried only where a word of `anchors` begins."""

    def __init__(self) -> None:
        data = lexicon("horizon")
        self.forms = names().sizes
        self.vague = words("horizon", "vague")
        self.not_times = words("horizon", "not_times")
        self.kinds: dict[str, HorizonKind] = {
            phrase: kind for kind, patterns in data["phrases"].items() for p in patterns for phrase in phrases(p)
        }
        self.leads: dict[str, str] = {lead: kind for kind, leads in data["leads"].items() for lead in leads}
        full, short = ([m.capitalize() for m in data[key]] for key in ("months", "month_forms"))
        parts = parts_of(
            data,
            unit=any_of(self.forms),
            phrase=any_of(self.kinds),
            full_month=any_of(full),
            short_month=any_of(short),
        )
        named = (f"(?P<{name}>{fill(pattern, parts)})" for name, pattern in data["patterns"].items())
        self.pattern = re.compile(f"(?:{'|'.join(named)})(?!\\w)")
        self.backwards = re.compile(any_of(data["backwards"]), re.IGNORECASE)
        self.lead = re.compile(rf"\b({any_of(self.leads)})\s+(?:the\s+)?$", re.IGNORECASE)
        self.approximate = re.compile(rf"\b{parts['approximate']}\s+$", re.IGNORECASE)
        self.superlative = re.compile(
            rf"\b(?:{parts['superlative']}|\w+est)\b[^,;]*\bin\s+(?:[\w-]+\s+)*$", re.IGNORECASE
        )
        self.compared = re.compile(rf"\b{parts['comparing']}\s+(?:the\s+|that\s+of\s+)?$", re.IGNORECASE)
        starts = [item for key in data["starting"] for item in data[key]]
        starts += [
            *self.kinds,
            *lexicon("quantity")["numbers"],
            "half",
            *(f"{month}." for month in data["month_forms"]),
        ]
        self.anchors = frozenset(first_words(starts) - {"a", "an"})


@cache
def _grammar() -> _Grammar:
    return _Grammar()


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
    now = now_of(published)
    found: list[tuple[Span, Horizon]] = []

    def read(match: re.Match[str]) -> tuple[int, HorizonKind | None, Range] | None:
        """Where the words begin, their kind (None: the verb's tense must tell) and their months."""
        start = match.start()
        if match["counted"] and (wider := grammar.approximate.search(text, 0, start)):
            start = wider.start()
        lead_match = grammar.lead.search(text, max(0, start - 40), start)
        lead = " ".join(lead_match.group(1).lower().split()) if lead_match else ""
        made = _read(grammar, match, lead, text, now)
        if made is None:
            return None
        kind, months, keep = made
        return lead_match.start(1) if keep and lead_match else start, kind, months

    for match, (start, told, known) in scan(grammar.pattern, text, _starts(grammar, sentence), read):
        end = match.end()
        span = sentence.doc.char_span(offset + start, offset + end, alignment_mode="expand")
        if span is None:
            continue
        kind, months = (told, known) if told else _by_tense(span, known)
        low, high = (None if m is None else round(m, 2) for m in months)
        found.append((span, Horizon(text=text[start:end], kind=kind, min=low, max=high)))
    return found


def _starts(grammar: _Grammar, sentence: Span) -> Iterator[int]:
    """Offsets of the words at which a time can begin."""
    offset = sentence.start_char
    article = -1
    for token in sentence:
        form = token.lower_
        if article >= 0 and form in grammar.forms:
            yield article
        if form in grammar.anchors or form[0].isdigit() or form.startswith("mid-"):
            yield token.idx - offset
        article = token.idx - offset if form in ("a", "an") else -1


def _read(
    grammar: _Grammar, match: re.Match[str], lead: str, text: str, now: float | None
) -> tuple[HorizonKind | None, Range, bool] | None:
    """Kind (None: the verb's tense must tell), months, and whether the lead belongs to the text."""
    if phrase := match["phrase"]:
        return grammar.kinds[" ".join(phrase.lower().split())], UNKNOWN, False
    before = text[max(0, match.start() - 12) : match.start()]
    lead_kind = grammar.leads.get(lead)
    compared = match["after"] in words("horizon", "ago") or grammar.backwards.search(match.group())
    if compared and grammar.compared.search(before):
        return None
    if match["counted"]:
        return _counted(grammar, match, lead, lead_kind, text)
    default: HorizonKind | None = None
    if match["relative"]:
        which, words_ = match["which"].lower(), match["relative"].lower()
        period = relative_period(which, match["relunit"].lower(), now)
        if which in words("horizon", "backwards") or words_.startswith("earlier"):
            default = "past"
        elif which in words("horizon", "forwards") or words_.startswith("later"):
            default = "onset"
    elif match["open"]:
        period = relative_period("this", match["openunit"].lower(), now) if match["openunit"] else None
    elif match["century"]:
        period, default = None, "past"
    else:
        period = calendar_period(match["calendar"], now, _STEPS.get(lead_kind or "", 0))
        if period and now is not None:
            default = "past" if period.end <= now else "onset" if period.start > now else None
        if period is None and not re.search(r"[A-Z\d]", match["calendar"]) and not lead:
            return None
    kind: HorizonKind | None = default
    keep = False
    if lead_kind == "past" or (lead == "before" and default == "past"):
        kind, keep = "past", True
    elif lead_kind == "deadline":
        kind, keep = "deadline", True
    elif lead_kind == "onset":
        kind, keep = ("past" if default == "past" else "onset"), True
    elif lead_kind == "duration" and lead != "over":
        keep = True
    return kind, months_of(period, kind, lead, now), keep


def _counted(
    grammar: _Grammar, match: re.Match[str], lead: str, lead_kind: str | None, text: str
) -> tuple[HorizonKind | None, Range, bool] | None:
    """A number of units: "12 to 24 months", "within six weeks", "two years ago", "the next decade"."""
    low_text, unit = match["low"].lower(), match["unit"].lower()
    after = " ".join((match["after"] or "").lower().split())
    following = re.match(r"[\s-]*(\w+)", text[match.end() :])
    if following and following[1].lower() in grammar.not_times:
        return None
    window = (match["window"] or "").lower()
    single = low_text in ("a", "an")
    bare = match["counted"].lower().startswith(low_text)
    if single and bare and not after and lead_kind is None and lead != "in":
        return None  # "3 million tonnes a year" is a rate
    size = grammar.forms[unit]
    months = _span_months(grammar, low_text, match["high"], size)
    if after in words("horizon", "ago"):
        return "past", months, False
    if after:
        return "onset", months, False
    if window in words("horizon", "backwards"):
        return "past", (0.0, months[1]), lead_kind is not None
    if window in words("horizon", "forwards"):
        kind: HorizonKind = "onset" if lead in ("within", "in") else "duration"
        return kind, ((0.0, months[1]) if kind == "onset" else months), lead_kind is not None
    if lead == "in" and grammar.superlative.search(text, max(0, match.start() - 60), match.start()):
        return None
    if lead == "in" and "-" not in match["counted"][-len(unit) - 1 :]:
        return "onset", months, True
    if lead in ("within", "in as little as"):
        return "onset", (months[0] if match["high"] else 0.0, months[1]), True
    if lead_kind == "past":
        return "past", months, True
    if lead_kind == "onset":
        return "onset", months, True
    if lead_kind == "deadline" and lead != "by":  # "lags by two years" says how long
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
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("VBD", "VBN") for c in (token, *helpers)):
        return "past", UNKNOWN
    return "onset", months


_STEPS = {"onset": 1, "deadline": 1, "past": -1}
