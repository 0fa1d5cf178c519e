"""Who says so: the speaker of a statement; none where the article itself says it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from extract.coreference import Resolver

MAX_STEPS = 16
OPENING, CLOSING, STRAIGHT = "“", "”", '"'
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


def attribute(sentence: Span, trigger: Token, resolver: Resolver | None = None) -> str | None:
    """Who says what the trigger states.

    Args:
        sentence: The sentence of the statement.
        trigger: The word that states it.
        resolver: The document's coreference, for speakers like "it" and "the company".

    Returns:
        The speaker's name (or the phrase that stands for it); None where it is the article itself.
    """
    speaker = _above(trigger)
    if speaker is None:
        speaker = _around_quotation(sentence, trigger)
    if speaker is None or not speaker.text[0].isalpha():
        return None
    return _name(speaker, resolver)


@cache
def _verbs() -> frozenset[str]:
    return words("coreference", "speech_verbs")


@cache
def _sources() -> frozenset[str]:
    return words("coreference", "speech_nouns")


def _subject(verb: Token) -> Token | None:
    """The speaker of a verb of saying; of a relative clause, the noun that it hangs on."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in words("coreference", "relatives") and verb.dep_ == "relcl":
                return verb.head
            return _behind_dateline(child, verb)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ == "VERB" and verb.head != verb:
        return _subject(verb.head) if not any(c.dep_ == "nsubjpass" for c in verb.children) else None
    return None


def _behind_dateline(subject: Token, verb: Token) -> Token:
    """Of "OSLO (Agency) - Acme said" Acme, though the parser may take the place for the subject."""
    doc = subject.doc
    dash = next((j for j in range(subject.i + 3, verb.i) if doc[j].text in DASHES and doc[j - 1].text == ")"), None)
    if dash is None:
        return subject
    return next((doc[j] for j in range(verb.i - 1, dash, -1) if doc[j].ent_type_ in NAMES), subject)


def _above(trigger: Token) -> Token | None:
    """The speaker named by a verb of saying above the trigger, or by "according to"."""
    token = trigger
    for _ in range(MAX_STEPS):
        for child in token.children:
            if child.lower_ in words("coreference", "according") and child.dep_ in ("prep", "advmod", "advcl"):
                found = _according(child)
                if found is not None:
                    return found
            elif child.dep_ in ("parataxis", "advcl") and child.lemma_.lower() in _verbs() and child.i > token.i:
                marks = [c.lower_ for c in child.children if c.dep_ in ("mark", "advmod")]
                if child.dep_ == "parataxis" or "as" in marks:
                    found = _subject(child)
                    if found is not None:
                        return found
            elif child.lower_ == "in" and child.dep_ == "prep":
                found = _holder_of_view(child)
                if found is not None:
                    return found
        head = token.head
        if head == token:
            return None
        if token.dep_ in ("ccomp", "parataxis", "dep") and head.lemma_.lower() in _verbs():
            found = _subject(head)
            if found is not None and found != token:
                return found
        if token.dep_ == "xcomp" and head.lemma_.lower() in _verbs():
            agent = next((c for c in head.children if c.dep_ == "agent"), None)  # "is expected by analysts to"
            found = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
            if found is not None:
                return found
        if token.dep_ == "acl" and head.lemma_.lower() in _sources():
            return head
        token = head
    return None


