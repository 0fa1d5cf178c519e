"""Whether a statement holds, and how sure its words are: status and modality of a trigger."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import lexicon, words
from schemas.records import Modality, Status

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

VERBAL = frozenset({"VERB", "AUX"})
CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "csubj", "conj", "parataxis", "prep", "pobj", "dobj",
                     "attr", "acomp", "oprd", "appos", "nsubj", "nsubjpass", "compound", "agent", "dative", "amod", "nmod", "dep"})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
MAX_STEPS = 24


class Assertion(NamedTuple):
    """What the words say of the statement itself."""

    status: Status
    modality: Modality


class _Lists:
    """The word lists of assertion.yaml, one set each."""

    def __init__(self) -> None:
        for name, value in lexicon("assertion").items():
            if isinstance(value, list):
                setattr(self, name, words("assertion", name))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> frozenset[str]: ...


@cache
def _lists() -> _Lists:
    return _Lists()


class _Reading:
    """What has been found on the way up from a trigger."""

    __slots__ = ("causal", "cues", "denied", "ended", "exempt", "lifted", "open")

    def __init__(self) -> None:
        self.open = True  # negation higher up still reaches the trigger
        self.lifted = False
        self.causal = False  # an argument is the cause of the whole clause, its negation included
        self.denied = False
        self.ended = False
        self.exempt = False
        self.cues: list[tuple[Modality, str]] = []

    def deny(self, *, ended: bool = False) -> None:
        """One more negation: two of them cancel out."""
        if not self.open:
            return
        self.denied = not self.denied
        self.ended = ended and self.denied

    def status(self) -> Status:
        if self.exempt:
            return "holds" if self.denied else "exempt"
        if self.lifted:
            return "holds" if self.denied or self.modality() in ("possible", "conditional") else "ended"
        if self.ended:
            return "ended"
        return "denied" if self.denied else "holds"

    def modality(self) -> Modality:
        found = {modality for modality, _ in self.cues}
        for modality in ("conditional", "possible", "forecast"):
            if modality in found:
                return modality
        return "asserted"


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
    reading = _Reading()
    for span in (subject, object_):
        if span is not None:
            _argument(span.root, trigger, relation, reading)
    if relation in (None, "RESTRICTS"):
        _measure(trigger, object_, reading)
    _climb(trigger, relation, reading)
    status, modality = reading.status(), reading.modality()
    if reading.lifted and status == "holds":
        modality = "asserted"  # a ban that may be lifted is in force
    return Assertion(status, modality)


def _lemma(token: Token) -> str:
    """Lower-case lemma, with a verb's particle joined on ("give_up")."""
    lemma = token.lemma_.lower()
    if token.pos_ in VERBAL:
        for child in token.children:
            if child.dep_ == "prt":
                return f"{lemma}_{child.lower_}"
    return lemma


def _negators(token: Token) -> list[Token]:
    """What denies the token itself, focus ("not only") left out."""
    lists = _lists()
    found = []
    for child in token.children:
        form = child.lower_
        if (child.dep_ == "neg" and form not in lists.empty) or form in lists.negators:
            following = child.nbor() if child.i + 1 < len(child.doc) else None
            if following is None or following.lower_ not in lists.focus:
                found.append(child)
        elif child.dep_ in ("det", "neg") and form in lists.empty:
            found.append(child)
        elif child.dep_ == "amod" and form == "little" and token.lemma_ in lists.effects and not any(c.lower_ in ("a", "the") for c in token.children):
            found.append(child)
    return found


def _deny_by(token: Token, reading: _Reading) -> None:
    """Count the negations that stand at a verb, adjective or noun."""
    lists = _lists()
    children = list(token.children)
    for child in children:
        if child.lower_ == "longer" and child.dep_ == "advmod" and any(c.lower_ == "no" for c in child.children):
            reading.deny(ended=True)
            return
    for negator in _negators(token):
        ended = any(c.lower_ in ("anymore", "longer") for c in children)
        reading.deny(ended=ended and negator.lower_ not in lists.empty)


