"""What extraction saw of an article besides its claims: the phrases that could have been arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from schemas.records import Article, Claim


@dataclass(frozen=True)
class Candidate:
    """A phrase of the text that can be an argument.

    Attributes:
        name: What it is called in a triple: its words, or what they stand for.
        start: Offset of its first character.
        refers: It is a pronoun or has a definite determiner, so it may stand for something said before.
        resolved: `name` is what it stands for.
        head: Offset of its head's first character; -1 where that is not known.
    """

    name: str
    start: int
    refers: bool = False
    resolved: bool = False
    head: int = -1


def read(
    nlp: Language, articles: Iterable[Article], *, batch_size: int = 8
) -> Iterator[tuple[Article, list[Claim], list[Candidate]]]:
    """Articles with their claims, as `extract` gives them, and the candidate arguments of their texts."""
    from extract.pipeline import extract

    watched = _Watched(nlp)
    for article, claims in extract(cast("Language", watched), articles, batch_size=batch_size):
        yield article, claims, watched.seen.get(article.text, [])


class _Watched:
    """A pipeline that notes the candidates of every document that passes; all else is the pipeline's own.

    So the claims are `extract`'s, whatever it does with the documents, and no text is parsed twice.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.seen: dict[str, list[Candidate]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._nlp, name)

    def pipe(self, *args: Any, **more: Any) -> Iterator[Doc]:
        for doc in self._nlp.pipe(*args, **more):
            self.seen[doc.text] = list(candidates(doc))
            yield doc


def candidates(doc: Doc) -> Iterator[Candidate]:
    """The candidate arguments of a parsed text, by what they stand for where that is known."""
    from extract.coreference import resolver_of
    from extract.mentions import KEY, full_span
    from extract.tree import tree_of

    tree, resolver = tree_of(doc), resolver_of(doc)
    for head, _ in doc.user_data.get(KEY, ()):
        start, end = full_span(tree, head)
        antecedent = resolver.resolve(doc[head])
        name = doc[start:end].text if antecedent is None else antecedent.text
        yield Candidate(name, doc[start].idx, _refers(doc, head), antecedent is not None, doc[head].idx)


def _refers(doc: Doc, head: int) -> bool:
    from extract.lexicon import words

    token, definite = doc[head], words("coreference", "determiners")
    return token.pos_ == "PRON" or any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in definite)
        for child in token.children
        if child.i < head
    )
