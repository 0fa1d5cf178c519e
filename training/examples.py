"""Sentences to learn from: words, features, and what the gold says of them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from benchmarks.count_frames import held_out
from extract.learned.features import Features, features
from extract.mentions import KEY
from extract.pipeline import COMPONENTS, load_pipeline
from extract.relations import resolved_types
from extract.tree import tree_of
from schemas.vocabulary import vocabulary
from training.align import Aligned, align
from training.config import Config

NONE = "NONE"
RELATIONS = [NONE, *vocabulary().relation_names]
TYPES = list(vocabulary().type_names)


@dataclass
class Example:
    """One sentence.

    Attributes:
        key: Article id and number of the sentence.
        words: Its words.
        seen: Its features.
        target: [P, 1 + relations] share of each relation, none first.
        weight: [P] 0 where a pair is neither right nor wrong.
        types: Word -> index in TYPES, of the mentions whose type the gold gives.
        roles: Words that are a subject, words that are an object.
        is_empty: Whether it states nothing.
        is_annotated: Whether the gold has seen it.
    """

    key: tuple[str, int]
    words: list[str]
    seen: Features
    target: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32]
    types: dict[int, int] = field(default_factory=dict)
    roles: tuple[list[int], list[int]] = ((), ())  # type: ignore[assignment]
    is_empty: bool = True
    is_annotated: bool = True


def rows(config: Config, part: str) -> list[dict[str, Any]]:
    """The articles of a part: `train` (annotated, without the held-out ones) or `bulk` (without annotation)."""
    folder, left_out = config.shared, held_out()
    files = ["bulk/articles"] if part == "bulk" else ["gold/train", "gold/more"]
    found = []
    for name in files:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line and (row := json.loads(line))["id"] not in left_out:
                found.append(row)
    return found[: config.articles]


def examples(config: Config, part: str) -> list[Example]:
    """The sentences of a part with at least two mentions, parsed once and kept in the folder."""
    path: Path = config.folder / f"{part}.pickle"
    if not path.exists():
        made = list(_parsed(config, part))
        keep(path, pickle.dumps(made))
    found: list[Example] = pickle.loads(path.read_bytes())
    return found


def only(nlp: Language, *names: str) -> None:
    """Take our components behind the parser out of a pipeline, all but these."""
    for name in COMPONENTS:
        if name in nlp.pipe_names and name not in names:
            nlp.remove_pipe(name)


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _parsed(config: Config, part: str) -> Iterator[Example]:
    nlp = load_pipeline(config.pipeline, learned=False)
    only(nlp, "knockon_mentions")
    data = rows(config, part)
    for row, doc in zip(data, nlp.pipe((row["text"] for row in data), batch_size=32), strict=True):
        tree = tree_of(doc)
        types = resolved_types(doc, dict(doc.user_data[KEY]))
        gold = align(row, doc, tree, list(types)) if "triples" in row else Aligned()
        for number, sentence in enumerate(doc.sents):
            seen = features(tree, types, sentence.start, sentence.end)
            if len(seen.mentions) > 1:
                words = [token.text for token in sentence]
                yield _example((row["id"], number), words, seen, gold, is_annotated="triples" in row)


def _example(key: tuple[str, int], words: list[str], seen: Features, gold: Aligned, *, is_annotated: bool) -> Example:
    symmetric = {row.name for row in vocabulary().relations if row.symmetric}
    target = np.zeros((len(seen.subject), len(RELATIONS)), np.float32)
    target[:, 0] = 1
    weight = np.ones(len(seen.subject), np.float32)
    at = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(seen.subject, seen.object, strict=True))}
    roles: tuple[list[int], list[int]] = ([], [])
    for (a, b), stated in gold.stated.items():
        pair = a - seen.first, b - seen.first
        if pair not in at:
            continue
        roles[0].append(pair[0])
        roles[1].append(pair[1])
        target[at[pair]] = 0
        for relation in stated:
            target[at[pair], RELATIONS.index(relation)] = 1 / len(stated)
        for relation in stated & symmetric:
            if (b, a) not in gold.stated:
                target[at[pair[::-1]]] = 0
                target[at[pair[::-1]], RELATIONS.index(relation)] = 1
    for a, b in gold.also:
        for one, other in ((a, b), (b, a)):
            pair = one - seen.first, other - seen.first
            if pair in at and (one, other) not in gold.stated:
                weight[at[pair]] = 0
    heads = {int(m) + seen.first: int(m) for m in seen.mentions}
    types = {heads[i]: TYPES.index(name) for i, name in gold.types.items() if i in heads and name in TYPES}
    return Example(key, words, seen, target, weight, types, roles, not roles[0], is_annotated)
