"""What a pronoun, a possessive or a short definite phrase stands for, within one document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import words

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
        self._answers: dict[int, Candidate | None] = {}

    def resolve(self, mention: Token | Span) -> Span | None:
        """What the words stand for; None where they speak for themselves or the document does not tell.

        Args:
            mention: A pronoun or possessive, or a phrase with its head ("the company").

        Returns:
            The antecedent's noun phrase without article, earlier in the document.
        """
        token = mention.root if hasattr(mention, "root") else mention
        found = self._resolve(token, 0)
        return None if found is None else self._doc[found.start : found.end]

    def _resolve(self, token: Token, depth: int) -> Candidate | None:
        if token.i in self._answers:
            return self._answers[token.i]
        if depth > 4:
            return None
        self._answers[token.i] = None  # a circle ends here
        found = self._antecedent(token)
        if found is not None and self._is_anaphor(self._doc[found.head]):
            found = self._resolve(self._doc[found.head], depth + 1) or (None if self._doc[found.head].pos_ == "PRON" else found)
        self._answers[token.i] = found
        return found

    def _is_anaphor(self, token: Token) -> bool:
        return token.pos_ == "PRON" or token.lower_ in _set("singular_pronouns") | _set("plural_pronouns") or self._is_definite(token)

    @staticmethod
    def _is_definite(token: Token) -> bool:
        """Whether the token heads a bare definite phrase: "the company", "this ban", nothing else in it."""
        if token.pos_ != "NOUN":
            return False
        children = list(token.children)
        return any(c.dep_ == "det" and c.lower_ in _set("determiners") for c in children) and not any(
            c.dep_ in ("compound", "nmod", "poss", "appos", "acl", "relcl") or (c.dep_ == "prep" and c.lower_ == "of")
            or (c.dep_ == "amod" and c.ent_type_ in ACTORS) for c in children
        )  # fmt: skip

    def _antecedent(self, token: Token) -> Candidate | None:
        form = token.lower_
        if form in _set("relatives") and token.tag_ in ("WDT", "WP", "WP$"):
            return self._relative(token)
        if form in _set("singular_pronouns") and token.pos_ in ("PRON", "DET"):
            if token.dep_ in ("det", "mark"):
                return None
            if form in ("this", "that"):
                return None
            return None if self._is_dummy(token) else self._pronoun(token, plural=False)
        if form in _set("plural_pronouns") and token.pos_ in ("PRON", "DET") and token.dep_ != "det":
            return None if form == "those" else self._pronoun(token, plural=True)
        if self._is_definite(token):
            return self._definite(token)
        return None

    def _gather(self) -> list[Candidate]:
        """All noun phrases in order, made at the first question."""
        if self._candidates is not None:
            return self._candidates
        found: list[Candidate] = []
        sentence = -1
        for token in self._doc:
            if token.is_sent_start or token.i == 0:
                sentence += 1
            self._sentence.append(sentence)
            if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "npadvmod", "nmod", "quantmod"):
                if token.pos_ == "PRON" and token.dep_ in SUBJECTS and token.lower_ in ("it", "they"):
                    pass
                elif not (token.ent_type_ in ("GPE", "ORG") and token.pos_ in ("NOUN", "PROPN")
                          and token.head.ent_type_ != token.ent_type_):  # fmt: skip
                    continue
            found.append(self._candidate(token, sentence))
        self._candidates = found
        return found

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
        plural = token.tag_ in ("NNS", "NNPS") or token.lower_ == "they" or any(c.dep_ == "conj" for c in token.children)
        return Candidate(token.i, start, end, sentence, plural, token.ent_type_, token.lemma_.lower(), token.dep_, depth)

    def _before(self, token: Token, back: int) -> list[Candidate]:
        """Candidates in front of the token, nearest sentence first, subjects first within a sentence, then in order."""
        self._gather()
        own = self._sentence[token.i]
        assert self._candidates is not None
        near = [c for c in self._candidates if c.end <= token.i and own - back <= c.sentence]
        return sorted(near, key=lambda c: (own - c.sentence, c.depth if c.role in SUBJECTS else 10 + c.depth, c.head))

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
        """ "the company": the nearest actor of that kind; "the ban": the nearest fuller phrase with that head."""
        lemma = token.lemma_.lower()
        plural = token.tag_ == "NNS"
        before = self._before(token, DEFINITE_BACK)
        fuller = [c for c in before if c.lemma == lemma and c.end - c.start > 1]
        if fuller:
            return max(fuller, key=lambda c: c.head)
        wanted: tuple[str, ...] = ()
        if lemma in _set("organization_nouns"):
            wanted = ("ORG",)
        elif lemma in _set("place_nouns"):
            wanted = ("GPE",)
        elif lemma in _set("facility_nouns"):
            wanted = ("FAC",)
        if not wanted or plural:
            return None
        return self._best(token, [c for c in before if c.entity in wanted])
