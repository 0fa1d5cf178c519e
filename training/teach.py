"""The teachers' opinion: the mean of their probabilities, which the student learns from (Hinton et al. 2015)."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import torch

from extract.learned.pieces import Pieces
from training.batches import batches, collate
from training.config import Config, Run
from training.examples import Example, keep
from training.fit import trained
from training.network import PairNetwork

Opinions = dict[tuple[str, int], npt.NDArray[np.float16]]
BATCH = 32
LONGEST = 80


def predict(net: PairNetwork, pieces: Pieces, data: Sequence[Example]) -> Opinions:
    """Probabilities [P, relations] of every sentence."""
    net.eval()
    found: Opinions = {}
    with torch.no_grad():
        for batch in batches(data, BATCH):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                relations, _, _ = net(collate(batch, pieces, net.encoder.config.pad_token_id))
            likely = relations.float().softmax(1).numpy().astype(np.float16)
            at = 0
            for example in batch:
                end = at + len(example.seen.subject)
                found[example.key] = likely[at:end]
                at = end
    return found


def opinions(config: Config, runs: Sequence[Run], data: Sequence[Example], part: str) -> Opinions:
    """What some runs think on average of a part's sentences; each one's is kept in the folder."""
    torch.set_num_threads(config.threads)
    total: Opinions = {}
    for run in runs:
        path = config.folder / f"{run.name}.{part}.opinions"
        if not path.exists():
            keep(path, pickle.dumps(predict(*trained(config, run), data)))
        for key, likely in pickle.loads(path.read_bytes()).items():
            total[key] = total[key] + likely if key in total else likely
    return {key: (likely / len(runs)).astype(np.float16) for key, likely in total.items()}


def likeliest(data: Sequence[Example], said: Opinions, count: int) -> list[Example]:
    """The sentences that are the likeliest to state something, of at most LONGEST words; the rest teaches little."""
    sure = {key: float(1 - likely[:, 0].min()) for key, likely in said.items() if len(likely)}
    known = [row for row in data if row.key in sure and len(row.words) <= LONGEST]
    return sorted(known, key=lambda row: (-sure[row.key], row.key))[:count]


def softened(data: Sequence[Example], said: Opinions, run: Run) -> list[Example]:
    """The examples with the teachers' opinion mixed into what the gold says, or alone where there is no gold."""
    found = []
    for example in data:
        likely = said.get(example.key)
        if likely is None:
            found.append(example)
            continue
        share = run.soft if example.is_annotated else 1.0
        mixed = (1 - share) * example.target + share * likely
        target = np.where(example.weight[:, None] > 0, mixed, likely).astype(np.float32)
        found.append(replace(example, target=target, weight=np.ones_like(example.weight)))
    return found
