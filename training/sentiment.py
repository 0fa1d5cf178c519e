"""The regression of sentiment (`extract/data/sentiment.tsv`), fitted on annotated headlines.

    python -m training.sentiment

Seconds on one core; the same headlines give the same file, byte for byte.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extract.lexicon import FOLDER
from extract.linear import BIAS
from extract.sentiment import cues, tokens
from training.config import Config

SEEN = 3
"""A cue of fewer headlines is not learned; with it no cue can give a headline away."""
STRENGTH = 0.15
"""Inverse strength of the L2 penalty. It, SEEN, LEAST, and the lengths of pairs, stems and neighbourhoods in
`extract.sentiment` were chosen by five-fold cross-validation over these headlines."""
LEAST = 0.05
"""A cue whose weights are all smaller is left out of the file."""
NAME = "_"
"""Stands for a word of a name while the cues are made; no token looks like it."""
BETWEEN = (" as ", " while ", "; ", ", ", " but ")


class Headline(NamedTuple):
    """A headline and what it means for one of the things that it names."""

    text: str
    entity: str
    label: str


def read(path: Path) -> list[Headline]:
    """The headlines of a file of JSON lines with text, entity and label.

    Raises:
        OSError: The file cannot be read.
    """
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return [Headline(row["text"], row["entity"], row["label"]) for row in rows]


def fit(headlines: list[Headline]) -> str:
    """The weights file that the headlines teach.

    Each headline is shown three times: towards its entity; as a text, without one; and towards its entity beside
    another headline, which has no say in the label. The last is what tells "A gains as B plunges" apart: in nearly all
    of the headlines whatever is said agrees in sign with what is said of the entity.
    """
    named = names(headlines)
    shown = [_cues(tokens(one.text, one.entity), named) for one in headlines]
    plain = [_cues(tokens(one.text), named) for one in headlines]
    beside = list(_beside(headlines))
    known = _common(headlines, shown, plain)
    rows = [*shown, *plain, *(_cues(tokens(one.text, one.entity), named) for one in beside)]
    labels = [one.label for one in (*headlines, *headlines, *beside)]
    counter = DictVectorizer()
    counts = counter.fit_transform([{cue: 1.0 for cue in row if cue in known} for row in rows])
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000).fit(counts, labels)
    weights = zip(counter.get_feature_names_out(), fitted.coef_.T, strict=True)
    lines = ["\t".join(("cue", *fitted.classes_)), _line(BIAS, fitted.intercept_)]
    lines += [_line(cue, row) for cue, row in weights if max(abs(row)) >= LEAST]
    return "\n".join(lines) + "\n"


def names(headlines: list[Headline]) -> frozenset[str]:
    """Words that stand in an entity or inside a headline with a capital, and never without: names.

    A name carries no tone, whoever was in the news when the headlines were written.
    """
    small = {word for one in headlines for word in re.findall(r"\b[a-z]+\b", one.text)}
    large = {word for one in headlines for word in re.findall(r"\b[A-Z][A-Za-z]*", one.entity)}
    large |= {word for one in headlines for word in re.findall(r"(?<=[a-z,] )[A-Z][A-Za-z]*", one.text)}
    return frozenset(word.lower() for word in large) - small


def _cues(words: list[str], named: frozenset[str]) -> list[str]:
    """The cues of a headline without those that hold a name."""
    return [cue for cue in cues([NAME if word in named else word for word in words]) if NAME not in cue]


def _common(headlines: list[Headline], *cues_of: list[list[str]]) -> frozenset[str]:
    """The cues of enough different headlines."""
    texts: dict[str, set[str]] = {}
    for rows in cues_of:
        for one, row in zip(headlines, rows, strict=True):
            for cue in row:
                texts.setdefault(cue, set()).add(one.text)
    return frozenset(cue for cue, seen in texts.items() if len(seen) >= SEEN)


def _beside(headlines: list[Headline]) -> Iterator[Headline]:
    """Each headline beside another one, before it or behind it, that does not name the same entity."""
    chance = random.Random(0)
    for number, one in enumerate(headlines):
        other = headlines[chance.randrange(len(headlines))].text
        pair = (one.text, other) if chance.random() < 0.5 else (other, one.text)
        if one.entity.lower() not in other.lower():
            yield one._replace(text=BETWEEN[number % len(BETWEEN)].join(pair))


def _line(cue: str, row: Any) -> str:
    return "\t".join((cue, *(f"{value + 0.0:.3f}" for value in row)))


def write(config: Config) -> None:
    """Fit, and write the file of weights.

    Raises:
        OSError: The headlines cannot be read, or the file not be written.
    """
    headlines = read(config.shared / "gold" / "sentiment-train.jsonl")
    (FOLDER / "sentiment.tsv").write_text(fit(headlines), encoding="utf-8")


if __name__ == "__main__":
    write(Config.read(Path(__file__).with_name("config.yaml")))
