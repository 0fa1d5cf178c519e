"""Sentences of similar length in one batch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from extract.learned.pieces import MAX_WORD, Pieces
from training.examples import Example


def batches(data: Sequence[Example], size: int, rng: random.Random | None = None) -> list[list[Example]]:
    """The data in batches; shuffled where a source of chance is given."""
    jitter = [rng.random() * 6 if rng else 0.0 for _ in data]
    order = sorted(range(len(data)), key=lambda i: len(data[i].words) + jitter[i])
    found = [[data[i] for i in order[k : k + size]] for k in range(0, len(order), size)]
    if rng:
        rng.shuffle(found)
    return found


def collate(batch: Sequence[Example], pieces: Pieces, padding: int) -> dict[str, Any]:
    """The batch as tensors.

    Words of all sentences stand in one list, and the indices of pairs count in it; `pool` names the pieces of each
    word, filled up with the index behind the last piece.
    """
    read = [pieces.sentence(example.words) for example in batch]
    longest = max(len(ids) for ids, _ in read)
    ids = np.full((len(batch), longest), padding, np.int64)
    mask = np.zeros((len(batch), longest), np.int64)
    nowhere, pool, count = len(batch) * longest, [], []
    parts: dict[str, list[Any]] = {k: [] for k in ("words", "subject", "object", "meet", "sentence", "traits", "depth")}
    base = 0
    for k, (example, (found, spans)) in enumerate(zip(batch, read, strict=True)):
        ids[k, : len(found)], mask[k, : len(found)] = found, 1
        for start, end in spans:
            at = [k * longest + c for c in range(start, end)]
            pool.append(at + [nowhere] * (MAX_WORD - len(at)))
            count.append(max(1, len(at)))
        seen = example.seen
        parts["words"].append(seen.words)
        parts["traits"].append(seen.traits)
        parts["depth"].append(seen.above.sum(1).astype(np.float32))
        parts["sentence"].append(np.full(len(seen.subject), k))
        for name in ("subject", "object", "meet"):
            parts[name].append(getattr(seen, name) + base)
        base += len(example.words)
    tensors = {name: torch.from_numpy(np.concatenate(value)) for name, value in parts.items()}
    return {
        "ids": torch.from_numpy(ids),
        "mask": torch.from_numpy(mask),
        "pool": torch.tensor(pool),
        "count": torch.tensor(count, dtype=torch.float32),
        "above": [torch.from_numpy(example.seen.above.astype(np.float32)) for example in batch],
        "sizes": [len(example.words) for example in batch],
        **tensors,
    }


def targets(batch: Sequence[Example]) -> dict[str, torch.Tensor]:
    """What is to be learned of the batch: pairs and their weights, types (-100 for none), roles and their weights."""
    total = sum(len(example.words) for example in batch)
    types = np.full(total, -100, np.int64)
    roles, weights = np.zeros((total, 2), np.float32), np.zeros(total, np.float32)
    base = 0
    for example in batch:
        for word, kind in example.types.items():
            types[base + word] = kind
        if example.is_annotated:
            weights[base + example.seen.mentions] = 1
            for side in (0, 1):
                roles[base + np.array(example.roles[side], np.int64), side] = 1
        base += len(example.words)
    return {
        "pairs": torch.from_numpy(np.concatenate([example.target for example in batch])),
        "pair_weights": torch.from_numpy(np.concatenate([example.weight for example in batch])),
        "types": torch.from_numpy(types),
        "roles": torch.from_numpy(roles),
        "role_weights": torch.from_numpy(weights),
    }
