"""How many chains cross from one article into another, with the taxonomy and without it.

    python -m benchmarks.two_article_chains FILE.jsonl... [--extract]

FILE is a claims file of `knockon export`, or annotated documents (the gold's form); of these the annotated triples are
taken, or with --extract what the pipeline finds. Prints the numbers of articles, claims, distinct names as they are
worded, and distinct entities. Then the two-article chains: A -> B -> C of stated hops that the rules let follow each
other, where no single article holds both hops; and those that the taxonomy adds, A -> B, by taxonomy, B' -> C.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.derive import stated_exposures
from graph.edges import Exposes, LinkedClaim
from graph.entities import derive_entities
from graph.exposure.follow import START, State, follow, make_relations, move
from graph.kinds import built_in, kind_exposures
from graph.linking import linker
from graph.rows import claim_edge_id
from knockon.gold import read_gold
from schemas.records import Article, Claim, Entity, Mention, Span
from schemas.vocabulary import vocabulary

Told = tuple[Article, Sequence[Claim]]


def read(path: Path, *, extract: bool) -> Iterator[Told]:
    """The articles of a file with their claims."""
    with path.open(encoding="utf-8") as lines:
        first = json.loads(next(line for line in lines if line.strip()))
    if "record" in first:
        from graph.claims_file import read as read_dump

        with path.open(encoding="utf-8") as lines:
            yield from ((article, claims) for article, claims, _ in read_dump(lines).items())
        return
    documents = list(read_gold(path))
    articles = [Article.of(one.text, title=one.title) for one in documents]
    if extract:
        from extract.pipeline import extract as extracted
        from extract.pipeline import load_pipeline

        yield from extracted(load_pipeline(), articles)
        return
    for article, one in zip(articles, documents, strict=True):
        yield article, [_claim(article, number, triple) for number, triple in enumerate(one.triples)]


def _claim(article: Article, number: int, triple: Mapping[str, Any]) -> Claim:
    """An annotated triple as a claim, of a sentence of its own."""
    names = [triple[end] if isinstance(triple[end], str) else triple[end][0] for end in ("subject", "object")]
    at = 1_000_000 * number
    text = f"{names[0]} {triple['relation']} {names[1]}"
    starts = (at, at + len(names[0]) + 1, at + len(text) - len(names[1]))
    ends = [
        Mention(text=name, start=start, end=start + len(name), type=triple[f"{end}_type"])
        for name, start, end in zip(names, starts[::2], ("subject", "object"), strict=True)
    ]
    return Claim.of(
        article=article.id, field="text", sentence=Span(text=text, start=at, end=at + len(text)), subject=ends[0],
        relation=triple["relation"], object=ends[1],
        trigger=Span(text=triple["relation"], start=starts[1], end=starts[1] + len(triple["relation"])),
        status="denied" if triple.get("negated") else "holds", confidence=0.9, source="gold",
    )  # fmt: skip


class Chains:
    """Counts chains over stated hops.

    Args:
        claims: All claims.
        entities: What they are about.
    """

    def __init__(self, claims: Sequence[LinkedClaim], entities: Mapping[str, Entity]) -> None:
        words = vocabulary()
        self.entities, self.makes = entities, make_relations(words)
        articles: defaultdict[str, set[str]] = defaultdict(set)
        for linked in claims:
            if linked.claim.status == "holds":
                articles[claim_edge_id(linked, words)].add(linked.claim.article)
        self.stated: defaultdict[str, list[Exposes]] = defaultdict(list)
        self.told: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for hop in stated_exposures(claims, entities, words):
            self.stated[hop.source].append(hop)
            self.told[hop.source, hop.target] |= {article for id_ in hop.edge_ids for article in articles[id_]}
        self.by_taxonomy: defaultdict[str, list[Exposes]] = defaultdict(list)
        for hop in kind_exposures(entities, entities, built_in()):
            self.by_taxonomy[hop.source].append(hop)

    def _next(self, state: State, hops: Sequence[Exposes]) -> Iterator[tuple[Exposes, State]]:
        for hop in hops:
            ends = (self.entities[hop.source].type, self.entities[hop.target].type)
            step = follow(state, move(hop, *ends, self.makes))
            if step is not None:
                yield hop, step.state

    def count(self, *, taxonomy: bool) -> tuple[int, int]:
        """How many two-article chains there are, and how many pairs of things they join.

        Args:
            taxonomy: Those with a hop of the taxonomy between the stated ones; else those without.
        """
        found: set[tuple[str, ...]] = set()
        for source in self.entities:
            for first, state in self._next(START, self.stated.get(source, ())):
                between: list[tuple[str, State]] = [(first.target, state)]
                if taxonomy:
                    kinds = self._next(state, self.by_taxonomy.get(first.target, ()))
                    between = [(hop.target, after) for hop, after in kinds if hop.target != source]
                for middle, after in between:
                    for second, _ in self._next(after, self.stated.get(middle, ())):
                        apart = self.told[source, first.target].isdisjoint(self.told[middle, second.target])
                        if second.target not in (source, first.target) and apart:
                            found.add((source, first.target, middle, second.target))
        return len(found), len({(way[0], way[-1]) for way in found})


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--extract", action="store_true", help="what the pipeline finds, not the annotated triples")
    options = parser.parse_args()
    told = [one for path in options.files for one in read(path, extract=options.extract)]
    link = linker().link
    claims = [
        LinkedClaim(claim=claim, subject_id=link(claim.subject, article), object_id=link(claim.object, article))
        for article, rows in told
        for claim in rows
    ]
    entities = derive_entities(claims, linker(), vocabulary())
    names = {mention.link_name for linked in claims for mention in (linked.claim.subject, linked.claim.object)}
    chains = Chains(claims, entities)
    kinds = sum(map(len, chains.by_taxonomy.values()))
    print(f"articles {len(told):,}, claims {len(claims):,}, names {len(names):,}, entities {len(entities):,}")
    print(f"taxonomy hops between them {kinds:,}")
    for what, taxonomy in (("without the taxonomy", False), ("added by it", True)):
        number, pairs = chains.count(taxonomy=taxonomy)
        print(f"two-article chains {what}: {number:,}, joining {pairs:,} pairs of things")


if __name__ == "__main__":
    main()
