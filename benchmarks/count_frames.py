"""Counts the frame table and the lexicon of head nouns on the annotated articles.

    python -m benchmarks.count_frames [--shared FOLDER] [--model PIPELINE]

Reads gold/train.jsonl and gold/more.jsonl without the held-out articles (benchmarks/heldout.txt), parses them, and
writes extract/data/heads.tsv and extract/data/frames.tsv: counts of words and constructions, no text of any article.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from extract.coreference import Resolver
from extract.frames import PARTS, FrameTable
from extract.hand_frames import Key
from extract.lexicon import FOLDER
from extract.mentions import base_span, candidates, is_candidate
from extract.pipeline import MODEL
from extract.relations import constructions, resolved_types
from extract.tree import Tree
from extract.types import head_nouns
from knockon.score_names import same
from schemas.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
MIN_HEADS, MIN_MAJORITY = 3, 0.5
"""A head noun enters the lexicon when seen so often, and so mostly with one type."""
MIN_STATED, MIN_TOTAL, MIN_RATIO = 2, 20, 0.5
"""A construction enters the table when a relation was stated so often, or it was seen so often, or stated so mostly."""

Annotated = tuple[dict[str, Any], Doc]


def held_out() -> set[str]:
    """Ids of the articles that nothing may be learned from."""
    lines = (ROOT / "benchmarks" / "heldout.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def articles(shared: Path, model: str) -> Iterator[Annotated]:
    """The annotated articles that may be learned from, parsed."""
    left_out = held_out()
    rows = []
    for name in ("train", "more"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            row = json.loads(line)
            if row["id"] not in left_out:
                rows.append(row)
    nlp = spacy.load(model)
    yield from zip(rows, nlp.pipe(row["text"] for row in rows), strict=True)


def aligned(row: dict[str, Any], doc: Doc, tree: Tree) -> tuple[dict[tuple[int, int], set[str]], dict[int, str]]:
    """The gold triples on the tokens that head their arguments.

    Returns:
        (subject, object) -> relations; head token -> gold type, for each argument's best fit.
    """
    surface, sentence, resolver = {}, defaultdict(list), Resolver(doc)
    for i in range(len(tree)):
        if is_candidate(tree, i):
            start, end = base_span(tree, i)
            antecedent = resolver.resolve(doc[i]) if tree.pos[i] == "PRON" else None
            surface[i] = doc[start:end].text if antecedent is None else antecedent.text
            for k, (first, last) in enumerate(row["sentences"]):
                if first <= doc[i].idx < last:
                    sentence[k].append(i)
    stated: dict[tuple[int, int], set[str]] = defaultdict(set)
    types: dict[int, str] = {}
    for triple in row["triples"]:
        heads = {}
        for side in ("subject", "object"):
            forms = triple[side]
            fits = [
                (min(k for k, form in enumerate(forms) if same(form, surface[i])), i)
                for i in sentence[triple["sentence"]]
                if any(same(form, surface[i]) for form in forms)
            ]
            heads[side] = [i for _, i in sorted(fits)]
            if heads[side]:
                types[heads[side][0]] = triple[f"{side}_type"]
        for a in heads["subject"]:
            for b in heads["object"]:
                if a != b:
                    stated[a, b].add(triple["relation"])
    return stated, types


def count_heads(data: list[Annotated]) -> dict[str, str]:
    """Common noun -> the type it mostly has."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row, doc in data:
        tree = Tree(doc)
        for i, name in aligned(row, doc, tree)[1].items():
            if tree.pos[i] in {"NOUN", "VERB", "ADJ"} and tree.lemma[i].replace("-", "").isalpha():
                seen[tree.lemma[i]][name] += 1
    found = {}
    for lemma, names in seen.items():
        name, count = min(names.items(), key=lambda item: (-item[1], vocabulary().type_names.index(item[0])))
        if sum(names.values()) >= MIN_HEADS and count / sum(names.values()) >= MIN_MAJORITY:
            found[lemma] = name
    return found


def count_frames(data: list[Annotated]) -> list[tuple[Key, int, Counter[str]]]:
    """The constructions worth keeping, with how often each was seen and what it stated."""
    table = FrameTable()
    total: Counter[Key] = Counter()
    stated: dict[Key, Counter[str]] = defaultdict(Counter)
    proper: Counter[str] = Counter()
    for row, doc in data:
        tree = Tree(doc)
        gold, _ = aligned(row, doc, tree)
        types = resolved_types(doc, candidates(tree))
        for i in range(len(tree)):
            proper[tree.lemma[i]] += 1 if tree.pos[i] == "PROPN" else -1
        for i, r, q, a, b in constructions(tree, types):
            for key, _ in table.keys(tree.lemma[i], PARTS.get(tree.pos[i], "N"), (r, q), (types[a], types[b])):
                total[key] += 1
                for relation in gold.get((a, b), ()):
                    stated[key][relation] += 1
    kept = []
    for key, n in total.items():
        most = max(stated[key].values(), default=0) if key in stated else 0
        word = key[0].rpartition(".")[0]
        general = key[0][0] in "*@"
        if not general and (proper[word] >= 0 or not word.replace("_", "").replace("-", "").isalpha()):
            continue
        if most >= MIN_STATED or n >= MIN_TOTAL or most / n >= MIN_RATIO:
            kept.append((key, n, stated.get(key, Counter())))
    return sorted(kept)


def main() -> None:
    """Write the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", default=MODEL)
    options = parser.parse_args()
    data = list(articles(options.shared, options.model))
    heads = count_heads(data)
    lines = [f"{lemma}\t{name}" for lemma, name in sorted(heads.items())]
    head = "# Head noun, entity type. Counted by benchmarks/count_frames.py.\n"
    (FOLDER / "heads.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    head_nouns.cache_clear()
    kept = count_frames(data)
    lines = [
        "\t".join([*(part or "." for part in key), str(n), *(f"{r}:{c}" for r, c in sorted(stated.items()))])
        for key, n, stated in kept
    ]
    head = "# Trigger, two roles, kinds of both arguments, times seen, relations stated. By benchmarks.count_frames.\n"
    (FOLDER / "frames.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(data)} articles, {len(heads)} head nouns, {len(kept)} constructions")


if __name__ == "__main__":
    main()