def _according(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("prep", "pcomp"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "pobj":
            return child
    return None


def _holder_of_view(preposition: Token) -> Token | None:
    """Of "in the bank's view" the bank."""
    for view in preposition.children:
        if view.lemma_.lower() in words("coreference", "views"):
            return next((c for c in view.children if c.dep_ == "poss"), None)
    return None


def _around_quotation(sentence: Span, trigger: Token) -> Token | None:
    """The speaker of a quotation that runs over sentences: named where it ends, else where it began."""
    doc = sentence.doc
    begun = _opening(doc, trigger.i)
    if begun is None:
        return None
    at = trigger.i
    limit = min(len(doc), trigger.i + 150)
    while at < limit and doc[at].text not in (CLOSING, STRAIGHT) and "\n" not in doc[at].text:
        at += 1
    if at < limit and doc[at].text in (CLOSING, STRAIGHT):
        found = _speaker_outside(doc[at].sent, begun, at)
        if found is not None:
            return found
    first = doc[begun].sent
    found = _speaker_outside(first, begun, at)
    if found is None and first.start > 0 and "\n" not in doc[first.start - 1].text:
        found = _speaker_outside(doc[first.start - 1].sent, begun, at)
    return found


def _opening(doc: Doc, i: int) -> int | None:
    """Where the quotation that token `i` stands in begins; None where it stands in none."""
    straight = 0
    first = -1
    for j in range(i - 1, max(-1, i - 200), -1):
        text = doc[j].text
        if text == OPENING:
            return j
        if text == CLOSING:
            return None
        if text == STRAIGHT:
            straight += 1
            first = j if first < 0 else first
        elif "\n" in text:
            break
    return first if straight % 2 else None


def _speaker_outside(sentence: Span, begun: int, ended: int) -> Token | None:
    """The subject of a verb of saying in the sentence, outside the quotation."""
    for token in sentence:
        if token.lemma_.lower() in _verbs() and token.pos_ == "VERB" and not begun < token.i < ended:
            found = _subject(token)
            if found is not None and not begun < found.i < ended:
                return found
    return None


def _name(speaker: Token, resolver: Resolver | None) -> str:
    """The speaker's name: a named entity's words, a resolved pronoun, else the noun phrase without its article.

    Of a paper it is the name of who wrote it ("a report by Acme Bank"); of an office that of its holder.
    """
    speaker = _named(speaker)
    doc = speaker.doc
    if speaker.pos_ == "PRON" or speaker.lower_ in words("coreference", "persons"):
        resolved = _person(speaker) if speaker.lower_ in words("coreference", "persons") else None
        if resolved is None and resolver is not None:
            span = resolver.resolve(speaker)
            resolved = span.text if span is not None else None
        return resolved or speaker.text
    if speaker.ent_type_ in NAMES:
        return _entity(speaker)
    if resolver is not None:
        span = resolver.resolve(speaker)
        if span is not None:
            return span.text
    start = speaker.i
    while start > speaker.left_edge.i and doc[start - 1].dep_ in ("compound", "amod", "nmod", "poss", "case", "punct"):
        start -= 1
    end = speaker.i + 1
    for child in speaker.children:
        if child.dep_ == "prep" and child.lower_ in words("coreference", "speaker_links") and child.i == end:
            end = child.right_edge.i + 1
            break
    return doc[start:end].text


def _named(speaker: Token) -> Token:
    """The name that stands for the speaker: "the minister, Jane Doe", "data from Acme Bank"."""
    if speaker.ent_type_ in NAMES:
        return speaker
    for child in speaker.children:
        if child.dep_ == "appos" and child.ent_type_ in ("PERSON", "ORG") and child.i > speaker.i:
            return child
    if speaker.lemma_.lower() in words("coreference", "papers", "speech_nouns"):
        for child in speaker.children:
            if child.dep_ in ("prep", "agent", "acl") and child.lower_ in words("coreference", "authors"):
                return next((c for c in child.children if c.dep_ == "pobj" and c.ent_type_ in NAMES), speaker)
    return speaker


def _entity(token: Token) -> str:
    """The words of the entity that a token stands in, without article and possessive."""
    doc = token.doc
    start, end = token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    while start < token.i and doc[start].pos_ == "DET":
        start += 1
    while end - 1 > token.i and doc[end - 1].tag_ == "POS":
        end -= 1
    return doc[start:end].text


def _person(pronoun: Token) -> str | None:
    """The person last named as a speaker, else last named, in the same or the two sentences before."""
    doc = pronoun.doc
    start = pronoun.sent.start
    for _ in range(2):
        if start > 0:
            start = doc[start - 1].sent.start
    last = None
    for i in range(start, pronoun.i):
        token = doc[i]
        named = token.ent_type_ == "PERSON" and token.dep_ not in ("compound", "poss")
        if named and (last is None or token.dep_ == "nsubj" or last.dep_ != "nsubj"):
            last = token
    return None if last is None else _entity(last)
