"""From claims to typed edges and EXPOSES edges: pure functions, the same for every store and for the bulk path.

The claims may come in any order. All claims of an edge must be there, because every value is computed anew, never
added to; `edge_ids_of_pair` names the edges that share an EXPOSES edge and so belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.edges import Edge, Exposes, LinkedClaim, edge_id
from graph.exposure.polarity import applies, channel_of, claim_sign
from graph.exposure.settings import settings
from graph.kinds import Taxonomy, built_in, kind_exposures
from graph.rows import claim_edge_id
from graph.sources import sources
from schemas.records import Claim, Entity
from schemas.vocabulary import Transmission, Vocabulary

PRICE = "PRICE"
"""Relation name of the derived hop to a price; it is no relation of the vocabulary."""

Key = tuple[str, str, str, int, str]
"""Source, target, relation, sign, channel: `Exposes.key`."""


def edge_ids_of_pair(subject: str, relation: str, object_: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Ids of the edges that have to be derived together: the one asked for, and its reverse.

    "A replaces B" and "B replaces A" are two edges, but one way in which A and B are rivals.
    """
    symmetric = vocabulary.relation(relation).symmetric
    return tuple(
        sorted({edge_id(a, relation, b, symmetric=symmetric) for a, b in ((subject, object_), (object_, subject))})
    )


def derive_edges(claims: Sequence[LinkedClaim], vocabulary: Vocabulary) -> list[Edge]:
    """The typed edges that the claims make, sorted by `edge_id`.

    Only a claim that holds makes an edge: one that is only denied, or only said to have ended, is none. A claim of a
    thing about itself makes none either, nor does one that a person has rejected.

    Args:
        claims: All claims of the edges concerned, in any order.
        vocabulary: The vocabulary of the claims.
    """
    edges: list[Edge] = []
    for id_, group in sorted(_by_edge(claims, vocabulary).items()):
        holding = [linked for linked in group if linked.claim.status == "holds"]
        if not holding:
            continue
        denying = [linked for linked in group if linked.claim.status == "denied"]
        source = sources_of([*holding, *denying])
        subject, object_ = _ends(group[0], vocabulary)
        dates = sorted(linked.claim.published for linked in holding if linked.claim.published)
        edges.append(
            Edge(
                edge_id=id_,
                subject=subject,
                relation=group[0].claim.relation,
                object=object_,
                confidence=merged_confidence(holding, denying),
                support=len({source[linked.claim.article] for linked in holding}),
                denials=len({source[linked.claim.article] for linked in denying}),
                articles=tuple(sorted({linked.claim.article for linked in holding})),
                first_seen=dates[0] if dates else None,
                last_seen=dates[-1] if dates else None,
                ended=_ended(linked.claim for linked in group),
            )
        )
    return edges


def derive_exposures(
    claims: Sequence[LinkedClaim],
    entities: Mapping[str, Entity],
    vocabulary: Vocabulary,
    taxonomy: Taxonomy | None = None,
) -> list[Exposes]:
    """All ways in which a shock travels: stated ones, to prices, and over the taxonomy; sorted by key.

    Args:
        claims: All claims of the graph, in any order.
        entities: All its entities by id.
        vocabulary: The vocabulary of the claims.
        taxonomy: What lies under what; the one that ships with knockon where null.
    """
    exposures = stated_exposures(claims, entities, vocabulary) + price_exposures(entities)
    exposures += kind_exposures(entities, entities, taxonomy or built_in())
    return sorted(exposures, key=lambda exposes: exposes.key)


def stated_exposures(
    claims: Sequence[LinkedClaim], entities: Mapping[str, Entity], vocabulary: Vocabulary
) -> list[Exposes]:
    """The ways in which a shock travels along the edges that the claims make.

    An edge that has ended passes nothing on.

    Args:
        claims: All claims of the edges concerned and of their reverses (`edge_ids_of_pair`), in any order.
        entities: By id: every entity that the claims link to.
        vocabulary: The vocabulary of the claims.
    """
    groups = _by_edge(claims, vocabulary)
    stated: defaultdict[Key, list[tuple[str, LinkedClaim]]] = defaultdict(list)
    strength: dict[Key, float] = {}
    for id_, group in groups.items():
        if _ended(linked.claim for linked in group) is not None:
            continue
        for linked in group:
            if linked.claim.status not in ("holds", "denied"):
                continue
            for key, transmission in hops_of(linked, entities, vocabulary):
                stated[key].append((id_, linked))
                strength[key] = max(transmission.strength, strength.get(key, 0.0))
    exposures: list[Exposes] = []
    for key, rows in stated.items():
        holding = [linked for _, linked in rows if linked.claim.status == "holds"]
        if not holding:
            continue
        held = [linked.claim for linked in holding]
        lag_min, lag_max = _lag(held)
        source, target, name, sign, channel = key
        exposures.append(
            Exposes(
                source=source,
                target=target,
                relation=name,
                sign=sign,
                channel=channel,
                weight=max(0.001, round(strength[key] * _share(held), 3)),
                confidence=merged_confidence(holding, [row for _, row in rows if row.claim.status == "denied"]),
                lag_min=lag_min,
                lag_max=lag_max,
                edge_ids=tuple(sorted({id_ for id_, linked in rows if linked.claim.status == "holds"})),
            )
        )
    return exposures


