"""What follows from claims, worked out before and after a change of them; only the difference is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph.decisions import Decided
from graph.derive import edge_ids_of_pair
from graph.difference import Difference, State, edge_difference, exposes_difference
from graph.edges import Edge, LinkedClaim
from graph.entities import Vote, Votes, votes
from graph.existing import (
    claims_of_edges,
    edges_of_entities,
    kin,
    lock_entities,
    make_entities,
    price_partners,
    votes_of_entities,
)
from graph.exposure.polarity import danger_sign
from graph.kinds import built_in
from graph.stores.base import Transaction
from graph.writing import relink, run_rows, write_edges, write_entities, write_exposes, write_kinds
from schemas.records import Entity
from schemas.vocabulary import Vocabulary


class Consequences:
    """All that follows from the claims of one transaction, before and after.

    Args:
        transaction: The open transaction.
        links: The linker that holds after it.
        vocabulary: The vocabulary of the claims.
        old: Claims as they stand in the graph, which go or change.
        new: Claims that come in, and those of `old` that change, as they are to be.
        also: Entities that may change although no claim about them does.
    """

    def __init__(
        self,
        transaction: Transaction,
        links: Decided,
        vocabulary: Vocabulary,
        *,
        old: Sequence[LinkedClaim],
        new: Sequence[LinkedClaim],
        also: frozenset[str] = frozenset(),
    ) -> None:
        self.transaction, self.vocabulary = transaction, vocabulary
        gone = frozenset(linked.claim.id for linked in old)
        ends = _ends(old) | _ends(new) | also
        before = lock_entities(transaction, ends)
        # Made with their label at once: the embedded engine cannot change a label twice in a transaction.
        fresh = votes(new)
        made = {id_: links.entity(id_, own, vocabulary).type for id_, own in fresh.items() if id_ not in before}
        before |= make_entities(transaction, made)
        said = _moved(votes_of_entities(transaction, before), votes(old), fresh)
        after = {id_: links.entity(id_, votes_, vocabulary) for id_, votes_ in sorted(said.items())}
        self.made = frozenset(made) - before.keys()
        self.deleted = frozenset(before.keys() - after.keys())
        self.retyped = frozenset(id_ for id_ in before.keys() & after.keys() if before[id_].type != after[id_].type)
        self.other_goods = frozenset(
            id_ for id_ in before.keys() & after.keys() if _goods(before[id_]) != _goods(after[id_])
        )
        self.updated = [entity for id_, entity in after.items() if before.get(id_) != entity]
        moved = [id_ for id_ in before.keys() & after.keys() if _matters(before[id_]) != _matters(after[id_])]
        edge_ids = self._edge_ids([*old, *new]) | edges_of_entities(transaction, moved)
        self.others = claims_of_edges(transaction, edge_ids, without=gone)
        # A symmetric pair of edges shares its EXPOSES edges; the second half of a moved entity's pairs is read here.
        more = self._edge_ids(self.others) - edge_ids
        self.others += claims_of_edges(transaction, more, without=gone)
        far = lock_entities(transaction, _ends(self.others) - ends)
        partners = self._partners(before, after)
        lower, relatives = kin(transaction, self.priced, built_in())
        self.old = State(
            [*self.others, *old], {**far, **before}, {**partners, **before}, {**relatives, **before}, lower
        )
        self.new = State(
            [*self.others, *new], {**far, **after}, {**self._standing(partners), **after},
            {**self._standing(relatives), **after}, lower,
        )  # fmt: skip

    @property
    def priced(self) -> frozenset[str]:
        """Entities whose hops to prices and over the taxonomy may change: they come, go, or are another thing."""
        return self.made | self.deleted | self.retyped | self.other_goods

    def write(self) -> Difference[Edge]:
        """Write entities and derived edges, and return how the typed edges have changed."""
        lost = self.deleted | self.retyped
        edges = edge_difference(self.old, self.new, self.vocabulary, lost)
        exposes = exposes_difference(self.old, self.new, self.vocabulary, lost, self.priced)
        run_rows(self.transaction, "delete_entities", sorted(lost), key="ids")
        make_entities(self.transaction, {id_: self.new.entities[id_].type for id_ in self.retyped})
        write_entities(self.transaction, self.updated)
        write_kinds(self.transaction, self.made, self.deleted, built_in())
        relink(self.transaction, self.retyped)
        write_edges(self.transaction, edges)
        write_exposes(self.transaction, exposes)
        return edges

    def _edge_ids(self, claims: Iterable[LinkedClaim]) -> set[str]:
        pairs = {(c.subject_id, c.claim.relation, c.object_id) for c in claims}
        return {id_ for pair in pairs for id_ in edge_ids_of_pair(*pair, self.vocabulary)}

    def _standing(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        return {id_: entity for id_, entity in entities.items() if id_ not in self.deleted}

    def _partners(self, before: dict[str, Entity], after: dict[str, Entity]) -> dict[str, Entity]:
        ids = set(self.priced)
        for id_ in self.priced:
            for state in (before, after):
                if id_ in state:
                    ids |= {good for good in (state[id_].priced_good, state[id_].demanded_good) if good}
        return price_partners(self.transaction, ids)


def _ends(claims: Iterable[LinkedClaim]) -> set[str]:
    return {id_ for linked in claims for id_ in (linked.subject_id, linked.object_id)}


def _matters(entity: Entity) -> tuple[str, int]:
    """What of an entity the edges at it follow from: its type, and whether its rise or its fall is a danger."""
    return entity.type, danger_sign(entity)


def _goods(entity: Entity) -> tuple[str | None, str | None]:
    return entity.priced_good, entity.demanded_good


def _moved(held: Mapping[str, Votes], old: Mapping[str, Votes], new: Mapping[str, Votes]) -> dict[str, Counter[Vote]]:
    """What is said of each entity once the old claims are gone and the new ones are there; only where there is any."""
    found: dict[str, Counter[Vote]] = {}
    for id_ in held.keys() | new.keys():
        said = Counter(held.get(id_, {}))
        said.subtract(old.get(id_, {}))
        said.update(new.get(id_, {}))
        if +said:
            found[id_] = +said
    return found
