"""The learned pair model at run time: one ONNX file that holds weights, pieces and settings.

One sentence is one run, whatever stands beside it in the batch, so that what a sentence says never depends on its
neighbours.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.learned.features import Features
from extract.learned.pieces import Pieces
from schemas.errors import ExtractionError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WEIGHTS = Path(__file__).parent / "relations.onnx"
CHECKSUM = WEIGHTS.with_suffix(".sha256")
MAX_THREADS = 4

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """What was fitted beside the weights, on the held-out articles.

    Attributes:
        relations: Relation of each output, without the first, which is none.
        types: Entity type of each output of the type head.
        vote: Coefficients by which model and frames are weighed (`extract.choice.Vote`).
        points: Least confidence of the points best, default and precise.
        retype: How sure (0 to 1) the model must be to overrule the type of the word lists.
    """

    relations: list[str]
    types: list[str]
    vote: dict[str, float]
    points: dict[str, float]
    retype: float


class Scores(NamedTuple):
    """What the model says of one sentence of P pairs and C mentions.

    Attributes:
        pairs: [P, 1 + relations] probabilities of none and of each relation.
        types: [C, types] probabilities.
    """

    pairs: Floats
    types: Floats


class PairModel:
    """The weights, loaded when first used.

    Args:
        path: The ONNX file; the one that ships with knockon where null. That one's checksum is verified.
        threads: Sentences that are scored at a time; as many as there are processors, at most four, where null.
    """

    def __init__(self, path: Path | None = None, threads: int | None = None) -> None:
        self.path = path or WEIGHTS
        self.given = path, threads
        self.threads = threads or min(MAX_THREADS, os.cpu_count() or 1)
        self._workers: tuple[int, ThreadPoolExecutor] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "given": self.given, "threads": self.threads, "_workers": None}

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # sentences differ in length: an arena only grows
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(self._verified(), options, providers=["CPUExecutionProvider"])
        except ExtractionError:
            raise
        except Exception as error:
            raise _unusable(self.path, str(error).split("\n", maxsplit=1)[0]) from error

    def _verified(self) -> bytes:
        try:
            weights = self.path.read_bytes()
            wanted = CHECKSUM.read_text(encoding="ascii").split()[0] if self.path == WEIGHTS else None
        except OSError as error:
            raise _unusable(self.path, error.strerror or str(error)) from error
        if wanted is not None and hashlib.sha256(weights).hexdigest() != wanted:
            raise _unusable(self.path, "its checksum is not the one that knockon was released with")
        return weights

    @cached_property
    def _meta(self) -> dict[str, str]:
        return dict(self._session.get_modelmeta().custom_metadata_map)

    @cached_property
    def settings(self) -> Settings:
        """What was fitted beside the weights."""
        try:
            found = Settings(**json.loads(self._meta["settings"]))
        except (KeyError, TypeError, ValueError) as error:
            raise _unusable(self.path, "it holds no settings of a relation model") from error
        if not (found.vote and found.points):
            raise _unusable(self.path, "it was never calibrated")
        return found

    @cached_property
    def digest(self) -> str:
        """What tells these weights from others."""
        return hashlib.sha256(self._verified()).hexdigest()

    @cached_property
    def pieces(self) -> Pieces:
        """The encoder's words."""
        return Pieces(self._meta["pieces"].split("\n"))

    def score(self, sentences: Sequence[tuple[Sequence[str], Features]]) -> list[Scores]:
        """The scores of each sentence (its words, its features), in order."""
        if len(sentences) < 2 or self.threads == 1:
            return [self._score(words, seen) for words, seen in sentences]
        _ = self._session, self.pieces  # loaded once, before the threads ask for them
        if self._workers is None or self._workers[0] != os.getpid():
            self._workers = os.getpid(), ThreadPoolExecutor(self.threads)
        return list(self._workers[1].map(lambda item: self._score(*item), sentences))

    def _score(self, words: Sequence[str], seen: Features) -> Scores:
        ids, spans = self.pieces.sentence(words)
        pool = np.zeros((len(words), len(ids)), np.float32)
        for row, (start, end) in enumerate(spans):
            if end > start:
                pool[row, start:end] = 1 / (end - start)
        feed = {
            "ids": np.array([ids], np.int64),
            "pool": pool,
            "words": seen.words,
            "above": seen.above.astype(np.float32),
            "mentions": seen.mentions,
            "subject": seen.subject,
            "object": seen.object,
            "meet": seen.meet,
            "traits": seen.traits,
        }
        pairs, types = self._session.run(["pairs", "types"], feed)
        return Scores(pairs, types)


def _unusable(path: Path, why: str) -> ExtractionError:
    return ExtractionError(
        f"the relation model {path} cannot be used: {why}", "install knockon again, or work without it: --model frames"
    )
