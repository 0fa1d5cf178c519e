"""Whether a statement holds, and how sure its words are: status and modality of a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.assessment import MAX_STEPS, SUBJECTS, VERBAL, Assessment, is_infinitive, lemma_of, lists
from extract.cues import Statement
from extract.mood import hedge_by, hedge_by_governor, is_forecast_aim
from extract.negation import deny_by, deny_by_argument, deny_by_governor, deny_by_measure, is_action, is_parted
from schemas.records import Modality, Status

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Assertion(NamedTuple):
    """What the words say of the statement itself."""

    status: Status
    modality: Modality


def assess(trigger: Token, subject: Span | None, object_: Span | None, relation: str | None = None) -> Assertion:
    """Status and modality of what a trigger states of its arguments.

    Args:
        trigger: The word that states the relation.
        subject: First argument, if known: "no plant", "neither" and the like deny the statement.
        object_: Second argument, likewise.
        relation: The relation stated, if known: aims at SUPPORTS or RESTRICTS are stated as facts, and only RESTRICTS
            is ended by lifting a measure.

    Returns:
        The status and the modality.
    """
    return _settled(read(trigger, subject, object_, relation))


def stated(trigger: Token, subject: Span, object_: Span, relation: str) -> Statement:
    """The statement with what the rules make of it."""
    assessed = read(trigger, subject, object_, relation)
    return Statement(trigger, subject, object_, relation, *_settled(assessed), tuple(assessed.cues))


def _settled(assessed: Assessment) -> Assertion:
    status, modality = assessed.status(), assessed.modality()
    if assessed.lifted and status == "holds":
        modality = "asserted"  # a ban that may be lifted is in force
    return Assertion(status, modality)


def read(trigger: Token, subject: Span | None, object_: Span | None, relation: str | None = None) -> Assessment:
    """The same as `assess`, with the words that say so."""
    assessed = Assessment()
    for span in (subject, object_):
        if span is not None:
            deny_by_argument(span.root, trigger, relation, assessed)
    if relation in (None, "RESTRICTS"):
        deny_by_measure(trigger, object_, assessed)
    assessed.open = not assessed.apart
    deny_by(trigger, assessed)
    hedge_by(trigger, relation, assessed)
    if trigger.pos_ == "VERB" and trigger.lemma_.lower() in lists().governors_alone:
        hedge_by_governor(trigger.lemma_.lower(), relation, assessed)
    if trigger.lower_ in lists().untouched:
        assessed.deny()
    if (
        trigger.dep_ == "nsubj"
        and trigger.head.lemma_ == "be"
        and any(_is_named(trigger.head, a) for a in (subject, object_))
    ):
        deny_by(trigger.head, assessed)  # "the hurdle is not money"
        hedge_by(trigger.head, relation, assessed)
    predicate = trigger.pos_ not in ("NOUN", "PROPN") or trigger.dep_ in ("attr", "acomp", "oprd")
    if predicate or (relation not in lists().standing and is_action(trigger)):
        _climb(trigger, relation, assessed)
    if relation in lists().stated_by_denial and trigger.lemma_.lower() in lists().deeds:
        assessed.denied = assessed.ended = False  # "will not supply Acme" restricts Acme
    elif relation in lists().bonded and is_parted(trigger):
        assessed.open = True
        assessed.deny(ended=True)
    return assessed


def _is_named(copula: Token, argument: Span | None) -> bool:
    """Whether the argument is what the subject of "is" is said to be."""
    return argument is not None and argument.root.dep_ == "attr" and argument.root.head == copula


def _climb(trigger: Token, relation: str | None, assessed: Assessment) -> None:
    """Walk from the trigger up through what governs it, as long as that says something of the statement."""
    token = trigger
    for _ in range(MAX_STEPS):
        head, dep = token.head, token.dep_
        if head == token:
            if is_infinitive(token) and any(c.dep_ in SUBJECTS for c in token.children):
                assessed.note("forecast", "to")  # headlines: "India to cut imports"
            return
        if dep in ("xcomp", "ccomp"):
            above = _clause(token, head, relation, assessed)
        elif dep == "advcl":
            above = _adverbial(token, head, relation, assessed)
        elif dep == "acl":
            above = _adnominal(token, head, relation, assessed)
        elif dep == "conj":
            above = _conjunct(token, head, relation, assessed)
        elif dep in ("pcomp", "pobj"):
            above = _below_preposition(head, relation, assessed)
        elif dep == "prep":
            above = _preposition(token, head, trigger, relation, assessed)
        elif dep in ("dobj", "nsubjpass", "attr", "acomp", "oprd"):
            above = _nominal(token, head, trigger, relation, assessed)
        elif dep == "nsubj":
            above = _subject(token, head, relation, assessed)
        else:
            return
        if not above:
            return
        token = head


def _governed(token: Token, head: Token, relation: str | None, assessed: Assessment) -> None:
    """What the governor makes of the token."""
    lemma = lemma_of(head)
    deny_by_governor(token, lemma, relation, assessed)
    hedge_by_governor(lemma, relation, assessed)


def _clause(token: Token, head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from a complement clause."""
    known, lemma = lists(), lemma_of(head)
    _governed(token, head, relation, assessed)
    to_come = (lemma == "be" and is_forecast_aim(relation)) or (lemma == "go" and head.tag_ == "VBG")
    if to_come and is_infinitive(token):
        assessed.note("forecast", f"{lemma} to")
    inner = token.dep_ == "xcomp"
    if not (lemma in known.raising or (inner and head.pos_ in VERBAL)) or (
        lemma == "be" and any(c.dep_ == "acomp" and c.lemma_ not in known.raising for c in head.children)
    ):
        assessed.open = False  # "it is not hard to see why": nothing below is denied
    deny_by(head, assessed)
    if inner or lemma not in known.reporting:
        hedge_by(head, relation, assessed)
        return True
    return False


