"""How much: shares, changes, rates, ranks and amounts in a sentence, and the one that a claim carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from extract.grammar import any_of, fill, first_words, parts_of, scan
from extract.lexicon import lexicon, words
from extract.number import parse_number
from schemas.records import Quantity, QuantityKind

if TYPE_CHECKING:
    from spacy.tokens import Span

Measured = tuple[QuantityKind, float | None, str | None]
"""Kind, value and unit of an amount."""
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


class _Grammar:
    """The patterns of quantity.yaml, compiled; each is tried only where a word of `anchors` begins."""

    def __init__(self) -> None:
        data = lexicon("quantity")
        self.words: dict[str, tuple[QuantityKind, float | None]] = {
            word: (kind, value) for kind, rows in data["vague_words"].items() for word, value in rows.items()
        }
        parts = parts_of(data, vague_phrases=any_of(self.words))
        self.groups = tuple(data["patterns"])
        named = (f"(?P<{name}>{fill(pattern, parts)})" for name, pattern in data["patterns"].items())
        self.pattern = re.compile("|".join(named), re.IGNORECASE)
        self.rates = words("quantity", "rates")
        self.ranked = words("quantity", "ranked")
        self.ordinals = {word: i + 2 for i, word in enumerate(data["ordinals"])}
        self.vague: dict[str, float | None] = data["vague_shares"]
        self.factors: dict[str, float] = data["factors"]
        self.approximate = _before(parts["approximate"])
        self.whose = _before(r"(?:\w+(?:'s|’s|s'|s’)\s+(?:single|by\s+far\s+the)|\w+(?:'s|’s|s'|s’)|by\s+far\s+the)")
        self.changed = _before(rf"{parts['change_before']}(?:\s+\w+){{0,2}}")
        self.rated = _before(rf"{parts['rates']}(?:\s+\w+){{0,2}}\s+(?:of|at|to|by|from)")
        self.change = re.compile(rf"[\s-]+(?:\w+\s+)?{parts['change_after']}\b", re.IGNORECASE)
        self.currency = re.compile(
            rf"{parts['currencies']}|\b(?:{parts['currency_codes']}|{parts['currency_words']})\b", re.IGNORECASE
        )
        self.value = re.compile(rf"({parts['number']})\+?(?:[\s-]?({parts['scale']})\b)?", re.IGNORECASE)
        starts = [*(item for key in data["starting"] for item in data[key]), *self.words]
        self.anchors = frozenset(first_words(starts) | {"twice"}) - {"a", "an", "the", "b", "m", "k"}


def _before(pattern: str) -> re.Pattern[str]:
    """The pattern as the last thing in front of an amount."""
    return re.compile(rf"(?<!\w){pattern}\s+$", re.IGNORECASE)


@cache
def _grammar() -> _Grammar:
    return _Grammar()


def quantities(sentence: Span) -> list[tuple[Span, Quantity]]:
    """All amounts that a sentence names, in order.

    Args:
        sentence: One sentence of a parsed document.

    Returns:
        Pairs of the words' span and the record; `text` is exactly the document's words.
    """
    grammar = _grammar()
    text, offset = sentence.text, sentence.start_char
    found: list[tuple[Span, Quantity]] = []
    for match, (kind, value, unit) in scan(
        grammar.pattern, text, _starts(grammar, sentence), lambda match: _read(grammar, match, text)
    ):
        start, end = match.span()
        wider = (grammar.whose if match["rank"] else grammar.approximate).search(text, max(0, start - 30), start)
        if wider:
            start = wider.start()
        span = sentence.doc.char_span(offset + start, offset + end, alignment_mode="expand")
        if span is None or (match["bare"] and not _counts(span)):
            continue
        found.append((span, Quantity(text=text[start:end], kind=kind, value=value, unit=unit)))
    return found


def _starts(grammar: _Grammar, sentence: Span) -> Iterator[int]:
    """Offsets of the words at which an amount can begin."""
    offset = sentence.start_char
    article = -1
    for token in sentence:
        form = token.lower_
        if form in grammar.anchors:
            if article >= 0:
                yield article
            yield token.idx - offset
        elif form[0].isdigit() or form[-1] in "$€£¥₹₩":
            yield token.idx - offset
        article = token.idx - offset if form in ("a", "an", "the") else -1


def _counts(span: Span) -> bool:
    """Whether a bare number counts things: it modifies a noun and is no date, age or list number."""
    if any(token.ent_type_ in ("DATE", "TIME", "ORDINAL", "PERSON", "LAW", "PRODUCT", "ORG") for token in span):
        return False
    last = span[-1]
    if last.head == last or last.tag_ not in ("CD", "NNS", "NN"):
        return False
    if last.dep_ in ("nummod", "compound", "quantmod"):
        return last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN")
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return last.dep_ in ("dobj", "pobj", "attr") and before not in ("in", "on", "since", "of")


def _read(grammar: _Grammar, match: re.Match[str], text: str) -> Measured | None:
    """Kind, value and unit of a match; None where it is no amount."""
    core = match.group()
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
    following = [word.lower() for word in re.findall(r"[A-Za-z]+", after)[:6]]
    group = next(name for name in grammar.groups if match[name] is not None)
    if group == "percent":
        return _percent(grammar, core, before, after, following)
    if group == "money":
        unit = grammar.currency.search(core)
        kind: QuantityKind = "amount"
        if any(word in grammar.rates for word in following[:2]):
            kind = "rate"
        elif re.search(r"\bby\s+$", before):
            kind = "change"
        return kind, _value(grammar, core), unit.group() if unit else None
    if group == "fraction":
        ordinal = re.search(r"\b(?:first|second|other)\s+$", before, re.IGNORECASE)
        return None if ordinal or following[:1] in (["ago"], ["hour"]) else ("share", parse_number(core), None)
    if group == "fold":
        value = 2.0 if core.lower() == "twice" else grammar.factors.get(core.lower())
        return "change", value or parse_number(re.sub(r"(?i)[\s-]?fold|\s+times", "", core)), "times"
    if group == "measure":
        unit_text = " ".join(match["unit"].lower().split())
        return "change" if unit_text.endswith(("points", "bps")) else "amount", _value(grammar, core), unit_text
    said = grammar.words.get(" ".join(core.lower().split()))
    if group == "rank":
        return _rank(grammar, match["place"], following) or (said and (*said, None))
    if group == "words":
        return said and (*said, None)
    if group == "vague":
        return "share", grammar.vague[" ".join(core.lower().split())], None
    if group == "many":
        return "amount", None, None
    value = parse_number(core)
    if value is None or _YEAR.fullmatch(core) or value < (10 if core[0].isdigit() else 2):
        return None
    return "amount", value, None


def _value(grammar: _Grammar, text: str) -> float | None:
    """The first number of the text with its scale; of a range the lower end, with the scale of the upper one."""
    numbers = grammar.value.findall(text)
    if not numbers:
        return None
    scale = next((scale for _, scale in numbers if scale), "")
    return parse_number(f"{numbers[0][0]} {scale}")


def _percent(grammar: _Grammar, core: str, before: str, after: str, following: list[str]) -> Measured:
    """A share, a change or a rate, as its neighbours tell."""
    number = _value(grammar, core)
    if any(word in grammar.rates for word in following[:2]) or grammar.rated.search(before):
        return "rate", number, "%"
    if "basis" in core or "bps" in core:
        return "change", number, "basis points"
    share: Measured = ("share", None if number is None else round(number / 100, 6), None)
    if following[:1] == ["of"]:
        return share
    if grammar.change.match(after) or grammar.changed.search(before):
        return "change", number, "%"
    return share


def _rank(grammar: _Grammar, place: str | None, following: list[str]) -> Measured | None:
    """A place among its kind, only where what follows is something that is ranked in a dependence."""
    for word in following:
        if word in words("quantity", "rank_ends"):
            return None
        if word in grammar.ranked or (word.endswith("s") and word[:-1] in grammar.ranked):
            return "rank", float(grammar.ordinals[place.lower()]) if place else 1.0, None
    return None
