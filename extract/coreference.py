"""What a pronoun, a possessive or a short definite phrase stands for, within one document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SENTENCES_BACK = 2
"""How many sentences before its own a pronoun's antecedent may stand in."""
DEFINITE_BACK = 6
"""The same for a definite phrase ("the company")."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod"})
ACTORS = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
NEVER = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "PERSON"})


class Candidate(NamedTuple):
    """A noun phrase that later words may stand for."""

    head: int
    start: int
    end: int
    sentence: int
    plural: bool
    entity: str
    lemma: str
    role: str
    depth: int


@cache
def _set(name: str) -> frozenset[str]:
    return words("coreference", name)


class Resolver:
    """Antecedents within one document; built once, asked often.

    Args:
        doc: The parsed article.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._candidates: list[Candidate] | None = None
        self._sentence: list[int] = []
        self._counts: Counter[str] | None = None
        self._answers: dict[int, Candidate | None] = {}

    def resolve(self, mention: Token | Span) -> Span | None:
        """What the words stand for; None where they speak for themselves or the document does not tell.

        Args:
            mention: A pronoun or possessive, or a phrase with its head ("the company").

        Returns:
            The antecedent's noun phrase without article, earlier in the document.
        """
        token: Token = mention.root if hasattr(mention, "root") else mention
        found = self._resolve(token)
        return None if found is None else self._doc[found.start : found.end]

    def _resolve(self, token: Token) -> Candidate | None:
        """Follow antecedents, each earlier than the last, until one names something."""
        chain: list[int] = []
        found: Candidate | None = None
        while True:
            if token.i in self._answers:
                found = self._answers[token.i] or found
                break
            chain.append(token.i)
            nearer = self._antecedent(token)
            if nearer is None:
                break
            found, token = nearer, self._doc[nearer.head]
            if not self._is_anaphor(token):
                break
        if found is not None and self._doc[found.head].pos_ == "PRON":
            found = None
        for i in chain:
            self._answers[i] = found if found is None or found.head != i else None
        return found

    def _is_anaphor(self, token: Token) -> bool:
        """Whether the token stands for something said before."""
        return token.pos_ == "PRON" or self._is_definite(token)

    @staticmethod
    def _is_definite(token: Token) -> bool:
        """Whether the token heads a definite phrase that names nothing itself: "the company", "the tech giant"."""
        if token.pos_ != "NOUN":
            return False
        lemma = token.lemma_.lower()
        actor = lemma in _set("organization_nouns") or lemma in _set("place_nouns")
        definite = False
        for child in token.children:
            dep = child.dep_
            if dep == "det":
                definite = child.lower_ in _set("determiners")
            elif dep in ("compound", "nmod", "amod"):
                if not actor or child.tag_ == "JJS" or child.ent_type_ == "ORG" or child.lower_ in _set("new"):
                    return False
            elif dep in ("poss", "appos", "acl", "relcl", "nummod") or (
                dep == "prep" and child.lower_ in ("of", "for", "in", "on")
            ):
                return False
        return definite

    def _antecedent(self, token: Token) -> Candidate | None:
        form = token.lower_
        if token.pos_ in ("PRON", "DET"):
            if form in _set("relatives") and token.tag_ in ("WDT", "WP", "WP$"):
                return self._relative(token)
            if token.dep_ == "det":
                return None
            if form in _set("singular_pronouns"):
                return None if self._is_dummy(token) else self._pronoun(token, plural=False)
            if form in _set("plural_pronouns"):
                return self._pronoun(token, plural=True)
            return None
        return self._definite(token) if self._is_definite(token) else None

    def _gather(self) -> list[Candidate]:
        """All noun phrases in order, made at the first question."""
        if self._candidates is None:
            self._candidates = []
            sentence = -1
            for token in self._doc:
                if token.is_sent_start or token.i == 0:
                    sentence += 1
                self._sentence.append(sentence)
                if self._is_candidate(token):
                    self._candidates.append(self._candidate(token, sentence))
        return self._candidates

    @staticmethod
    def _is_candidate(token: Token) -> bool:
        """Whether later words may stand for the phrase that the token heads."""
        if token.pos_ == "PRON":
            return token.dep_ in SUBJECTS and token.lower_ in ("it", "they")
        if token.pos_ not in ("NOUN", "PROPN"):
            return False
        if token.dep_ in ("compound", "npadvmod", "nmod", "quantmod"):  # "Tesla shares": Tesla
            return token.ent_type_ in ("GPE", "ORG") and token.head.ent_type_ != token.ent_type_
        return True

    def _candidate(self, token: Token, sentence: int) -> Candidate:
        doc = self._doc
        start = token.i
        while start > 0 and doc[start - 1].head == token and doc[start - 1].dep_ in INSIDE:
            start -= 1
            start = min(start, doc[start].left_edge.i)
        end = token.i + 1
        if token.ent_type_ and token.ent_type_ not in NEVER:
            while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].pos_ != "DET":
                start -= 1
            while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].tag_ != "POS":
                end += 1
        while start < token.i and doc[start].pos_ in ("DET", "PUNCT", "PART"):
            start += 1
        depth, at = 0, token
        while at.head != at and depth < 6:
            at, depth = at.head, depth + 1
        plural = (
            token.tag_ in ("NNS", "NNPS") or token.lower_ == "they" or any(c.dep_ == "conj" for c in token.children)
        )
        lemma = token.lemma_.lower()
        return Candidate(token.i, start, end, sentence, plural, token.ent_type_, lemma, token.dep_, depth)

    def _before(self, token: Token, back: int) -> list[Candidate]:
        """Candidates in front of the token and at most so many sentences before its own, nearest first."""
        candidates = self._gather()
        own = self._sentence[token.i]
        near = []
        for i in range(bisect_left(candidates, token.i, key=lambda c: c.head) - 1, -1, -1):
            candidate = candidates[i]
            if candidate.sentence < own - back:
                break
            if candidate.end <= token.i:
                near.append(candidate)
        return near

    def _relative(self, token: Token) -> Candidate | None:
        """A relative pronoun: the noun that its clause hangs on."""
        at = token
        for _ in range(6):
            if at.dep_ == "relcl":
                if at.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
                    self._gather()
                    return self._candidate(at.head, self._sentence[at.head.i])
                return None
            if at.head == at:
                return None
            at = at.head
        return None

    @staticmethod
    def _is_dummy(token: Token) -> bool:
        """Whether "it" stands for nothing: "it is likely that", "it takes years to"."""
        if token.lower_ != "it" or token.dep_ not in SUBJECTS:
            return token.dep_ == "expl"
        verb = token.head
        complements = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
        clause = any(c.dep_ in ("ccomp", "xcomp", "csubj", "advcl") and c.i > verb.i for c in verb.children)
        if verb.lemma_ == "be" and any(c.lower_ in _set("dummy_complements") for c in complements):
            return True
        if verb.lemma_.lower() in _set("weather_verbs"):
            return True
        return clause and verb.lemma_.lower() in _set("dummy_verbs")

    def _pronoun(self, token: Token, *, plural: bool) -> Candidate | None:
        """it, its, they, their: the nearest subject that fits, actors before things for possessives."""
        options = []
        own_subject = token.head if token.dep_ in SUBJECTS else None
        for candidate in self._before(token, SENTENCES_BACK):
            if candidate.entity in NEVER:
                continue
            if candidate.plural != plural and not (plural and candidate.entity in ("ORG", "NORP")):
                continue
            head = self._doc[candidate.head]
            if token.dep_ != "poss" and own_subject is None and head.dep_ in SUBJECTS and head.head == token.head:
                continue  # "the firm bought it": not the firm
            options.append(candidate)
        return self._best(token, options)

    def _best(self, token: Token, options: list[Candidate]) -> Candidate | None:
        if not options:
            return None
        own = self._sentence[token.i]

        def cost(candidate: Candidate) -> float:
            value = 2.0 * (own - candidate.sentence)
            if candidate.role not in SUBJECTS:
                value += 1.5
            value += 0.2 * candidate.depth
            if candidate.entity in ACTORS:
                value -= 0.8
            return value

        return min(options, key=lambda c: (cost(c), -c.head))

    def _definite(self, token: Token) -> Candidate | None:
        """The most prominent actor for "the company", the nearest fuller phrase with the same head for "the ban"."""
        lemma = token.lemma_.lower()
        plural = token.tag_ == "NNS"
        before = self._before(token, DEFINITE_BACK)
        if not plural:
            if lemma in _set("organization_nouns"):
                public = _set("public_bodies")
                official = lemma in _set("public_nouns")
                named = [c for c in before if self._may_be_organization(c)]
                if not official:
                    named = [c for c in named if not any(t.lower_ in public for t in self._doc[c.start : c.end])]
                return self._prominent(token, named)
            if lemma in _set("place_nouns"):
                return self._prominent(token, [c for c in before if c.entity == "GPE"])
            kinds = lexicon("coreference")["materials"].get(lemma)
            if kinds is not None:
                named = [c for c in before if c.lemma in kinds]
                if named:
                    return named[0]
        for candidate in before:
            fuller = candidate.lemma == lemma and (
                candidate.end - candidate.start > 1 or self._is_of_something(candidate)
            )
            if candidate.plural == plural and (fuller or self._names(candidate, lemma)):
                return self._named(candidate)
        return None

    def _may_be_organization(self, candidate: Candidate) -> bool:
        """Whether it is an organization's name, or a subject's name that is no place, person or time."""
        if candidate.entity in ("ORG", "PRODUCT"):
            return True
        unclear = candidate.entity in ("", "WORK_OF_ART", "FAC", "LAW")
        return unclear and candidate.role in SUBJECTS and self._doc[candidate.head].pos_ == "PROPN"

    def _is_of_something(self, candidate: Candidate) -> bool:
        """Whether a phrase behind the noun says of what it is: "a shortage of chips"."""
        doc, links = self._doc, words("direction", "links")
        return any(c.i == candidate.end and c.lower_ in links for c in doc[candidate.head].children)

    def _names(self, candidate: Candidate, lemma: str) -> bool:
        """Whether a name has the noun in front of it: "the container ship Ever Given" is a ship."""
        doc = self._doc
        if doc[candidate.head].pos_ != "PROPN":
            return False
        return any(doc[i].lower_ == lemma for i in range(candidate.start, candidate.head))

    def _named(self, candidate: Candidate) -> Candidate:
        """The name that a phrase is said to be: of "Acme, a mining company" and "Acme is a company" it is Acme."""
        head = self._doc[candidate.head]
        if head.dep_ == "appos":
            other = head.head
        elif head.dep_ == "attr":
            other = next((c for c in head.head.children if c.dep_ == "nsubj"), head)
        else:
            other = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), head)
        if other.pos_ != "PROPN":
            return candidate
        return self._candidate(other, candidate.sentence)

    def _prominent(self, token: Token, options: list[Candidate]) -> Candidate | None:
        """The actor that the article is about, near ones and subjects first."""
        options = [c for c in options if self._doc[c.head].lower_ not in _set("agencies")]
        if not options:
            return None
        own = self._sentence[token.i]
        counts = self._mentioned()

        def value(candidate: Candidate) -> float:
            head = self._doc[candidate.head]
            score = 0.7 * min(4, max(1, counts[self._doc[candidate.start].lower_]))
            score -= 0.6 * (own - candidate.sentence)
            if candidate.role in SUBJECTS:
                score += 0.7
                if head.head.lemma_.lower() in _set("speech_verbs"):
                    score -= 0.4
            if candidate.sentence == 0:
                score += 0.5
            return score - 0.15 * candidate.depth

        return max(options, key=lambda c: (value(c), c.head))

    def _mentioned(self) -> Counter[str]:
        """How often names that begin with a word stand in the document."""
        if self._counts is None:
            names = (self._doc[c.start].lower_ for c in self._gather() if c.entity)
            self._counts = Counter(names)
        return self._counts


_last: list[tuple[Doc, Resolver]] = []


def resolver_of(doc: Doc) -> Resolver:
    """The document's resolver; the components of one pipeline share it, as they share `extract.tree.tree_of`."""
    kept = _last[:1]
    if kept and kept[0][0] is doc:
        return kept[0][1]
    resolver = Resolver(doc)
    _last[:] = [(doc, resolver)]
    return resolver