def _hedge_by(token: Token, relation: str | None, reading: _Reading, *, clause: bool = True) -> None:
    """Note the modal verbs, adverbs and conditions that stand at a verb or noun."""
    lists = _lists()
    would = False
    condition = False
    strong = False
    for child in token.children:
        dep, form = child.dep_, child.lower_
        if dep in ("aux", "auxpass"):
            if form in lists.aux_forecast:
                reading.cues.append(("forecast", form))
                strong = True
            elif form in lists.aux_possible and not (form == "can" and relation in lists.can_asserted):
                reading.cues.append(("possible", form))
            elif form in lists.aux_would:
                would = child.tag_ == "MD"
        elif dep == "mark" and clause:
            if form in lists.conditional_marks:
                reading.cues.append(("conditional", form))
        elif dep in ("advmod", "npadvmod"):
            if form in lists.adverbs_possible:
                reading.cues.append(("possible", form))
            elif form in lists.adverbs_conditional:
                reading.cues.append(("conditional", form))
        elif dep == "advcl" and clause:
            condition = condition or _is_condition(child)
        elif dep in ("amod", "compound"):
            if form in lists.premodifiers_possible:
                reading.cues.append(("possible", form))
            elif form in lists.premodifiers_forecast:
                reading.cues.append(("forecast", form))
    if condition and (strong or would):
        reading.cues.append(("conditional", "if below"))
    elif would:
        reading.cues.append(("forecast" if _is_reported(token) else "conditional", "would"))


def _is_condition(clause: Token) -> bool:
    """Whether an adverbial clause is an if-clause, also an inverted one ("should prices fall, ...")."""
    lists = _lists()
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in lists.conditional_marks:
            return child.lower_ != "whether"
        if child.dep_ == "aux" and child.lower_ in ("should", "had", "were"):
            return all(c.i > child.i for c in clause.children if c.dep_ in SUBJECTS)
        if child.dep_ in SUBJECTS:
            return False
    return False


def _is_reported(token: Token) -> bool:
    """Whether "would" is only the past of "will": under a verb of saying in the past."""
    while token.dep_ in ("conj", "xcomp"):
        token = token.head
    head = token.head
    return token.dep_ == "ccomp" and head.lemma_.lower() in _lists().reporting and head.tag_ in ("VBD", "VBN")


def _argument(head: Token, trigger: Token, relation: str | None, reading: _Reading) -> None:
    """Negation inside an argument, or between it and the trigger."""
    lists = _lists()
    if head.lower_ in lists.empty or any(c.dep_ in ("det", "neg") and c.lower_ in lists.empty for c in head.children):
        reading.deny()
    if head != trigger and not trigger.is_ancestor(head):
        return
    token, linked = head, False
    for _ in range(MAX_STEPS):
        if token == trigger or token.head == token:
            return
        if not linked and token.pos_ not in VERBAL:
            if any(c.lower_ not in lists.empty for c in _negators(token)) or (token != head and token.lower_ in lists.empty):
                reading.deny()
        if token.dep_ in ("prep", "pcomp", "mark"):
            if token.lower_ in lists.privative and relation not in ("SUBSTITUTES_FOR", "MITIGATES"):
                reading.deny()
            elif token.lower_ in lists.causal and relation not in lists.causal_denied:
                reading.causal = True
        linked = False
        if token.dep_ == "conj":
            links = [c for c in token.head.children if c.dep_ in ("cc", "preconj") and c.i < token.i]
            if links and links[-1].lower_ in lists.contrast_after and relation != "SUBSTITUTES_FOR":
                reading.deny()
            linked = not any(c.lower_ in ("or", "nor") for c in links)
        token = token.head


def _measure(trigger: Token, object_: Span | None, reading: _Reading) -> None:
    """A measure lifted, or something exempted from it, by the trigger itself."""
    lists = _lists()
    lemma = _lemma(trigger)
    if lemma in lists.exempting or trigger.lower_ in lists.exempting:
        reading.exempt = True
    elif lemma in lists.lifting and trigger.pos_ in VERBAL:
        for child in trigger.children:
            if child.dep_ in ("dobj", "nsubjpass", "nsubj") and child.lemma_.lower() in lists.measures:
                reading.lifted = object_ is None or object_.root != child
                return


