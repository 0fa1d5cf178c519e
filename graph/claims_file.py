"""Claims as JSON lines: the portable form of a graph, from which any store can be filled again.

What people have decided comes first, then each article as one line with its claims after it; sorted, so that equal
graphs give equal bytes:

    {"record": "decision", "id": "...", "deed": "merge", "entity": "...", "other": "...", ...}
    {"record": "article", "extractor": "...", "id": "...", "text": "...", ...}
    {"record": "claim", "id": "...", "article": "...", "subject": {...}, "relation": "...", "object": {...}, ...}
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from pydantic import ValidationError

from graph.deciding import Decider
from graph.linking import Linker
from graph.merge import Change, Item, Merger
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Store
from schemas.errors import InputError, KnockonError
from schemas.records import Article, Claim, Decision
from schemas.vocabulary import Vocabulary
from schemas.vocabulary import vocabulary as built_in

INCOMPLETE = "incomplete:"
"""Put before the extractor of an article that lost a claim in loading, so that ingesting it again is not skipped."""


@dataclass(frozen=True)
class BadLine:
    """A line that was not loaded."""

    line: int
    error: KnockonError


@dataclass(frozen=True)
class Loaded:
    """What loading has done.

    Attributes:
        change: What it has changed in the graph.
        refused: The lines that were left out, in the file's order.
        decisions: How many decisions were put in that were not there.
    """

    change: Change
    refused: tuple[BadLine, ...]
    decisions: int = 0


def lines_of(held: Snapshot) -> Iterator[str]:
    """The lines of a dump, without line ends.

    Args:
        held: A whole graph.
    """
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for linked in held.claims:
        claims[linked.claim.article].append(linked.claim)
    for decision in held.decisions:
        yield _line({"record": "decision", **decision.to_dict()})
    for article in held.articles:
        extractor = held.extractors.get(article.id, "")
        yield _line({"record": "article", "extractor": extractor, **article.to_dict()})
        for claim in sorted(claims[article.id], key=lambda claim: claim.id):
            yield _line({"record": "claim", **claim.to_dict()})


def dump(held: Snapshot | Store, file: IO[bytes]) -> int:
    """Write a graph's decisions, articles and claims to an open file.

    Args:
        held: A graph, or a snapshot of it.
        file: Open for writing bytes.

    Returns:
        How many lines were written.
    """
    count = 0
    for line in lines_of(held if isinstance(held, Snapshot) else snapshot(held)):
        file.write(line.encode() + b"\n")
        count += 1
    return count


def read(lines: Iterable[str], *, vocabulary: Vocabulary | None = None) -> Dump:
    """Read the lines of a dump, before any graph is opened.

    Args:
        lines: The lines, in any order.
        vocabulary: The vocabulary of the claims.
    """
    found = Dump(vocabulary or built_in())
    for number, line in enumerate(lines, start=1):
        found.read(number, line)
    return found


def load(
    store: Store,
    lines: Iterable[str] | Dump,
    *,
    linker: Linker | None = None,
    vocabulary: Vocabulary | None = None,
    progress: Callable[[Change], None] | None = None,
) -> Loaded:
    """Put the decisions, articles and claims of a dump into a graph, whatever it holds already.

    A bad line is left out and reported. An article and its claims go in together or not at all.

    Args:
        store: The graph.
        lines: The lines, in any order, or what `read` made of them.
        linker: What decides which entity a mention means.
        vocabulary: The vocabulary of the claims.
        progress: Called after each transaction with what it has changed.
    """
    found = lines if isinstance(lines, Dump) else read(lines, vocabulary=vocabulary)
    decisions = Decider(store, linker=linker, vocabulary=vocabulary).add(found.decisions)
    merger = Merger(store, linker=linker, vocabulary=vocabulary)
    change = merger.put(found.items(), progress=progress)
    return Loaded(change, tuple(sorted(found.refused, key=lambda bad: bad.line)), decisions)


@dataclass
class Dump:
    """What stands in the lines of a dump.

    Attributes:
        vocabulary: The vocabulary of the claims.
        articles: By id: each article with the fingerprint of its extractor.
        claims: By article id: each claim with its line.
        refused: Bad lines; `items` finds more of them.
        lost: Ids of articles that lost a claim.
        decisions: What people have decided.
    """

    vocabulary: Vocabulary
    articles: dict[str, tuple[Article, str]] = field(default_factory=dict)
    claims: defaultdict[str, list[tuple[int, Claim]]] = field(default_factory=lambda: defaultdict(list))
    refused: list[BadLine] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    decisions: list[Decision] = field(default_factory=list)

    def read(self, number: int, line: str) -> None:
        """Take one line in, or refuse it."""
        if not line.strip():
            return
        held: dict[str, Any] = {}
        try:
            held = _object(line)
            kind = held.pop("record", None)
            if kind == "article":
                self._article(held)
            elif kind == "claim":
                claim = _claim(held, self.vocabulary)
                self.claims[claim.article].append((number, claim))
            elif kind == "decision":
                self.decisions.append(_decision(held, self.vocabulary))
            else:
                raise InputError(f"the record is {kind!r}", "it is 'article', 'claim' or 'decision'")
        except KnockonError as error:
            self._refuse(number, error)
            self.lost.add(str(held.get("article")))

    def items(self) -> Iterator[Item]:
        """The articles with those of their claims that they bear out."""
        for id_ in sorted(self.claims.keys() - self.articles.keys()):
            for number, _ in self.claims[id_]:
                self._refuse(number, InputError(f"the claim's article {id_} is not in the file", "load the whole dump"))
        for id_, (article, extractor) in sorted(self.articles.items()):
            good: dict[str, Claim] = {}
            for number, claim in self.claims.get(id_, ()):
                wrong = claim.mismatch(article)
                if wrong is None and good.get(claim.id, claim) != claim:
                    wrong = "the claim stands in the file twice, with different content"
                if wrong is None:
                    good[claim.id] = claim
                else:
                    self._refuse(number, InputError(wrong, "the dump was changed by hand; export it again"))
                    self.lost.add(id_)
            whole = id_ not in self.lost or extractor.startswith(INCOMPLETE)
            yield article, list(good.values()), extractor if whole else f"{INCOMPLETE}{extractor}"

    def _article(self, held: dict[str, Any]) -> None:
        extractor = held.pop("extractor", "")
        article: Article = _record(Article, held)
        made = Article.of(article.text, title=article.title, url=article.url)
        if not isinstance(extractor, str):
            raise InputError("the extractor is no text", "export the dump again")
        if (made.id, made.text_hash) != (article.id, article.text_hash):
            raise InputError(f"id or text_hash of article {article.id} do not follow from its text", "export it again")
        if self.articles.get(article.id, (article, extractor)) != (article, extractor):
            raise InputError(f"article {article.id} stands in the file twice, with different content", "keep one")
        self.articles[article.id] = (article, extractor)

    def _refuse(self, number: int, error: KnockonError) -> None:
        self.refused.append(BadLine(number, InputError(f"line {number}: {error.cause}", error.cure)))


def _object(line: str) -> dict[str, Any]:
    try:
        held = json.loads(line)
    except ValueError as error:
        raise InputError("no JSON", "each line is one JSON object") from error
    if not isinstance(held, dict):
        raise InputError("no JSON object", "each line is one JSON object")
    try:
        json.dumps(held, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InputError("a text holds half a character (a lone surrogate)", "mend the text") from error
    return held


def _claim(held: dict[str, Any], vocabulary: Vocabulary) -> Claim:
    claim: Claim = _record(Claim, held)
    vocabulary.relation(claim.relation)
    for mention in (claim.subject, claim.object):
        vocabulary.entity_type(mention.type)
    made = Claim.of(**{name: value for name, value in claim if name != "id"})
    if made != claim:
        what = "id" if made.id != claim.id else "confidence"
        raise InputError(f"the {what} of claim {claim.id} is not as it should be", "export the dump again")
    return claim


def _decision(held: dict[str, Any], vocabulary: Vocabulary) -> Decision:
    decision: Decision = _record(Decision, held)
    if decision.type:
        vocabulary.entity_type(decision.type)
    if Decision.of(**{name: value for name, value in decision if name != "id"}) != decision:
        raise InputError(f"the id of decision {decision.id} is not as it should be", "export the dump again")
    return decision


def _record(kind: Any, held: dict[str, Any]) -> Any:
    try:
        return kind.model_validate(held)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise InputError(
            f"no {kind.__name__.lower()}: {where + ': ' if where else ''}{message}", "see schemas/"
        ) from error


def _line(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, sort_keys=False, separators=(", ", ": "))
