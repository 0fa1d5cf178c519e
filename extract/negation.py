"""What denies a statement, by word and by scope: negators, empty arguments, lifted measures, exemptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.reading import MAX_STEPS, VERBAL, Reading, lemma_of, lists

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def negators(token: Token) -> list[Token]:
    """What denies the token itself; "not only" and "not as ... as" do not."""
    known = lists()
    found = []
    for child in token.children:
        form, dep = child.lower_, child.dep_
        if form in known.empty:
            if dep in ("det", "neg"):
                found.append(child)
        elif dep == "neg" or form in known.negators:
            following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
            if following not in known.focus:
                found.append(child)
        elif dep == "amod" and form == "little" and token.lemma_ in known.effects and not _has_article(token):
            found.append(child)
    return found


def _has_article(token: Token) -> bool:
    return any(child.lower_ in ("a", "the") for child in token.children)


def deny_by(token: Token, reading: Reading) -> None:
    """Count the negations that stand at a verb, adjective or noun."""
    ended = False
    for child in token.children:
        if child.dep_ == "advmod" and child.lower_ == "longer":
            if any(c.lower_ == "no" for c in child.children):
                reading.deny(ended=True)
                return
            ended = True
        elif child.lower_ == "anymore":
            ended = True
    for _ in negators(token):
        reading.deny(ended=ended)


def deny_by_argument(head: Token, trigger: Token, relation: str | None, reading: Reading) -> None:
    """Count the negations inside an argument, or between it and the trigger."""
    known = lists()
    if head.lower_ in known.empty or any(c.dep_ in ("det", "neg") and c.lower_ in known.empty for c in head.children):
        reading.deny()
    if head != trigger and not trigger.is_ancestor(head):
        return
    replacing = relation in known.replacing
    token, linked = head, False
    for _ in range(MAX_STEPS):
        if token in (trigger, token.head):
            return
        if not linked and token.pos_ not in VERBAL:
            here = any(c.lower_ not in known.empty for c in negators(token))
            if here or (token != head and token.lower_ in known.empty):
                reading.deny()
        if not replacing and token.lower_ in known.contrast_after and _is_contrast(token):
            reading.deny()
        if token.dep_ in ("prep", "pcomp", "mark"):
            if token.lower_ in known.privative and not replacing:
                reading.deny()
            elif token.lower_ in known.causal and relation not in known.causal_denied:
                reading.apart = True
        linked = False
        if token.dep_ == "conj":
            links = [c.lower_ for c in token.head.children if c.dep_ in ("cc", "preconj") and c.i < token.i]
            if links and links[-1] in known.contrast_after and not replacing:
                reading.deny()
            linked = "or" not in links and "nor" not in links  # what denies the first does not deny the second
            if "but" in links:
                reading.apart = True  # "not on gas but on coal"
        token = token.head


def _is_contrast(token: Token) -> bool:
    """Whether it is the "than" of "rather than", or "instead"."""
    return token.lower_ == "instead" or any(child.lower_ == "rather" for child in token.children)


def deny_by_measure(trigger: Token, object_: Span | None, reading: Reading) -> None:
    """Note a measure that the trigger itself lifts, or an exemption that it grants."""
    known = lists()
    lemma = lemma_of(trigger)
    if lemma in known.exempting or trigger.lower_ in known.exempting:
        reading.exempt = True
    elif lemma in known.lifting and trigger.pos_ in VERBAL:
        for child in trigger.children:
            if child.dep_ in ("dobj", "nsubjpass", "nsubj") and child.lemma_.lower() in known.measures:
                reading.lifted = object_ is None or object_.root != child
                return


def deny_by_governor(token: Token, lemma: str, relation: str | None, reading: Reading) -> None:
    """Count what a verb, adjective or noun denies of the clause or noun under it ("fails to", "unlikely to")."""
    known = lists()
    dep = token.dep_
    if lemma == "unable" and relation == "DEPENDS_ON":
        return  # who cannot get it still needs it
    if (
        lemma in known.denying_adjectives
        or (lemma in known.denying_nouns and dep == "acl")
        or (lemma in known.denying and dep in ("xcomp", "ccomp") and token.tag_ == "VB")
        or (lemma in known.denying_objects and (dep in ("dobj", "nsubjpass") or token.tag_ == "VBG"))
    ):
        reading.deny()
    elif lemma in known.ending and dep in ("xcomp", "ccomp", "pcomp"):
        reading.deny(ended=True)


def is_action(noun: Token) -> bool:
    """Whether a noun names something done or happening, which the verb above it can deny or put off."""
    known = lists()
    lemma = noun.lemma_.lower()
    if lemma in known.stative or noun.pos_ == "PROPN":
        return False
    return lemma in known.actions or lemma in known.measures or any(map(lemma.endswith, known.action_endings))
