"""How well the sentiment does on annotated headlines, and how well VADER does on the same ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from knockon.score import Figure
from schemas.errors import InputError

LABELS = ("positive", "neutral", "negative")
VADER_CUT = 0.05
"""From this compound score on VADER's authors call a text positive, from its negative on negative."""
NO_VADER = "VADER is not installed: pip install 'knockon[vader]' to see it beside"


class Headline(NamedTuple):
    """One annotated headline; `entity` is what the label is about, null where it is the text as a whole."""

    text: str
    entity: str | None
    label: str


@dataclass(frozen=True)
class Tones:
    """The figures of one way to tell the sentiment.

    Attributes:
        accuracy: Share of the headlines whose label is right.
        macro_f1: Mean of the labels' F1, those that the headlines have.
        labels: Of each label.
        gold: How many headlines have each label.
    """

    accuracy: float
    macro_f1: float
    labels: dict[str, Figure] = field(default_factory=dict)
    gold: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SentimentEvaluation:
    """Both sets of figures; `vader` is null where it is not installed."""

    documents: int
    ours: Tones
    vader: Tones | None


def evaluate_sentiment(gold: Path | str) -> SentimentEvaluation:
    """Score the sentiment on annotated headlines: towards the entity where there is one; the likeliest label counts.

    Args:
        gold: A file of JSON lines with text, label, and entity where there is one.

    Raises:
        InputError: The file cannot be read.
        ExtractionError: The weights cannot be read.
    """
    from extract.sentiment import sentiment, towards

    headlines = list(read_headlines(gold))
    want = [one.label for one in headlines]
    ours = [(towards(one.text, one.entity) if one.entity else sentiment(one.text)).leading for one in headlines]
    vader = _vader()
    theirs = None if vader is None else tones(want, [vader(one.text) for one in headlines])
    return SentimentEvaluation(len(headlines), tones(want, ours), theirs)


def read_headlines(path: Path | str) -> Iterator[Headline]:
    """The headlines of a file.

    Raises:
        InputError: It is missing, not UTF-8, empty, or a line is not an annotated headline.
    """
    empty = True
    try:
        with Path(path).open(encoding="utf-8-sig", newline="\n") as rows:
            for number, row in enumerate(rows, 1):
                if row.strip():
                    empty = False
                    yield _headline(path, number, row)
    except FileNotFoundError:
        raise InputError(f"there is no gold file {path}", "check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot read the gold file {path}: {reason}", "give JSON lines in UTF-8") from None
    if empty:
        raise InputError(f"the gold file {path} holds no headline", "give JSON lines with text, entity and label")


def tones(want: Sequence[str], got: Sequence[str]) -> Tones:
    """The figures of labels against the gold's, in the same order."""
    right = Counter(one for one, other in zip(want, got, strict=True) if one == other)
    gold, said = Counter(want), Counter(got)
    labels = {name: Figure.of(right[name], said[name], gold[name]) for name in LABELS if gold[name] or said[name]}
    macro = [figure.f1 for name, figure in labels.items() if gold[name]]
    return Tones(right.total() / len(want), sum(macro) / len(macro), labels, {name: gold[name] for name in labels})


def lines(result: SentimentEvaluation) -> list[str]:
    """The figures for people."""
    out = [f"documents {result.documents}", _line("knockon", result.ours)]
    out.append(_line("VADER", result.vader) if result.vader else NO_VADER)
    for name, (p, r, f) in result.ours.labels.items():
        out.append(f"  {name:9s} gold {result.ours.gold[name]:5d}  P {p:.3f} R {r:.3f} F1 {f:.3f}")
    return out


def as_data(result: SentimentEvaluation) -> dict[str, Any]:
    """All figures, rounded to three digits."""
    return {"documents": result.documents, "knockon": _data(result.ours), "vader": _data(result.vader)}


def _vader() -> Callable[[str], str] | None:
    """What VADER calls a text; null where it is not installed.

    Hutto and Gilbert 2014, "VADER: A parsimonious rule-based model for sentiment analysis of social media text": the
    mean of its sentences' compound scores, with its authors' own cuts.
    """
    from extract.sentiment import sentences

    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyzer = SentimentIntensityAnalyzer()

    def label(text: str) -> str:
        found = [analyzer.polarity_scores(sentence)["compound"] for sentence in sentences(text)]
        compound = sum(found) / len(found) if found else 0.0
        return "positive" if compound >= VADER_CUT else "negative" if compound <= -VADER_CUT else "neutral"

    return label


def _headline(path: Path | str, number: int, row: str) -> Headline:
    form = "the form is one object a line with text, label, and entity where there is one"
    try:
        data = json.loads(row)
    except ValueError:
        raise InputError(f"{path}, line {number}: the JSON is broken", form) from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise InputError(f"{path}, line {number}: there is no 'text'", form)
    if data.get("label") not in LABELS:
        raise InputError(f"{path}, line {number}: 'label' is none of {', '.join(LABELS)}", form)
    entity = data.get("entity")
    if entity is not None and not isinstance(entity, str):
        raise InputError(f"{path}, line {number}: 'entity' is not a string", form)
    return Headline(data["text"], entity, data["label"])


def _line(name: str, found: Tones) -> str:
    return f"{name:9s} accuracy {found.accuracy:.3f}  macro-F1 {found.macro_f1:.3f}"


def _data(found: Tones | None) -> dict[str, Any] | None:
    if found is None:
        return None
    labels = {
        name: {"gold": found.gold[name], **{key: round(value, 3) for key, value in figure._asdict().items()}}
        for name, figure in found.labels.items()
    }
    return {"accuracy": round(found.accuracy, 3), "macro_f1": round(found.macro_f1, 3), "labels": labels}