def _governed(token: Token, governor: Token, relation: str | None, reading: _Reading) -> None:
    """What a verb, adjective or noun makes of the clause or noun under it."""
    lists = _lists()
    lemma = _lemma(governor)
    if lemma == "unable" and relation == "DEPENDS_ON":
        return  # who cannot get it still needs it
    if lemma in lists.denying_adjectives or (lemma in lists.denying_nouns and token.dep_ == "acl"):
        reading.deny()
    elif (lemma in lists.denying and token.dep_ in ("xcomp", "ccomp") and _is_infinitive(token)):
        reading.deny()
    elif lemma in lists.denying_objects and (token.dep_ in ("dobj", "nsubjpass") or token.tag_ == "VBG"):
        reading.deny()
    elif lemma in lists.ending and token.dep_ in ("xcomp", "ccomp", "pcomp"):
        reading.deny(ended=True)
    if lemma in lists.aims and not _is_forecast_aim(relation):
        return
    if lemma in lists.governors_possible:
        reading.cues.append(("possible", lemma))
    elif lemma in lists.governors_forecast or (lemma in lists.governors_agreed and relation in lists.agreed):
        reading.cues.append(("forecast", lemma))


def _is_action(noun: Token) -> bool:
    """Whether a noun names something done or happening, which the verb above can deny or put off."""
    lists = _lists()
    lemma = noun.lemma_.lower()
    if lemma in lists.stative or noun.pos_ == "PROPN":
        return False
    return lemma in lists.actions or lemma in lists.measures or lemma.endswith(("tion", "sion", "ment", "ing", "ance", "ure", "age", "sis"))


def _is_infinitive(token: Token) -> bool:
    """Whether the token is a to-infinitive."""
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _climb(trigger: Token, relation: str | None, reading: _Reading) -> None:
    """Walk from the trigger up through what governs it, noting negation and mood."""
    lists = _lists()
    token = trigger
    reading.open = not reading.causal
    _deny_by(token, reading)
    _hedge_by(token, relation, reading)
    if token.lower_ in lists.untouched:
        reading.deny()
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("attr", "acomp", "oprd"):
        if relation in _standing() or not _is_action(token):
            return
    for _ in range(MAX_STEPS):
        head, dep = token.head, token.dep_
        if head == token:
            if _is_infinitive(token) and any(c.dep_ in SUBJECTS for c in token.children):
                reading.cues.append(("forecast", "to, headline"))
            return
        step = _STEPS.get(dep)
        if step is None or not step(token, head, trigger, relation, reading):
            return
        token = head


