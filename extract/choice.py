"""Which candidates become claims; the component `knockon_choice`.

Writes `doc.user_data["knockon_pairs"]`: a list of dicts with `subject`, `object` and `trigger` (token indices),
`relation`, `confidence` and `source`, at most one for each pair of mentions.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language

from extract.candidates import MODEL, Candidate, of
from extract.lexicon import words
from extract.mentions import KEY as MENTIONS
from extract.mentions import full_span
from extract.relations import resolved_types
from extract.tree import Tree, tree_of
from extract.types import PRONOUN, UNKNOWN
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "knockon_pairs"
LINKED = 0.3
"""Without the model: how likely a pair must be linked at all; chosen on the held-out articles."""
STATED = 0.25
"""Without the model: how likely its best relation must be."""
FLOOR, CEILING = 0.002, 0.99
"""A source that does not see a pair is not sure that there is nothing, and none is ever certain."""


class Vote(NamedTuple):
    """How the model and the frames are weighed: a logistic regression on their log-odds.

    Attributes:
        bias, model, frames: Its coefficients, fitted on the held-out articles.
        least: A pair less likely than this is left out.
        taught: The relations that the model knows; another one, of a user's own, is the frames' alone.
    """

    bias: float
    model: float
    frames: float
    least: float
    taught: tuple[str, ...]

    def probability(self, relation: str, model: float, frames: float) -> float:
        """How likely the relation is stated, given what both say."""
        if relation not in self.taught:
            return frames
        odds = self.bias + self.model * log_odds(model) + self.frames * log_odds(frames)
        return 1 / (1 + math.exp(-odds))


_ENDS = (("subject", "object"), ("object", "subject"))


class _Way(NamedTuple):
    """From which mention a shock travels (-1 for both ways), and with which sign."""

    origin: int
    sign: int


def by_frames(rows: list[Candidate], known: Vocabulary) -> list[dict[str, Any]]:
    """The best reading of each pair of mentions, where the pair is likely enough to be linked at all.

    The readings of a pair are summed by the way in which they let a shock travel, since relations that agree in it
    (RAISES the demand, SUPPORTS the demand) are one statement to an analyst; the best way must reach the threshold.
    """
    chosen = []
    for pair in _by_pair(rows):
        ways: dict[_Way, list[Candidate]] = defaultdict(list)
        for row in pair:
            ways[_way(row, known)].append(row)
        way = max(ways.values(), key=lambda group: (sum(r["probability"] for r in group), max(map(_rank, group))))
        best = max(way, key=_rank)
        if sum(row["probability"] for row in way) >= LINKED and best["probability"] >= STATED:
            chosen.append(_pair(best, best["probability"], best["source"]))
    return chosen


def by_vote(candidates: list[Candidate], vote: Vote) -> list[dict[str, Any]]:
    """The likeliest relation of each pair of mentions by model and frames together, where it is likely enough."""
    chosen = []
    for pair in _by_pair(candidates):
        best, key = max((vote.probability(key[1], *said), key) for key, said in joined(pair).items())
        if best >= vote.least:
            rows = [row for row in pair if (row["subject"], row["relation"], row["object"]) == key]
            rows.sort(key=lambda row: row["source"] != MODEL)  # the frame's trigger is the better one
            chosen.append(_pair(rows[-1], best, "+".join(row["source"] for row in rows)))
    return chosen


def joined(rows: list[Candidate]) -> dict[tuple[int, str, int], tuple[float, float]]:
    """(subject, relation, object) -> what the model says and what the frames say of it; 0 where they see nothing."""
    found: dict[tuple[int, str, int], tuple[float, float]] = {}
    for row in rows:
        key = (row["subject"], row["relation"], row["object"])
        model, frames = found.get(key, (0.0, 0.0))
        p = row["probability"]
        found[key] = (p, frames) if row["source"] == MODEL else (model, p)
    return found


def telling(pairs: list[dict[str, Any]], tree: Tree) -> list[dict[str, Any]]:
    """Leaves out what tells nothing.

    That is a statement repeated with a part of its phrase ("precision" beside "precision parts", "copper" beside
    "exports of copper"): the whole one stays, as sure as the surer; and a place that is everywhere ("in the world").
    """
    alike: dict[tuple[str, str, int], list[dict[str, Any]]] = defaultdict(list)
    for pair in pairs:
        for end, other in _ENDS:
            alike[end, pair["relation"], pair[other]].append(pair)

    def wholes(pair: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            beside
            for end, other in _ENDS
            for beside in alike[end, pair["relation"], pair[other]]
            if _inside(tree, pair[end], beside[end])
            and (tree.dep[pair[end]] == "compound" or pair["relation"] not in words("mentions", "parts_stay"))
        ]

    sure = {id(pair): pair["confidence"] for pair in pairs}
    for pair in pairs:
        for whole in wholes(pair):
            sure[id(whole)] = max(sure[id(whole)], pair["confidence"])
    pairs = [{**pair, "confidence": sure[id(pair)]} for pair in pairs if not wholes(pair)]

    def is_everywhere(pair: dict[str, Any]) -> bool:
        return pair["relation"] == "LOCATED_IN" and tree.lemma[pair["object"]] in words("mentions", "everywhere")

    return [pair for pair in pairs if not is_everywhere(pair)]


def allowed(known: Vocabulary, relation: str, subject: str, object_: str) -> bool:
    """Whether the vocabulary has the relation and lets it hold; a type that is not known is not held against it."""
    ends = (None if name in {PRONOUN, UNKNOWN} else name for name in (subject, object_))
    return relation in known.relation_names and known.allows(relation, *ends)


def _inside(tree: Tree, inner: int, outer: int) -> bool:
    """Whether a mention is a part of the phrase of another one, and no name: "Chinese restrictions" are China's too."""
    start, end = full_span(tree, outer)
    return inner != outer and start <= inner < end and not tree.ent[inner]


