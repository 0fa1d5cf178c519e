"""What denies a statement, by word and by scope: negators, empty arguments, lifted measures, exemptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.assessment import MAX_STEPS, SUBJECTS, VERBAL, Assessment, lemma_of, lists

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


CORRELATIVE = ("det", "neg", "preconj", "cc")
"""How "neither" hangs on the first of its list, as the parser has it."""


def negators(token: Token) -> list[Token]:
    """What denies the token itself; "not only" and "not as ... as" do not, nor does the "nor" behind it."""
    known = lists()
    found = []
    for child in token.children:
        form, dep = child.lower_, child.dep_
        if form in known.empty:
            if dep in ("det", "neg") or (form in known.correlative and dep in CORRELATIVE):
                found.append(child)
        elif dep == "cc" and child.i > token.i:
            continue
        elif dep == "neg" or form in known.negators:
            following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
            if following not in known.focus:
                found.append(child)
        elif dep == "amod" and form == "little" and token.lemma_ in known.effects and not _has_article(token):
            found.append(child)
    return found


def _has_article(token: Token) -> bool:
    return any(child.lower_ in ("a", "the") for child in token.children)


def deny_by(token: Token, assessed: Assessment) -> None:
    """Count the negations that stand at a verb, adjective or noun."""
    known = lists()
    ended = False
    for child in token.children:
        if child.dep_ == "advmod" and child.lower_ == "longer":
            if any(c.lower_ == "no" for c in child.children):
                assessed.deny(ended=True)
                return
            ended = True
        elif child.lower_ == "anymore":
            ended = True
    for _ in negators(token):
        assessed.deny(ended=ended)
    if token.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in token.children):
        links = [c.lower_ for c in token.head.children if c.dep_ == "cc" and token.head.i < c.i < token.i]
        if links and links[-1] in known.negators:
            assessed.deny()  # "..., nor does it rely on coal"


def deny_by_argument(head: Token, trigger: Token, relation: str | None, assessed: Assessment) -> None:
    """Count the negations inside an argument, or between it and the trigger."""
    known = lists()
    seen = {_first(head)}
    if head == trigger:
        if head.dep_ == "conj" and _is_of_empty_list(head):
            assessed.deny()  # what stands at the trigger itself counts there
    elif head.lower_ in known.empty or any(map(_is_empty, head.children)) or _is_of_empty_list(head):
        assessed.deny()
    if head != trigger and not trigger.is_ancestor(head):
        return
    replacing = relation in known.replacing
    token, linked = head, False
    for _ in range(MAX_STEPS):
        if token in (trigger, token.head):
            return
        if (first := _first(token)) not in seen:
            seen.add(first)
            if _is_neither_of(first) and first.pos_ not in VERBAL:
                assessed.deny()  # "neither on coal nor on gas"
        if not linked and token.pos_ not in VERBAL:
            here = any(c.lower_ not in known.empty for c in negators(token))
            if here or (token != head and token.lower_ in known.empty):
                assessed.deny()
        if not replacing and token.lower_ in known.contrast_after and _is_contrast(token):
            assessed.deny()
        if token.dep_ in ("prep", "pcomp", "mark"):
            if token.lower_ in known.privative and not replacing:
                assessed.deny()
            elif token.lower_ in known.causal and relation not in known.causal_denied:
                assessed.apart = True
        linked = False
        if token.dep_ == "conj":
            links = [c.lower_ for c in token.head.children if c.dep_ in ("cc", "preconj") and c.i < token.i]
            if links and links[-1] in known.contrast_after and not replacing:
                assessed.deny()
            linked = "or" not in links and "nor" not in links  # what denies the first does not deny the second
            if "but" in links:
                assessed.apart = True  # "not on gas but on coal"
        token = token.head


def _first(token: Token) -> Token:
    """The first of the list that the token stands in."""
    for _ in range(MAX_STEPS):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def _is_neither_of(first: Token) -> bool:
    """Whether a list, given by its first member, is one of "neither ... nor"."""
    return any(c.lower_ in lists().correlative and c.dep_ in CORRELATIVE and c.i < first.i for c in first.children)


def _is_of_empty_list(member: Token) -> bool:
    """Whether what stands before a list denies this member too: "neither X nor Y", "no X or Y"."""
    first = _first(member)
    if _is_neither_of(first):
        return True
    links = {c.lower_ for c in member.head.children if c.dep_ == "cc" and c.i < member.i}
    return member != first and bool(links & {"or", "nor"}) and any(map(_is_empty, first.children))


def _is_empty(child: Token) -> bool:
    """Whether it is the "no" of "no plant"."""
    return child.dep_ in ("det", "neg") and child.lower_ in lists().empty


def _is_contrast(token: Token) -> bool:
    """Whether it is the "than" of "rather than", or "instead"."""
    return token.lower_ == "instead" or any(child.lower_ == "rather" for child in token.children)


def deny_by_measure(trigger: Token, object_: Span | None, assessed: Assessment) -> None:
    """Note a measure that the trigger itself lifts, or an exemption that it grants."""
    known = lists()
    lemma = lemma_of(trigger)
    if lemma in known.exempting or trigger.lower_ in known.exempting or _is_spared(trigger, object_):
        assessed.exempt = True
    elif lemma in known.lifting and trigger.pos_ in VERBAL:
        for child in trigger.children:
            if child.dep_ in ("dobj", "nsubjpass", "nsubj") and child.lemma_.lower() in known.measures:
                assessed.lifted = object_ is None or object_.root != child
                return


def _is_spared(measure: Token, object_: Span | None) -> bool:
    """Whether what the measure would restrict is exempted from it, and stands outside its own phrase."""
    if measure.dep_ != "pobj" or measure.head.lower_ != "from" or object_ is None:
        return False
    return lemma_of(measure.head.head) in lists().exempting and not measure.is_ancestor(object_.root)


def deny_by_governor(token: Token, lemma: str, relation: str | None, assessed: Assessment) -> None:
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
        assessed.deny()
    elif lemma in known.ending and dep in ("xcomp", "ccomp", "pcomp"):
        assessed.deny(ended=True)


def is_action(noun: Token) -> bool:
    """Whether a noun names something done or happening, which the verb above it can deny or put off."""
    known = lists()
    lemma = noun.lemma_.lower()
    if lemma in known.stative or noun.pos_ == "PROPN":
        return False
    return lemma in known.actions or lemma in known.measures or any(map(lemma.endswith, known.action_endings))


def is_parted(trigger: Token) -> bool:
    """Whether a bond is said to be over: "severed its alliance with", "the contract was cancelled"."""
    known = lists()
    if trigger.pos_ in VERBAL:
        bonds = [c for c in trigger.children if c.dep_ in ("dobj", "nsubjpass")]
        return lemma_of(trigger) in known.parting and any(c.lemma_.lower() in known.bonds for c in bonds)
    above = trigger.head if trigger.dep_ in ("dobj", "nsubjpass") else None
    return trigger.lemma_.lower() in known.bonds and above is not None and lemma_of(above) in known.parting
