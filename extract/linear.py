"""Logistic regressions over named cues, whose weights are data files: `extract/data/NAME.tsv`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from extract.lexicon import FOLDER
from schemas.errors import ExtractionError

BIAS = "(bias)"
"""The cue that is always there."""


class Linear:
    """One logistic regression.

    Args:
        labels: The classes.
        weights: Cue -> weight for each class; a cue that is not in it says nothing.
    """

    def __init__(self, labels: tuple[str, ...], weights: dict[str, tuple[float, ...]]) -> None:
        self.labels = labels
        self.weights = weights

    def odds(self, cues: Iterable[str]) -> list[float]:
        """The sum of the cues' weights for each class, each cue counted once."""
        found = [self.weights[cue] for cue in {BIAS, *cues} if cue in self.weights]
        return [math.fsum(column) for column in zip(*found, strict=True)] if found else [0.0] * len(self.labels)

    def probabilities(self, cues: Iterable[str]) -> list[float]:
        """How likely each class is; of a single class, whether it is the case."""
        odds = self.odds(cues)
        if len(odds) == 1:
            return [1 / (1 + math.exp(-odds[0]))]
        top = max(odds)
        powers = [math.exp(value - top) for value in odds]
        return [power / math.fsum(powers) for power in powers]


@cache
def linear(name: str) -> Linear:
    """The regression of `extract/data/NAME.tsv`: a header `cue`, class names; then a cue a line.

    Raises:
        ExtractionError: The file is missing or not of that form.
    """
    path = FOLDER / f"{name}.tsv"
    try:
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]
        _, *labels = lines[0].split("\t")
        rows = (line.split("\t") for line in lines[1:])
        weights = {cue: tuple(map(float, values)) for cue, *values in rows}
        if not labels or any(len(row) != len(labels) for row in weights.values()):
            raise ValueError(name)
    except (OSError, ValueError, IndexError) as error:
        raise ExtractionError(f"the weights {path} cannot be read: {error}", "reinstall knockon") from error
    return Linear(tuple(labels), weights)
