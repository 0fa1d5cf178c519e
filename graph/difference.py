"""What has to change in the graph so that it says what its claims say: old and new state compared, nothing read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph.derive import derive_edges, price_exposures, stated_exposures
from graph.edges import Edge, Exposes, LinkedClaim
from graph.kinds import built_in, kind_exposures
from schemas.records import Entity
from schemas.vocabulary import Vocabulary

R = TypeVar("R", Edge, Exposes)


@dataclass(frozen=True)
class State:
    """All that the derived edges in question follow from.

    Attributes:
        claims: All claims of the edges in question.
        entities: Every entity that those claims are about.
        priced: The entities whose price hops are in question, with their partners.
        kin: The entities whose taxonomy hops are in question, with all that lies above them.
        lower: Ids of those whose hops to what lies above them are in question.
    """

    claims: Sequence[LinkedClaim]
    entities: Mapping[str, Entity]
    priced: Mapping[str, Entity] = field(default_factory=dict)
    kin: Mapping[str, Entity] = field(default_factory=dict)
    lower: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference(Generic[R]):
    """Edges to write, to set anew and to take out; `before` and `after` hold all of them by key."""

    added: list[R]
    changed: list[R]
    removed: list[R]
    before: dict[Hashable, R]
    after: dict[Hashable, R]


def edge_difference(old: State, new: State, vocabulary: Vocabulary, lost: frozenset[str]) -> Difference[Edge]:
    """How the typed edges change.

    Args:
        old: What holds before.
        new: What holds after.
        vocabulary: The vocabulary of the claims.
        lost: Entities whose edges are gone already, because their node goes or is made anew.
    """
    return _difference(
        derive_edges(old.claims, vocabulary), derive_edges(new.claims, vocabulary), lost,
        key=lambda edge: edge.edge_id, ends=lambda edge: (edge.subject, edge.object),
    )  # fmt: skip


def exposes_difference(
    old: State, new: State, vocabulary: Vocabulary, lost: frozenset[str], prices_of: frozenset[str]
) -> Difference[Exposes]:
    """How the EXPOSES edges change.

    Args:
        old: What holds before.
        new: What holds after.
        vocabulary: The vocabulary of the claims.
        lost: Entities whose edges are gone already, because their node goes or is made anew.
        prices_of: Entities whose price hops may change.
    """
    return _difference(
        _exposes(old, vocabulary, prices_of), _exposes(new, vocabulary, prices_of), lost,
        key=lambda hop: hop.key, ends=lambda hop: (hop.source, hop.target),
    )  # fmt: skip


def _exposes(state: State, vocabulary: Vocabulary, prices_of: frozenset[str]) -> list[Exposes]:
    prices = price_exposures(state.priced) if prices_of else []
    return [
        *stated_exposures(state.claims, state.entities, vocabulary),
        *(hop for hop in prices if hop.source in prices_of or hop.target in prices_of),
        *kind_exposures(state.kin, state.lower, built_in()),
    ]


def _difference(
    old: Iterable[R],
    new: Iterable[R],
    lost: frozenset[str],
    *,
    key: Callable[[R], Hashable],
    ends: Callable[[R], tuple[str, str]],
) -> Difference[R]:
    before = {key(edge): edge for edge in old}
    after = {key(edge): edge for edge in new}
    gone = {k for k, edge in before.items() if not lost.isdisjoint(ends(edge))}
    return Difference(
        added=[edge for k, edge in after.items() if k not in before or k in gone],
        changed=[edge for k, edge in after.items() if k in before and k not in gone and before[k] != edge],
        removed=[edge for k, edge in before.items() if k not in after and k not in gone],
        before=before,
        after=after,
    )