def log_odds(p: float) -> float:
    """Natural logarithm of p / (1 - p), p taken as neither 0 nor 1."""
    p = min(max(p, FLOOR), CEILING)
    return math.log(p / (1 - p))


def _rank(row: Candidate) -> tuple[float, int, str]:
    return row["probability"], row["subject"], row["relation"]


def _by_pair(rows: list[Candidate]) -> Iterable[list[Candidate]]:
    pairs: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for row in rows:
        a, b = row["subject"], row["object"]
        pairs[min(a, b), max(a, b)].append(row)
    return (pairs[key] for key in sorted(pairs))


def _pair(row: Candidate, confidence: float, source: str) -> dict[str, Any]:
    return {
        "subject": row["subject"],
        "relation": row["relation"],
        "object": row["object"],
        "trigger": row["trigger"],
        "confidence": round(min(confidence, CEILING), 3),
        "source": source,
    }


def _way(row: Candidate, known: Vocabulary) -> _Way:
    relation = known.relation(row["relation"])
    if relation.symmetric:
        return _Way(-1, relation.primary.sign)
    return _Way(row["subject"] if relation.primary.from_ == "subject" else row["object"], relation.primary.sign)


@Language.factory(
    "knockon_choice", assigns=["doc.user_data"], requires=["doc.user_data"], default_config={"vote": None}
)
class Choice:
    """Decides for every pair of mentions which relation is claimed, if any.

    Args:
        nlp: The pipeline.
        name: Name of the component.
        vote: The fields of `Vote`; null where the frames decide alone.

    Attributes:
        vocabulary: What may be said; `load_pipeline` puts a user's own in.
    """

    def __init__(self, nlp: Language, name: str, vote: dict[str, Any] | None) -> None:  # noqa: ARG002
        self.name = name
        self.vote = Vote(**vote) if vote else None
        self.vocabulary = vocabulary()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        tree, known = tree_of(doc), self.vocabulary
        types = resolved_types(doc, dict(doc.user_data[MENTIONS]))
        rows = [r for r in of(doc) if allowed(known, r["relation"], types[r["subject"]], types[r["object"]])]
        chosen = by_vote(rows, self.vote) if self.vote else by_frames(rows, known)
        doc.user_data[KEY] = telling(chosen, tree)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The component's setting."""
        return json.dumps(self.vote._asdict() if self.vote else None).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Choice:  # noqa: ARG002
        """Take over a saved setting."""
        vote = json.loads(data)
        self.vote = Vote(**vote) if vote else None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the setting into a file."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Choice:
        """Read the setting from a file."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)
