"""How much: shares, changes, rates, ranks and amounts in a sentence, and the one that a claim carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from extract.attachment import attachment, distance
from extract.lexicon import lexicon, words
from extract.number import DIGITS, number_pattern, parse_number, scale_pattern
from schemas.records import Quantity, QuantityKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

MAX_COST: dict[str, float] = {"amount": 0.8, "share": 0.7, "change": 0.6, "rank": 1.0, "rate": 1.0}
"""An amount further than this from the trigger (steps in the tree, clause borders dearer) is not taken."""


class _Grammar:
    """The patterns of quantity.yaml, compiled; each is tried only where a word of `anchors` begins."""

    def __init__(self) -> None:
        data = lexicon("quantity")
        number, scale = number_pattern(), scale_pattern()
        signs = _any(data["currencies"])
        codes = _any(data["currency_codes"])
        names = _any(data["currency_words"])
        scaled = rf"{number}(?:[\s-]?{scale}\b)?"
        to = r"\s?(?:-|–|to|and|or)\s?"
        percent = r"(?:\s?%|[\s-](?:percent|per\s+cent|pct|percentage\s+points?|basis\s+points|bps)\b)"
        per = rf"(?:\s+(?:a|per|an|each)\s+{_any(data['per'])}|/{_any(data['per'])})?"
        self.pattern = re.compile(
            rf"(?P<percent>{number}(?:{to}{number})?{percent})"
            rf"|(?P<money>(?:{signs}|{codes}\s?{signs}?)\s?(?:{DIGITS})\+?(?:\s?{scale}\b)?(?:{to}{signs}?(?:{DIGITS})(?:\s?{scale}\b)?)?{per}"
            rf"|{scaled}(?:{to}{scaled})?\s+(?:{names}|{codes})\b{per})"
            rf"|(?P<fraction>(?:(?:an?|one|two|three|four|five|{DIGITS})[\s-]+{_any(data['fractions'])}|half)\b(?!-?\s?year|[\s-](?:hour|dozen|point)|\s+of\s+(?:the\s+)?(?:\d{{4}}|year|fiscal|this|last|next)))"
            rf"|(?P<fold>(?:{number}[\s-]?fold|{_any(data['factors'])}|twice|{number}\s+times)\b)"
            rf"|(?P<measure>{scaled}(?:{to}{scaled})?(?:\s+of)?[\s-]?(?P<unit>{_any(data['measures'])})\b{per})"
            rf"|(?P<rank>(?:(?P<place>{_any(data['ordinals'])})[\s-])?{_any(data['superlatives'])}\b)"
            rf"|(?P<vague>{_any(data['vague_shares'])}\b)"
            rf"|(?P<many>(?:hundreds|thousands|millions|billions|trillions|dozens|tens)(?:\s+of(?:\s+(?:thousands|millions|billions)(?:\s+of)?)?)?\b(?:\s+{_any([*data['measures'], *data['currency_words']])}\b)?)"
            rf"|(?P<bare>{scaled}\b(?![\w%-]|[.,]\d|\s?(?:st|nd|rd|th)\b))"
            rf"|(?P<change>{_any(data['changes'])}\b)",
            re.IGNORECASE,
        )
        self.rates = words("quantity", "rates")
        self.ranked = words("quantity", "ranked")
        self.ordinals = {word: i + 2 for i, word in enumerate(data["ordinals"])}
        self.vague: dict[str, float | None] = data["vague_shares"]
        self.factors: dict[str, float] = data["factors"]
        self.approximate = re.compile(rf"(?<!\w){_any(data['approximate'])}\s+$", re.IGNORECASE)
        self.whose = re.compile(r"(?:\w+(?:'s|’s|s'|s’)\s+)(?:single\s+|by\s+far\s+the\s+)?$|\bby\s+far\s+the\s+$", re.IGNORECASE)
        self.currency = re.compile(rf"{signs}|\b(?:{codes}|{names})\b", re.IGNORECASE)
        starts = [*data["numbers"], *data["fractions"], *data["factors"], *data["ordinals"], *data["superlatives"], *data["vague_shares"],
                  *data["changes"], *data["currency_codes"], *data["scales"], "twice", "tens"]  # fmt: skip
        self.anchors = frozenset(re.split(r"[\s-]", start)[0].lower() for start in starts) - {"a", "an", "the", "b", "m", "k"}


def _any(items: Iterable[str]) -> str:
    ordered = sorted(items, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, item.split())) for item in ordered) + ")"


@cache
def _grammar() -> _Grammar:
    return _Grammar()


_YEAR = re.compile(r"(?:1[6-9]|20)\d\d$")
_CHANGE_BEFORE = re.compile(r"(?:\bby|\bup|\bdown|\brose|\bfell|\bincreased?|\bdecreased?|\bgrew|\bgained|\blost|\bjumped|\bslid|\bdropped|\bcut|\bdeclined?|"
                            r"\bsurged|\bsoared|\bplunged|\btumbled|\bclimbed|\badvanced|\brallied|\bshrank|\badded|\bslipped|\bleapt|\bsank|\brise|\bfall|\brisen|\bfallen)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)  # fmt: skip
_CHANGE_AFTER = re.compile(r"^[\s-]+(?:\w+\s+){0,1}(?:increase|decrease|rise|fall|drop|decline|cut|jump|gain|surge|reduction|growth|hike|slump|plunge|higher|"
                           r"lower|more|less|fewer|up|down|upswing|downturn|loss|raise|boost|slide|rally|spike|year-on-year|from\s+a\s+year|from\s+the\s+previous|since)\b", re.IGNORECASE)  # fmt: skip


def quantities(sentence: Span) -> list[tuple[Span, Quantity]]:
    """All amounts that a sentence names, in order.

    Args:
        sentence: One sentence of a parsed document.

    Returns:
        Pairs of the words' span and the record; `text` is exactly the document's words, a share's value a fraction of 1.
    """
    grammar = _grammar()
    text, offset = sentence.text, sentence.start_char
    found: list[tuple[Span, Quantity]] = []
    done = -1
    for at in _starts(grammar, sentence):
        if at < done:
            continue
        match = grammar.pattern.match(text, at)
        if match is None:
            continue
        made = _read(grammar, match, text)
        if made is None:
            continue
        kind, value, unit = made
        start, end = match.span()
        wider = (grammar.whose if match["rank"] else grammar.approximate).search(text, max(0, start - 30), start)
        if wider:
            start = wider.start()
        done = end
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
    return last.dep_ in ("dobj", "pobj", "attr") and last.nbor(-1).lower_ not in ("in", "on", "since", "of") if last.i else False


def _read(grammar: _Grammar, match: re.Match[str], text: str) -> tuple[QuantityKind, float | None, str | None] | None:
    words_ = match.group()
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
    group = _group(match)
    core = words_
    if group == "percent":
        return _percent(grammar, core, before, after, words_)
    if group == "money":
        number = _value(core)
        unit = grammar.currency.search(core)
        following = re.match(r"^\s+(?:\w+\s+)?(\w+)", after)
        kind: QuantityKind = "amount"
        if following and following[1].lower() in grammar.rates:
            kind = "rate"
        elif _CHANGE_BEFORE.search(before) and re.search(r"\bby\s+$", before):
            kind = "change"
        return kind, number, unit.group() if unit else None
    if group == "fraction":
        if re.search(r"\b(?:first|second|other)\s+$", before, re.IGNORECASE) or re.match(r"^\s+(?:ago|hour)", after):
            return None
        return "share", parse_number(core.replace("-", " ")), None
    if group == "fold":
        value = grammar.factors.get(core.lower())
        if value is None:
            value = 2.0 if core.lower().startswith("twice") else parse_number(re.sub(r"(?i)[\s-]?fold|\s+times", "", core))
        return "change", value, "times"
    if group == "measure":
        unit_text = " ".join(match["unit"].lower().split())
        kind = "change" if unit_text in ("points", "percentage points", "basis points") else "amount"
        return kind, _value(core), unit_text
    if group == "rank":
        return _rank(grammar, match, after)
    if group == "vague":
        return "share", grammar.vague.get(" ".join(core.lower().split())), None
    if group == "many":
        return "amount", None, None
    if group == "bare":
        if _YEAR.match(core) or re.fullmatch(r"(?i)one|two|zero|[0-9]", core):
            return None
        value = parse_number(core.replace("-", " "))
        if value is None or (value < 20 and not core[0].isdigit()):
            return None
        return "amount", value, None
    return "change", None, None


def _group(match: re.Match[str]) -> str:
    for name in ("percent", "money", "fraction", "fold", "measure", "rank", "vague", "many", "bare", "change"):
        if match[name] is not None:
            return name
    raise AssertionError(match)


def _value(text: str) -> float | None:
    """The first number of the text with its scale, of the two ends of a range the lower one."""
    numbers = re.search(rf"({number_pattern()})\+?(?:[\s-]?({scale_pattern()})\b)?", text, re.IGNORECASE)
    if numbers is None:
        return None
    scale = numbers[2]
    if scale is None:
        later = re.search(rf"(?:-|–|to)\s?\S*?(?:{DIGITS})\s?({scale_pattern()})\b", text, re.IGNORECASE)
        scale = later[1] if later else None
    return parse_number(f"{numbers[1].replace('-', ' ')} {scale or ''}")


def _percent(
    grammar: _Grammar, core: str, before: str, after: str, whole: str
) -> tuple[QuantityKind, float | None, str | None]:
    """A share, a change or a rate, as its neighbours tell."""
    number = _value(core)
    following = [word.lower() for word in re.findall(r"[A-Za-z]+", after)[:3]]
    if any(word in grammar.rates for word in following[:2]):
        return "rate", number, "%"
    if re.search(r"(?:tariffs?|dut(?:y|ies)|tax(?:es)?|lev(?:y|ies)|rates?|fees?)\s+(?:\w+\s+){0,2}(?:of|at|to|by|from)\s+$", before, re.IGNORECASE):
        return "rate", number, "%"
    if re.search(r"point", core) and not re.search("percent|%", core):
        return "change", number, "basis points"
    if _CHANGE_AFTER.search(after):
        return "change", number, "%"
    if following[:1] == ["of"]:
        return "share", None if number is None else round(number / 100, 6), None
    if _CHANGE_BEFORE.search(before) or re.search(r"(?i)\bby\s+$", before):
        return "change", number, "%"
    return "share", None if number is None else round(number / 100, 6), None


def _rank(grammar: _Grammar, match: re.Match[str], after: str) -> tuple[QuantityKind, float | None, str | None] | None:
    """A place among its kind, only where what follows is something that is ranked in a dependence."""
    following = [word.lower() for word in re.findall(r"[A-Za-z]+", after)[:6]]
    for word in following:
        if word in ("in", "for", "by", "on", "and", "but", "with", "is", "are", "was", "to", "at"):
            break
        if word in grammar.ranked or (word.endswith("s") and word[:-1] in grammar.ranked):
            place = match["place"]
            return "rank", float(grammar.ordinals[place.lower()]) if place else 1.0, None
    return None


def choose(
    found: list[tuple[Span, Quantity]],
    trigger: Token,
    subject: Span | None,
    object_: Span | None,
    relation: str | None = None,
) -> Quantity | None:
    """The amount that a claim carries: the one that hangs nearest to its trigger or arguments, or none.

    Args:
        found: What `quantities` found in the sentence.
        trigger: The word that states the relation.
        subject: First argument, if known.
        object_: Second argument, if known.
        relation: The relation stated, if known: where something lies carries no amount.
    """
    if not found or (relation is not None and relation in words("quantity", "amountless")):
        return None
    best: tuple[float, int, Quantity] | None = None
    for span, quantity in found:
        cost = distance(attachment(span), trigger, subject, object_)
        if cost is not None and cost <= MAX_COST[quantity.kind]:
            key = (cost, abs(span.start - trigger.i), quantity)
            if best is None or key[:2] < best[:2]:
                best = key
    return best[2] if best else None
