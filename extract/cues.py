"""What the words around a statement show, as named cues: the input of the regressions in `extract.linear`.

A cue is a short text, such as `mark=if` or `way=nsubj`; the weights of those that help stand in `extract/data/*.tsv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.assessment import SUBJECTS, VERBAL
from extract.attachment import attachment, costs_up

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from schemas.records import Horizon, Modality, Quantity, Status

STEPS = 4
"""How far up from the trigger words are looked at."""
HELPERS = frozenset({"aux", "auxpass", "mark", "neg", "advmod"})
OPEN = frozenset({"MD", "IN", "TO", "RB"})
"""Tags of the words of a sentence that may hedge."""
FAR = 6


class Statement(NamedTuple):
    """One relation between two mentions, and what its words say of it.

    Attributes:
        trigger: The word that states it.
        subject, object: The phrases of its arguments.
        relation: The relation.
        status: Whether it holds, by the rules.
        modality: How sure it is; for `mood_cues` by the rules alone.
        heard: The words that the rules heard, each with the modality that it stands for.
    """

    trigger: Token
    subject: Span
    object: Span
    relation: str
    status: Status
    modality: Modality
    heard: tuple[tuple[str, str], ...] = ()


def mood_cues(said: Statement) -> list[str]:
    """What tells how sure a statement is."""
    trigger, relation, rule = said.trigger, said.relation, said.modality
    found = [
        f"relation={relation}",
        f"rule={rule}",
        f"status={said.status}",
        f"rule={rule},{relation}",
        f"trigger={trigger.lemma_.lower()}",
        f"tag={trigger.tag_}",
        f"dep={trigger.dep_}",
        *(f"heard={modality},{word}" for modality, word in said.heard),
    ]
    token = trigger
    for step in range(STEPS):
        above = "" if step == 0 else "above."
        for child in token.children:
            if child.dep_ in HELPERS:
                found.append(f"{above}{child.dep_}={child.lower_}")
            elif child.dep_ == "advcl":
                found += [f"clause={c.lower_}" for c in child.children if c.dep_ == "mark"]
        head = token.head
        if head == token:
            found.append(f"root={step},{token.tag_}")
            break
        found += [f"way={step},{token.dep_}", f"over={head.lemma_.lower()}", f"over={token.dep_},{head.tag_}"]
        token = head
    for end in (said.subject.root, said.object.root):
        found += [f"of={c.lower_}" for c in end.children if c.dep_ in ("amod", "det", "advmod")]
    found += {f"word={t.lower_}" for t in trigger.sent if t.tag_ in OPEN}
    found.append(f"question={trigger.sent.text.rstrip().endswith('?')}")
    verb = _verb(trigger)
    helpers = ",".join(c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass"))
    found += [f"verb={verb.tag_},{helpers}", f"verb={verb.lemma_.lower()}"]
    found.append(f"subject={any(c.dep_ in SUBJECTS for c in verb.children)}")
    return found


def size_cues(said: Statement, span: Span, thing: Horizon | Quantity, among: int) -> list[str]:
    """What tells whether a time or an amount of the sentence belongs to a statement.

    Args:
        said: The statement.
        span: The words of the time or amount.
        thing: What they mean.
        among: How many the sentence has.
    """
    doc, trigger, relation = span.doc, said.trigger, said.relation
    place = attachment(span)
    below = costs_up(place)
    to_trigger, to_subject, to_object = (_far(below, end) for end in (trigger, said.subject.root, said.object.root))
    if span.end <= min(said.subject.start, said.object.start):
        where = "before"
    elif span.start >= max(said.subject.end, said.object.end):
        where = "behind"
    else:
        where = "between"
    inside = "".join(n for n, end in (("S", said.subject), ("O", said.object)) if end.start <= span.start < end.end)
    held = "trigger" if place == trigger else "subject" if place == said.subject.root else "other"
    held = "object" if place == said.object.root else held
    start, end = sorted((span.start, trigger.i))
    verbs = sum(doc[i].pos_ == "VERB" for i in range(start + 1, end))
    near = min(abs(span.start - i) for i in (trigger.i, said.subject.root.i, said.object.root.i))
    modality = said.modality
    first, last = span[0].lower_.strip(), span[-1].lower_.strip()
    kind = thing.kind
    return [
        f"kind={kind}",
        f"relation={relation}",
        f"kind={kind},{relation}",
        f"among={min(4, among)}",
        f"trigger~{to_trigger}",
        f"subject~{to_subject}",
        f"object~{to_object}",
        f"ends~{to_subject},{to_object}",
        f"trigger~{to_trigger},{kind}",
        f"trigger~{to_trigger},{where}",
        f"object~{to_object},{kind}",
        f"inside={inside}",
        f"inside={inside},{kind}",
        f"held={held}",
        f"held={held},{kind}",
        f"held={held},{relation}",
        f"where={where}",
        f"where={where},{kind}",
        f"opens={span.start <= trigger.sent.start + 1}",
        f"near={min(12, near // 2)}",
        f"verbs={min(3, verbs)}",
        f"dep={span.root.dep_},{place.pos_}",
        f"first={first}",
        f"last={last}",
        f"before={doc[span.start - 1].lower_.strip() if span.start else ''}",
        f"behind={doc[span.end].lower_.strip() if span.end < len(doc) else ''}",
        f"place={place.lemma_.lower().strip()}",
        f"modality={modality},{kind}",
        f"modality={modality},{kind},{relation}",
        f"status={said.status}",
        f"value={getattr(thing, 'value', None) is not None}",
        f"first={first},{relation}",
        f"day={_is_day(thing.text)}",
    ]


def _verb(token: Token) -> Token:
    """The verb over a word, or the top of its tree."""
    while token.pos_ not in VERBAL and token.head != token:
        token = token.head
    return token


def _far(below: dict[int, float], end: Token) -> str:
    """The cost of the way in the tree, in halves; "-" where there is none."""
    ways = [below[i] + cost for i, cost in costs_up(end).items() if i in below]
    return str(min(FAR, int(2 * min(ways)))) if ways else "-"


def _is_day(text: str) -> bool:
    """Whether a time is a day ("Monday", "March 14"): mostly that of an announcement."""
    return text.endswith("day") or (text[:3].isalpha() and text[-2:].strip().isdigit())