def _clause(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a complement clause (xcomp, ccomp)."""
    lists = _lists()
    lemma = _lemma(head)
    _governed(token, head, relation, reading)
    if _is_infinitive(token) and (
        (lemma == "be" and _is_forecast_aim(relation)) or (lemma == "go" and head.tag_ == "VBG")
    ):
        reading.cues.append(("forecast", f"{lemma} to"))
    if not (lemma in lists.raising or (token.dep_ == "xcomp" and head.pos_ in VERBAL)):
        reading.open = False
    elif lemma == "be" and any(c.dep_ == "acomp" and c.lemma_ not in lists.raising for c in head.children):
        reading.open = False
    _deny_by(head, reading)
    if token.dep_ == "xcomp" or lemma not in lists.reporting:
        _hedge_by(head, relation, reading)
        return True
    return False


def _adverbial(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from an adverbial clause: purposes are aims, free participles share the mood of the main clause."""
    lists = _lists()
    if _is_infinitive(token):
        if _lemma(head) in lists.governors_possible | lists.governors_forecast:
            return _clause(token, head, trigger, relation, reading)
        if _is_forecast_aim(relation):
            reading.cues.append(("forecast", "purpose"))
    elif token.tag_ not in ("VBG", "VBN") or any(c.dep_ == "mark" or c.dep_ in SUBJECTS for c in token.children):
        return False
    _hedge_by(head, relation, reading)
    return True


@cache
def _standing() -> frozenset[str]:
    return words("assertion", "standing")


def _is_forecast_aim(relation: str | None) -> bool:
    """Whether an aim at this relation counts as a forecast."""
    return relation is None or relation in _lists().purpose_forecast


def _adnominal(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a clause that hangs on a noun: "plans to build", "the only plant making it"."""
    if _is_infinitive(token):
        before = len(reading.cues)
        _governed(token, head, relation, reading)
        if len(reading.cues) == before and relation != "MITIGATES" and _is_forecast_aim(relation):
            reading.cues.append(("forecast", "purpose of a noun"))
        _deny_by(head, reading)
        return True
    for child in head.children:
        if child.dep_ == "det" and child.lower_ in _lists().empty:
            reading.deny()
    return False


def _conjunct(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a second conjunct: it shares what stands before the first, unless it brings its own."""
    if token.pos_ not in VERBAL:
        return True
    own = any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass") for c in token.children)
    if not own:
        _hedge_by(head, relation, reading)
        links = [c.lower_ for c in head.children if c.dep_ == "cc" and c.i < token.i]
        if relation in (None, "RESTRICTS") and _lemma(head) in _lists().lifting:
            _measure(head, None, reading)
        if token.tag_ == head.tag_ and links and links[-1] in ("or", "nor", "and"):
            _deny_by(head, reading)
    return True


def _gerund(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a gerund behind a preposition."""
    lists = _lists()
    if head.lower_ in lists.privative:
        reading.deny()
        return False
    if head.lower_ == "from" and head.head.lemma_.lower() in lists.preventing and relation != "DEPENDS_ON":
        reading.deny()
    return True


def _preposition(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a prepositional phrase."""
    lists = _lists()
    if head.pos_ in VERBAL:
        if trigger.lemma_.lower() in lists.stative:
            return False
        _governed(token, head, relation, reading)
        _hedge_by(head, relation, reading)
        _deny_by(head, reading)
        return True
    lemma = head.lemma_.lower()
    if lemma in lists.lifting_nouns and trigger.lemma_.lower() in lists.measures and relation in (None, "RESTRICTS"):
        reading.lifted = True
        _hedge_by(head, relation, reading)
        return False
    _governed(token, head, relation, reading)
    _hedge_by(head, relation, reading)
    return lemma in lists.governors_possible or lemma in lists.governors_forecast


def _nominal(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from a noun that is an object, passive subject or predicate."""
    lists = _lists()
    lemma = _lemma(head)
    noun = token.lemma_.lower()
    if noun in lists.measures and lemma in lists.lifting and relation in (None, "RESTRICTS"):
        reading.lifted = reading.lifted or token == trigger
        _deny_by(head, reading)
    elif token.dep_ in ("attr", "acomp", "oprd"):
        _deny_by(head, reading)
    elif noun in lists.stative and lemma != "have":
        return False
    else:
        _deny_by(head, reading)
        _governed(token, head, relation, reading)
    _hedge_by(head, relation, reading)
    return True


def _subject(token: Token, head: Token, trigger: Token, relation: str | None, reading: _Reading) -> bool:
    """Up from an active subject: only what is said of the statement as a whole counts ("a ban is unlikely")."""
    lists = _lists()
    if token.lemma_.lower() in lists.measures and relation in (None, "RESTRICTS"):
        if _lemma(head) in lists.lifting and not any(c.dep_ == "dobj" for c in head.children):
            reading.lifted = True
            _deny_by(head, reading)
            _hedge_by(head, relation, reading)
            return True
    if head.lemma_ == "be":
        for child in head.children:
            if child.dep_ == "acomp":
                lemma = child.lemma_.lower()
                if lemma in lists.denying_adjectives:
                    reading.deny()
                    reading.cues.append(("possible", lemma))
                elif lemma in lists.governors_possible:
                    reading.cues.append(("possible", lemma))
    return False


_STEPS = {
    "xcomp": _clause, "ccomp": _clause, "advcl": _adverbial, "acl": _adnominal, "conj": _conjunct, "pcomp": _gerund,
    "prep": _preposition, "pobj": _gerund, "dobj": _nominal, "nsubjpass": _nominal, "attr": _nominal, "acomp": _nominal,
    "oprd": _nominal, "nsubj": _subject,
}  # fmt: skip
