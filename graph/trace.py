"""Trace: the best chains from a source to an end, or to anyone, with the sentences behind every hop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.derive import claim_weight, hops_of
from graph.edges import Exposes
from graph.exposure.records import Chain, Evidence, Guard, Hop, Node, Searched, Trace
from graph.exposure.search import Path, Taken, best_paths
from graph.exposure.wording import deed, effect, outcome, reason
from graph.exposure.world import ExposureGraph
from graph.stores.base import Store
from schemas.errors import UsageError
from schemas.records import Direction, Entity

__all__ = ["Chain", "Evidence", "Guard", "Hop", "Node", "Searched", "Trace", "trace"]


def trace(
    graph: ExposureGraph | Store,
    source: str,
    *,
    to: str | None = None,
    shock: Direction | None = None,
    max_hops: int = 4,
    top: int = 10,
    min_confidence: float = 0.0,
    sentences: int = 3,
    stated_only: bool = False,
    over: Callable[[Entity], bool] | None = None,
) -> Trace:
    """The best chains on which a shock travels, by confidence times weight times decay.

    Args:
        graph: A store, or a graph in memory.
        source: What the shock hits: id, name or alias.
        to: The end: id, name or alias; None for anyone.
        shock: The movement at the source; None for what its type suffers by default. A chain that starts with an
            act starts at up all the same.
        max_hops: Longest chain, at least 1.
        top: At most so many chains, at least 1.
        min_confidence: Least chain confidence (the product of its hops'), 0 to 1.
        sentences: At most so many claims are quoted for a hop, best first.
        stated_only: Leave out what no sentence states. A graph in memory is asked for it when it is made.
        over: Of an entity, whether a chain that touches it is wanted, as `Theme.holds`; None for every chain.

    Returns:
        The chains, best first. There may be none: `searched` then tells how far the search went.

    Raises:
        UnknownEntityError: The graph does not know the source or the end; near names are offered.
        UsageError: A number is out of its range, or source and end are one thing.
    """
    _check(max_hops, top, min_confidence, sentences)
    world = _world(graph, stated_only)
    start = world.find(source)
    end = None if to is None else world.find(to)
    if end is not None and end.id == start.id:
        raise UsageError(f"source and end are the same thing, {start.name}", "name two different ones")
    given = shock or world.vocabulary.entity_type(start.type).default_shock
    found = best_paths(
        world,
        start.id,
        1 if given == "up" else -1,
        to=None if end is None else end.id,
        max_hops=max_hops,
        top=top,
        min_confidence=min_confidence,
        over=None if over is None else lambda id_: over(world.entity(id_)),
    )
    quoted = [taken for path in found.paths for taken in path.hops]
    world.prefetch_evidence(
        [taken.exposes for taken in quoted] + [guard for taken in quoted for guard, _ in taken.guards]
    )
    return Trace(
        source=_node(start),
        to=None if end is None else _node(end),
        shock=given,
        top=top,
        chains=tuple(_chain(world, path, sentences) for path in found.paths),
        searched=Searched(nodes=found.nodes, hops=found.hops, max_hops=max_hops, min_confidence=min_confidence),
    )


def _check(max_hops: int, top: int, min_confidence: float, sentences: int) -> None:
    for what, value, least in (("max_hops", max_hops, 1), ("top", top, 1), ("sentences", sentences, 0)):
        if value < least:
            raise UsageError(f"{what} is {value}", f"give at least {least}")
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"min_confidence is {min_confidence}", "give a number from 0 to 1")


def _world(graph: ExposureGraph | Store, stated_only: bool) -> ExposureGraph:
    if isinstance(graph, ExposureGraph):
        return graph
    from graph.exposure.stored import StoredExposures

    return StoredExposures(graph, stated_only=stated_only)


def _node(entity: Entity) -> Node:
    return Node(id=entity.id, name=entity.name, type=entity.type)


def _chain(world: ExposureGraph, path: Path, sentences: int) -> Chain:
    hops = tuple(_hop(world, taken, sentences) for taken in path.hops)
    source, end = hops[0].source, hops[-1].target
    result = outcome(world.vocabulary.is_actor(end.type), path.sign)
    lag_min, lag_max = _lag(hops)
    return Chain(
        source=source,
        end=end,
        shock="up" if path.start > 0 else "down",
        deed=deed(source.name) if path.hops[0].channel == "act" else None,
        sign=1 if path.sign > 0 else -1,
        outcome=result,
        effect=effect(end, result),
        order=sum(not hop.channel.startswith("kind-") for hop in hops),
        confidence=round(path.confidence, 3),
        score=float(f"{path.score:.4g}"),
        lag_min=lag_min,
        lag_max=lag_max,
        hops=hops,
    )


def _lag(hops: Sequence[Hop]) -> tuple[float | None, float | None]:
    """The hops' onsets added up; a hop that states none adds nothing, one without an end leaves the sum without."""
    stated = [hop for hop in hops if hop.lag_min is not None]
    if not stated:
        return None, None
    last = None if any(hop.lag_max is None for hop in stated) else sum(hop.lag_max or 0.0 for hop in stated)
    return sum(hop.lag_min or 0.0 for hop in stated), last


def _hop(world: ExposureGraph, taken: Taken, sentences: int) -> Hop:
    exposes = taken.exposes
    return Hop(
        source=_node(world.entity(exposes.source)),
        relation=exposes.relation,
        target=_node(world.entity(exposes.target)),
        sign=1 if taken.sign > 0 else -1,
        channel=taken.channel,
        weight=round(taken.weight, 3),
        confidence=exposes.confidence,
        lag_min=exposes.lag_min,
        lag_max=exposes.lag_max,
        derived=exposes.derived,
        edge_ids=exposes.edge_ids,
        guards=tuple(
            Guard(
                node=_node(world.entity(guard.source)),
                relation=guard.relation,
                factor=round(factor, 3),
                evidence=_evidence(world, guard, sentences),
            )
            for guard, factor in taken.guards
        ),
        reason=reason(exposes, _node(world.entity(exposes.source)), _node(world.entity(exposes.target))),
        evidence=_evidence(world, exposes, sentences),
    )


def _evidence(world: ExposureGraph, exposes: Exposes, limit: int) -> tuple[Evidence, ...]:
    """The claims that hold and say just this, sign and all; of one sentence only the best."""
    ends = {id_: world.entity(id_) for id_ in (exposes.source, exposes.target)}
    behind = [
        linked.claim
        for linked in world.claims(exposes)
        if linked.claim.status == "holds"
        and any(key == exposes.key for key, _ in hops_of(linked, ends, world.vocabulary))
    ]
    # Two stable sorts: by id, then newest first, then best first.
    behind.sort(key=lambda claim: claim.id)
    behind.sort(key=lambda claim: claim.published or "", reverse=True)
    behind.sort(key=claim_weight, reverse=True)
    quoted: set[tuple[str, str, int]] = set()
    rows: list[Evidence] = []
    for claim in behind:
        place = (claim.article, claim.field, claim.sentence.start)
        if place in quoted or len(rows) == limit:
            continue
        quoted.add(place)
        headline = world.headline(claim.article)
        rows.append(
            Evidence(
                claim=claim.id,
                article=claim.article,
                title=headline.title,
                url=headline.url,
                opening=headline.opening,
                published=claim.published,
                sentence=claim.sentence.text,
                subject=claim.subject.surface,
                relation=claim.relation,
                object=claim.object.surface,
                modality=claim.modality,
                attribution=claim.attribution,
                horizon=claim.horizon,
                quantity=claim.quantity,
                confidence=claim.confidence,
            )
        )
    return tuple(rows)
