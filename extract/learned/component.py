"""Relations by the learned pair model; the component `knockon_relations`.

It writes into the table of candidates (`extract.candidates`) beside the frames, and settles the types of mentions
that the word lists do not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import MODEL, Candidate, add
from extract.learned.features import Features, features
from extract.learned.model import PairModel, Scores, Settings
from extract.learned.predicate import predicate
from extract.mentions import KEY as MENTIONS
from extract.relations import resolved_types
from extract.tree import Tree, tree_of
from extract.types import PRONOUN, UNKNOWN
from schemas.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_WORDS = 400
"""A longer "sentence" is a table, or a text without full stops."""
LEAST = 0.05
"""A relation less likely than this is not worth a row."""


@Language.factory(
    "knockon_relations",
    assigns=["doc.user_data"],
    requires=["doc.user_data"],
    default_config={"weights": None, "threads": None},
)
class Relations:
    """Scores every ordered pair of a sentence's mentions for every relation.

    Args:
        nlp: The pipeline.
        name: Name of the component.
        weights: Path of an ONNX file of one's own; the one that ships with knockon where null.
        threads: Sentences that are scored at a time; null for one per processor, at most four.

    Attributes:
        model: The weights.
    """

    def __init__(self, nlp: Language, name: str, weights: str | None, threads: int | None) -> None:  # noqa: ARG002
        self.name = name
        self.model = PairModel(Path(weights) if weights else None, threads)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        tree, own = tree_of(doc), dict(doc.user_data[MENTIONS])
        types = resolved_types(doc, own)
        sentences = [s for s in doc.sents if len(s) <= MAX_WORDS]
        seen = [features(tree, types, sentence.start, sentence.end) for sentence in sentences]
        asked = [
            ([token.text for token in doc[one.first : one.first + len(one.words)]], one)
            for one in seen
            if len(one.mentions) > 1
        ]
        settings = self.model.settings
        for (_, one), scores in zip(asked, self.model.score(asked), strict=True):
            add(doc, rows(one, scores, tree, settings))
            own |= retyped(one, scores, own, settings)
        doc.user_data[MENTIONS] = [[i, name] for i, name in own.items()]
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The component's settings; the weights are a part of the package, or a file of the user's."""
        weights, threads = self.model.given
        return json.dumps({"weights": str(weights) if weights else None, "threads": threads}).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Relations:  # noqa: ARG002
        """Take over saved settings."""
        saved = json.loads(data)
        self.model = PairModel(Path(saved["weights"]) if saved["weights"] else None, saved["threads"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the settings into a file."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Relations:
        """Read the settings from a file."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)


def rows(seen: Features, scores: Scores, tree: Tree, settings: Settings) -> list[Candidate]:
    """The likeliest relation of every pair, in the better of its two orders; both orders of a symmetric one agree."""
    known = vocabulary()
    symmetric = [k for k, name in enumerate(settings.relations, 1) if known.relation(name).symmetric]
    pairs = scores.pairs.astype(float)
    at = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(seen.subject, seen.object, strict=True))}
    found: list[Candidate] = []
    for (a, b), k in at.items():
        if a > b:
            continue
        back = at[b, a]
        for r in symmetric:
            pairs[k, r], pairs[back, r] = (pairs[k, r] + pairs[back, r]) / 2, 0.0
        for row, subject, object_ in ((k, a, b), (back, b, a)):
            for index in (pairs[row, 1:] >= LEAST).nonzero()[0]:
                relation = int(index)
                subject_, other = seen.first + subject, seen.first + object_
                found.append(
                    {
                        "subject": subject_,
                        "relation": settings.relations[relation],
                        "object": other,
                        "trigger": predicate(tree, subject_, other),
                        "probability": float(pairs[row, relation + 1]),
                        "source": MODEL,
                    }
                )
    return found


def retyped(seen: Features, scores: Scores, types: dict[int, str], settings: Settings) -> dict[int, str]:
    """The types that the model is sure enough of to settle or overrule; a pronoun stays one."""
    found = {}
    for mention, likely in zip(seen.mentions, scores.types, strict=True):
        i, best = seen.first + int(mention), int(likely.argmax())
        sure = types[i] == UNKNOWN or float(likely[best]) >= settings.retype
        if types[i] != PRONOUN and sure:
            found[i] = settings.types[best]
    return found