def hops_of(
    linked: LinkedClaim, entities: Mapping[str, Entity], vocabulary: Vocabulary
) -> Iterator[tuple[Key, Transmission]]:
    """Key of every EXPOSES edge that the claim speaks for (or, denied, against), with its transmission."""
    relation = vocabulary.relation(linked.claim.relation)
    ends = {"subject": linked.subject_id, "object": linked.object_id}
    for hop in relation.transmissions:
        source, target = ends[hop.from_], ends[hop.to]
        type_ = entities[source].type
        if applies(hop, type_, vocabulary):
            sign = claim_sign(linked, hop, entities, vocabulary)
            yield (source, target, relation.name, sign, channel_of(relation, hop, type_, vocabulary)), hop


def claim_weight(claim: Claim) -> float:
    """What one claim counts: its confidence times the factor of its modality, 0 to 1."""
    return claim.confidence * settings().modality_factors[claim.modality]


def sources_of(claims: Iterable[LinkedClaim]) -> dict[str, str]:
    """Article id -> id of its source, for the articles of these claims; copies of one story are one source."""
    return sources({linked.claim.article: linked.shingles for linked in claims})


def merged_confidence(holding: Sequence[LinkedClaim], denying: Sequence[LinkedClaim]) -> float:
    """Noisy-or of the best claim of each source, times support / (support + denials); three digits."""
    source = sources_of([*holding, *denying])
    best: dict[str, float] = {}
    for linked in holding:
        one = source[linked.claim.article]
        best[one] = max(claim_weight(linked.claim), best.get(one, 0.0))
    doubt = 1.0
    for weight in sorted(best.values()):  # sorted, so that the order of the claims cannot move the last bit
        doubt *= 1.0 - weight
    denials = len({source[linked.claim.article] for linked in denying})
    return round((1.0 - doubt) * len(best) / (len(best) + denials), 3) if best else 0.0


def is_later(date: str, other: str) -> bool:
    """Whether a date is surely later than another; a month and a day in it are the same date.

    >>> is_later("2024-03", "2024-02-28"), is_later("2024-02-28", "2024-02"), is_later("2024", "2023-12-31")
    (True, False, True)
    """
    length = min(len(date), len(other))
    return date[:length] > other[:length]


def _by_edge(claims: Sequence[LinkedClaim], vocabulary: Vocabulary) -> dict[str, list[LinkedClaim]]:
    groups: defaultdict[str, list[LinkedClaim]] = defaultdict(list)
    for linked in claims:
        if linked.rejected or linked.subject_id == linked.object_id:
            continue
        groups[claim_edge_id(linked, vocabulary)].append(linked)
    return groups


def _ends(linked: LinkedClaim, vocabulary: Vocabulary) -> tuple[str, str]:
    ends = (linked.subject_id, linked.object_id)
    if vocabulary.relation(linked.claim.relation).symmetric:
        return (min(ends), max(ends))
    return ends


def _ended(claims: Iterable[Claim]) -> str | None:
    """Date of the newest ended or exempt claim that is asserted, where no later claim holds.

    What will, may or would end has not ended.
    """
    held: list[str] = []
    ended: list[str] = []
    for claim in claims:
        if not claim.published or claim.status == "denied":
            continue
        if claim.status == "holds":
            held.append(claim.published)
        elif claim.modality == "asserted":
            ended.append(claim.published)
    if not ended:
        return None
    newest = max(ended)
    return None if any(is_later(date, newest) for date in held) else newest


def _share(holding: Iterable[Claim]) -> float:
    """The newest stated share (then the best claim's, then the largest); 1 where none is stated."""
    shares = [
        (claim.published or "", claim_weight(claim), claim.quantity.value)
        for claim in holding
        if claim.quantity and claim.quantity.kind == "share" and claim.quantity.value and 0 < claim.quantity.value <= 1
    ]
    return max(shares)[2] if shares else 1.0


def _lag(holding: Iterable[Claim]) -> tuple[float | None, float | None]:
    """From the earliest to the latest stated onset, in months; "within a year" begins at 0."""
    onsets = [claim.horizon for claim in holding if claim.horizon and claim.horizon.kind == "onset"]
    first = [0.0 if h.min is None else h.min for h in onsets if h.min is not None or h.max is not None]
    last = [h.max for h in onsets if h.max is not None]
    return (min(first) if first else None, max(last) if last else None)


def price_exposures(entities: Mapping[str, Entity]) -> list[Exposes]:
    """A good moves its price against itself, the demand for a good moves the good's price with it."""
    prices: defaultdict[str, list[str]] = defaultdict(list)
    for entity in entities.values():
        if entity.priced_good and entity.priced_good != entity.id:
            prices[entity.priced_good].append(entity.id)
    hops = [(good, price, -1) for good, ids in prices.items() if good in entities for price in ids]
    for entity in entities.values():
        if entity.demanded_good:
            hops += [(entity.id, price, 1) for price in prices.get(entity.demanded_good, ()) if price != entity.id]
    price = settings().price
    return [
        Exposes(
            source=source,
            target=target,
            relation=PRICE,
            sign=sign,
            channel="price",
            weight=price.weight,
            confidence=price.confidence,
            derived=True,
        )
        for source, target, sign in hops
    ]
