"""How sure a statement is, by word: modal verbs, adverbs, conditions, and the verbs and nouns that govern it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.assessment import SUBJECTS, Assessment, lists

if TYPE_CHECKING:
    from spacy.tokens import Token


def hedge_by(token: Token, relation: str | None, assessed: Assessment) -> None:
    """Note the modal verbs, adverbs and conditions that stand at a verb or noun."""
    known = lists()
    would = condition = will = False
    for child in token.children:
        dep, form = child.dep_, child.lower_
        if dep in ("aux", "auxpass"):
            if form in known.aux_forecast:
                assessed.note("forecast", form)
                will = True
            elif form in known.aux_possible and not (form == "can" and relation in known.can_asserted):
                assessed.note("possible", form)
            elif form in known.aux_would and child.tag_ == "MD":
                would = True
        elif dep == "mark":
            if form in known.conditional_marks:
                assessed.note("conditional", form)
        elif dep in ("advmod", "npadvmod"):
            if form in known.adverbs_possible:
                assessed.note("possible", form)
            elif form in known.adverbs_conditional:
                assessed.note("conditional", form)
        elif dep == "advcl":
            condition = condition or _is_condition(child)
        elif dep in ("amod", "compound"):
            if form in known.premodifiers_possible:
                assessed.note("possible", form)
            elif form in known.premodifiers_forecast:
                assessed.note("forecast", form)
    if condition and (will or would):
        assessed.note("conditional", "if")
    elif would:
        assessed.note("forecast" if _is_reported(token) else "conditional", "would")


def hedge_by_governor(lemma: str, relation: str | None, assessed: Assessment) -> None:
    """Note what a governor makes of what hangs under it ("plans to", "fears of")."""
    known = lists()
    if lemma in known.aims and not is_forecast_aim(relation):
        return
    if lemma in known.governors_possible:
        assessed.note("possible", lemma)
    elif lemma in known.governors_forecast or (lemma in known.governors_agreed and relation in known.agreed):
        assessed.note("forecast", lemma)


def is_forecast_aim(relation: str | None) -> bool:
    """Whether an aim at this relation counts as a forecast; at the others it is stated as fact."""
    return relation is None or relation in lists().purpose_forecast


def _is_condition(clause: Token) -> bool:
    """Whether an adverbial clause is an if-clause, also an inverted one ("should prices fall, ...")."""
    for child in clause.children:
        if child.dep_ == "mark" and child.lower_ in lists().conditional_marks:
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
    return token.dep_ == "ccomp" and head.lemma_.lower() in lists().reporting and head.tag_ in ("VBD", "VBN")
