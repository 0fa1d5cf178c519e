"""Polarity: whether a hop passes a shock on as it is (+1) or turned round (-1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.edges import LinkedClaim
from graph.exposure.settings import ExposedTo, settings
from schemas.records import Entity, Mention
from schemas.vocabulary import Relation, Transmission, Vocabulary

_EXPOSED_TO = "EXPOSED_TO"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def applies(transmission: Transmission, source_type: str, vocabulary: Vocabulary) -> bool:
    """Whether the transmission is open to a shock that comes from a thing of this type (`when: actor` or `other`)."""
    if transmission.when is None:
        return True
    return (transmission.when == "actor") == vocabulary.is_actor(source_type)


def channel_of(relation: Relation, transmission: Transmission, source_type: str, vocabulary: Vocabulary) -> str:
    """The vocabulary's channel; but who is exposed to an actor waits for no deed of the actor."""
    if relation.name == _EXPOSED_TO and vocabulary.is_actor(source_type):
        return settings().exposed_to.actor_channel
    return transmission.channel


def claim_sign(
    linked: LinkedClaim,
    transmission: Transmission,
    entities: Mapping[str, Entity],
    vocabulary: Vocabulary,
) -> int:
    """Sign of the hop that this claim states: the transmission's sign times the directions that count.

    Args:
        linked: The claim; its status does not matter here.
        transmission: One transmission of the claim's relation.
        entities: At least the two that the claim links to.
        vocabulary: The vocabulary of relation and transmission.
    """
    claim = linked.claim
    if vocabulary.channel(transmission.channel).structural:
        return transmission.sign
    relation = vocabulary.relation(claim.relation)
    if relation.name == _EXPOSED_TO and claim.object.direction is None:
        return _turn(claim.subject) * danger_sign(entities[linked.object_id])
    sign = transmission.sign * _turn(claim.subject)
    if relation.object_direction == "any" or claim.object.direction_by == "noun":
        sign *= _turn(claim.object)
    return sign


def danger_sign(entity: Entity) -> int:
    """Sign of being exposed to this thing: -1 where its rise is the danger, +1 where its fall is.

    >>> danger_sign(Entity(id="x", name="freight rates", type="Factor"))
    -1
    >>> danger_sign(Entity(id="x", name="demand for electric cars", type="Factor"))
    1
    """
    lists = settings().exposed_to
    if entity.type in lists.minus_types:
        return -1
    if entity.type in lists.plus_types:
        return 1
    return _factor_sign(entity.name.casefold(), lists)


def _factor_sign(name: str, lists: ExposedTo) -> int:
    """The head decides, last words first ("sales tax" is a tax), then what stands behind it ("level of demand")."""
    for part in settings().split_head(name):
        words = _WORD.findall(part)
        for end in range(len(words), 0, -1):
            for length in (2, 1):
                phrase = " ".join(words[max(0, end - length) : end])
                if phrase in lists.plus_words:
                    return 1
                if phrase in lists.minus_words:
                    return -1
    return 1 if lists.factor_default == "plus" else -1


def _turn(mention: Mention) -> int:
    return -1 if mention.direction == "down" else 1
