"""What an entity is, from all that is said of it: a pure function, whatever the order of the claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.edges import LinkedClaim
from graph.linking import Linker
from schemas.records import Entity, Mention
from schemas.vocabulary import Vocabulary

FACTOR, EVENT, PRODUCT = "Factor", "Event", "Product"


class Vote(NamedTuple):
    """What one mention says of its entity.

    Attributes:
        name: How it calls it.
        type: The type of the whole phrase.
        counts: Whether that is also the entity's type ("shortage of chips" says nothing of chips).
        weight: The claim's confidence in thousandths, so that sums do not depend on their order.
    """

    name: str
    type: str
    counts: bool
    weight: int


Votes = Mapping[Vote, int]
"""How many mentions say it."""


def vote(mention: Mention, confidence: float) -> Vote:
    """What a mention of a claim of this confidence says of its entity."""
    return Vote(mention.link_name, mention.type, mention.votes, round(confidence * 1000))


def votes(claims: Iterable[LinkedClaim]) -> dict[str, Counter[Vote]]:
    """Entity id -> what the claims say of it."""
    found: defaultdict[str, Counter[Vote]] = defaultdict(Counter)
    for id_, said in _all_votes(claims):
        found[id_][said] += 1
    return dict(found)


def _all_votes(claims: Iterable[LinkedClaim]) -> Iterator[tuple[str, Vote]]:
    for linked in claims:
        yield linked.subject_id, vote(linked.claim.subject, linked.claim.confidence)
        yield linked.object_id, vote(linked.claim.object, linked.claim.confidence)


def derive_entities(claims: Iterable[LinkedClaim], linker: Linker, vocabulary: Vocabulary) -> dict[str, Entity]:
    """Every entity that the claims are about, by id."""
    return {id_: derive_entity(id_, said, linker, vocabulary) for id_, said in sorted(votes(claims).items())}


def derive_entity(id_: str, said: Votes, linker: Linker, vocabulary: Vocabulary) -> Entity:
    """The entity that all mentions together describe.

    Its name is the gazetteer's, else the most frequent form (then small letters first); its type the gazetteer's, else
    Factor for a price or demand, else the one with the most confidence behind it (then the vocabulary's order).

    Args:
        id_: Its id.
        said: What all mentions of it say; at least one.
        linker: Whose gazetteer names it.
        vocabulary: Whose types it may have.
    """
    entry = linker.entry(id_)
    priced, demanded = linker.goods(id_)
    forms: Counter[str] = Counter()
    for one, times in said.items():
        forms[linker.display(one.name) or one.name] += times
    name = entry.name if entry else min(forms, key=lambda form: (-forms[form], form.swapcase()))
    if entry and entry.type in vocabulary.type_names:
        type_ = entry.type
    elif (priced or demanded) and FACTOR in vocabulary.type_names:
        type_ = FACTOR
    else:
        type_ = _type(said, vocabulary)
    return Entity(
        id=id_,
        name=name,
        type=type_,
        aliases=tuple(sorted(set(forms) - {name})),
        identifiers=entry.identifiers if entry else {},
        priced_good=priced,
        demanded_good=demanded,
    )


def _type(said: Votes, vocabulary: Vocabulary) -> str:
    weights: Counter[str] = Counter()
    for one, times in said.items():
        if one.counts:
            weights[one.type] += times * one.weight
    if not weights:
        # Only movements of it are named ("shortage of chips"): their type unless it is the movement's own, an Event.
        for one, times in said.items():
            if one.type != EVENT:
                weights[one.type] += times * one.weight
    if not weights:
        return PRODUCT if PRODUCT in vocabulary.type_names else vocabulary.type_names[0]
    order = {type_: at for at, type_ in enumerate(vocabulary.type_names)}
    return min(weights, key=lambda type_: (-weights[type_], order.get(type_, len(order)), type_))