def _adverbial(token: Token, head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from an adverbial clause: purposes are aims, free participles share the mood of the main clause."""
    known = lists()
    if is_infinitive(token):
        lemma = lemma_of(head)
        if lemma in known.governors_possible or lemma in known.governors_forecast:
            return _clause(token, head, relation, assessed)
        if is_forecast_aim(relation):
            assessed.note("forecast", "purpose")
    elif token.tag_ not in ("VBG", "VBN") or any(c.dep_ == "mark" or c.dep_ in SUBJECTS for c in token.children):
        return False
    hedge_by(head, relation, assessed)
    assessed.open = False
    return True


def _adnominal(token: Token, head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from a clause that hangs on a noun: "plans to build", "no plant making it"."""
    if is_infinitive(token):
        before = len(assessed.cues)
        _governed(token, head, relation, assessed)
        if len(assessed.cues) == before and relation != "MITIGATES" and is_forecast_aim(relation):
            assessed.note("forecast", "purpose of a noun")
        deny_by(head, assessed)
        return True
    if any(child.dep_ == "det" and child.lower_ in lists().empty for child in head.children):
        assessed.deny()
    return False


def _conjunct(token: Token, head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from a second conjunct: it shares what stands before the first, unless it brings its own."""
    if token.pos_ not in VERBAL:
        return True
    if not any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass") for c in token.children):
        hedge_by(head, relation, assessed)
        if relation in (None, "RESTRICTS") and lemma_of(head) in lists().lifting:
            deny_by_measure(head, None, assessed)
        links = [c.lower_ for c in head.children if c.dep_ == "cc" and c.i < token.i]
        if token.tag_ == head.tag_ and links and links[-1] in ("or", "nor", "and"):
            deny_by(head, assessed)
    return True


def _below_preposition(head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from the noun or gerund behind a preposition."""
    known = lists()
    if head.lower_ in known.privative:
        assessed.deny()
        return False
    if head.lower_ == "from" and head.head.lemma_.lower() in known.preventing and relation != "DEPENDS_ON":
        assessed.deny()
    return True


def _preposition(token: Token, head: Token, trigger: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from a prepositional phrase."""
    known, lemma = lists(), head.lemma_.lower()
    if head.pos_ in VERBAL:
        if trigger.lemma_.lower() in known.stative:
            return False
        _governed(token, head, relation, assessed)
        hedge_by(head, relation, assessed)
        deny_by(head, assessed)
        return True
    if lemma in known.lifting_nouns and relation in (None, "RESTRICTS") and trigger.lemma_.lower() in known.measures:
        assessed.lifted = True
        hedge_by(head, relation, assessed)
        return False
    _governed(token, head, relation, assessed)
    hedge_by(head, relation, assessed)
    return lemma in known.governors_possible or lemma in known.governors_forecast


def _nominal(token: Token, head: Token, trigger: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from a noun that is an object, passive subject or predicate."""
    known, lemma, noun = lists(), lemma_of(head), token.lemma_.lower()
    if noun in known.measures and lemma in known.lifting and relation in (None, "RESTRICTS"):
        assessed.lifted = assessed.lifted or token == trigger
        deny_by(head, assessed)
    elif token.dep_ in ("attr", "acomp", "oprd"):
        deny_by(head, assessed)
    elif noun in known.stative and lemma != "have":
        return False
    else:
        deny_by(head, assessed)
        _governed(token, head, relation, assessed)
    hedge_by(head, relation, assessed)
    return True


def _subject(token: Token, head: Token, relation: str | None, assessed: Assessment) -> bool:
    """Up from an active subject: only what is said of the whole statement counts ("a ban is unlikely")."""
    known = lists()
    measure = relation in (None, "RESTRICTS") and token.lemma_.lower() in known.measures
    if measure and lemma_of(head) in known.lifting and not any(c.dep_ == "dobj" for c in head.children):
        assessed.lifted = True
        deny_by(head, assessed)
        hedge_by(head, relation, assessed)
        return True
    if head.lemma_ == "be":
        for child in head.children:
            if child.dep_ == "acomp":
                lemma = child.lemma_.lower()
                if lemma in known.denying_adjectives:
                    assessed.deny()
                if lemma in known.governors_possible:
                    assessed.note("possible", lemma)
    return False
