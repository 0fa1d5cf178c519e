"""What the graph already holds of the things that a transaction touches, read inside that transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import cypher
from graph.edges import LinkedClaim
from graph.entities import Vote, vote
from graph.kinds import Taxonomy, above
from graph.rows import claim_of, decision_of, entity_of, mention_of
from graph.stores.base import Row, Transaction
from schemas.records import Decision, Entity


def run(transaction: Transaction, name: str, slots: Mapping[str, str] | None = None, **values: Any) -> list[Row]:
    """Run one of the store's own queries.

    Args:
        transaction: The open transaction.
        name: The query's name.
        slots: Vocabulary names for its `{{SLOT}}`s.
        **values: Its parameters.
    """
    query = cypher.load(name)
    return transaction.run(query.fill(**slots).text if slots else query.text, query.bind(values))


def claims_of_articles(transaction: Transaction, ids: Iterable[str]) -> list[LinkedClaim]:
    """All claims of these articles."""
    return _claims(transaction, "claims_of_articles", ids)


def claims_of_edges(transaction: Transaction, ids: Iterable[str], *, without: frozenset[str]) -> list[LinkedClaim]:
    """All claims of these edges but those of the ids `without`."""
    return _claims(transaction, "claims_of_edges", ids, without=without)


def claims_of_entities(transaction: Transaction, ids: Iterable[str]) -> list[LinkedClaim]:
    """All claims about these entities."""
    wanted = set(ids)
    found = [*_claims(transaction, "claims_as_subject", wanted), *_claims(transaction, "claims_as_object", wanted)]
    return list({linked.claim.id: linked for linked in found}.values())


def claims_by_id(transaction: Transaction, ids: Iterable[str]) -> list[LinkedClaim]:
    """The claims of these ids that are there."""
    return _claims(transaction, "claims_by_id", ids)


def decisions_of(transaction: Transaction) -> dict[str, Decision]:
    """All that people have decided, by id."""
    found = (decision_of(row["decision"]) for row in run(transaction, "all_decisions"))
    return {decision.id: decision for decision in found}


def _claims(
    transaction: Transaction, query: str, ids: Iterable[str], *, without: frozenset[str] = frozenset()
) -> list[LinkedClaim]:
    """Claims with the sketches of their articles."""
    wanted = sorted(set(ids))
    rows = [row for row in run(transaction, query, ids=wanted) if row["claim"]["id"] not in without] if wanted else []
    articles = sorted({row["claim"]["article"] for row in rows})
    known = run(transaction, "sketches_of_articles", ids=articles) if articles else []
    sketches = {row["id"]: row["shingles"] or "" for row in known}
    return [claim_of(row, sketches.get(row["claim"]["article"], "")) for row in rows]


def edges_of_entities(transaction: Transaction, ids: Iterable[str]) -> set[str]:
    """Ids of all edges that begin or end at these entities."""
    wanted = sorted(set(ids))
    if not wanted:
        return set()
    ends = ("edges_as_subject", "edges_as_object")
    return {row["edge_id"] for name in ends for row in run(transaction, name, ids=wanted)}


def votes_of_entities(transaction: Transaction, ids: Iterable[str]) -> dict[str, Counter[Vote]]:
    """What all claims say of these entities."""
    wanted, found = sorted(set(ids)), defaultdict[str, Counter[Vote]](Counter)
    if not wanted:
        return {}
    for name in ("votes_as_subject", "votes_as_object"):
        for row in run(transaction, name, ids=wanted):
            found[row["id"]][vote(mention_of(row), row["confidence"])] += row["times"]
    return dict(found)


def lock_entities(transaction: Transaction, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities of these ids that are there, held until the transaction ends so that no other writer misses ours."""
    wanted = sorted(set(ids))
    return entities_of(run(transaction, "lock_entities", ids=wanted)) if wanted else {}


def make_entities(transaction: Transaction, types: Mapping[str, str]) -> dict[str, Entity]:
    """Make entities that are not there.

    Args:
        transaction: The open transaction.
        types: Entity id -> its type, which is its label.

    Returns:
        Those that another writer has made in the meantime.
    """
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for id_, type_ in sorted(types.items()):
        by_type[type_].append(id_)
    rows = [
        row
        for type_, ids in sorted(by_type.items())
        for row in run(transaction, "make_entities", {"LABEL": type_}, ids=ids)
    ]
    return entities_of(rows)


def price_partners(transaction: Transaction, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities of these ids, and every price of them and demand for them."""
    wanted, found = sorted(set(ids)), dict[str, Entity]()
    for name in ("entities_by_id", "entities_by_priced_good", "entities_by_demanded_good") if wanted else ():
        found.update(entities_of(run(transaction, name, ids=wanted)))
    return found


def kin(
    transaction: Transaction, changed: Iterable[str], taxonomy: Taxonomy
) -> tuple[frozenset[str], dict[str, Entity]]:
    """Whose taxonomy hops to what lies above them may change when these entities come, go or change their type.

    Returns:
        The ids of those: the changed ones and all that lies under them. And the entities of these ids, and of all that
        lies above them, that are there.
    """
    wanted = sorted(set(changed))
    if not wanted:
        return frozenset(), {}
    lower = {*wanted, *(row["entity"] for row in run(transaction, "entities_under", ids=wanted))}
    ids = lower.union(*(above(id_, taxonomy) for id_ in lower))
    return frozenset(lower), entities_of(run(transaction, "entities_by_id", ids=sorted(ids)))


def entities_of(rows: Iterable[Row]) -> dict[str, Entity]:
    """Rows with `entity` as records by id; nodes that hold nothing yet are left out."""
    found = (entity_of(row["entity"]) for row in rows)
    return {entity.id: entity for entity in found if entity is not None}
