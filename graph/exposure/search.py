"""Exact search for the k best chains, best first, without enumerating them all.

Every hop multiplies a chain's score by at most 1, so a chain is never better than its beginning: chains taken from a
queue in the order of their scores come out best first. With a given end, the score of a beginning is bounded by the
best that any way from there could add, rules and guards aside; what cannot reach the end is never taken up.
"""

from __future__ import annotations

import bisect
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from graph.edges import Exposes
from graph.exposure.follow import START, State, first_sign, follow, move
from graph.exposure.settings import settings
from graph.exposure.world import ExposureGraph

_SLACK = 1e-9
"""Bounds multiply in another order than scores do, so the last bits may differ."""


class Taken(NamedTuple):
    """A hop as a chain takes it.

    Attributes:
        sign: After the rules: that of the EXPOSES edge, or turned round.
        channel: After the rules.
        weight: After the guards.
        guards: Each guard with the factor it put on the weight.
    """

    exposes: Exposes
    sign: int
    channel: str
    weight: float
    guards: tuple[tuple[Exposes, float], ...]


class Path(NamedTuple):
    """A chain, or the beginning of one.

    Attributes:
        nodes: Entity ids from the source on.
        sign: Net movement of the last node: +1 up, -1 down.
        start: Movement of the source that it starts with.
        score: Product over the hops of confidence, weight and decay.
        confidence: Product of the hops' confidences.
    """

    nodes: tuple[str, ...]
    hops: tuple[Taken, ...]
    state: State
    sign: int
    start: int
    score: float
    confidence: float

    @property
    def order(self) -> tuple[float, int, tuple[tuple[str, str, str, int, str], ...]]:
        """Sorts chains best first, then the shorter, then by name."""
        return (-self.score, len(self.hops), tuple(hop.exposes.key for hop in self.hops))


class Found(NamedTuple):
    """The best chains, and how many nodes and edges were looked at for them."""

    paths: list[Path]
    nodes: int
    hops: int


def source_path(source: str, shock: int) -> Path:
    """The chain of no hop."""
    return Path((source,), (), START, shock, shock, 1.0, 1.0)


def extend(graph: ExposureGraph, path: Path, exposes: Exposes) -> Path | None:
    """The chain with one more hop, or None where the rules forbid it."""
    if exposes.target in path.nodes:
        return None
    here, there = graph.entity(exposes.source).type, graph.entity(exposes.target).type
    step = follow(path.state, move(exposes, here, there, graph.makes))
    if step is None:
        return None
    start = path.start if path.hops else first_sign(path.start, step.channel)
    sign = (path.sign if path.hops else start) * step.sign
    guards = _guards(graph, exposes.target, sign, path.nodes)
    if not path.hops and step.channel != "act":
        guards = (*_guards(graph, exposes.source, start, (*path.nodes, exposes.target)), *guards)
    weight = exposes.weight
    for _, factor in guards:
        weight *= factor
    return Path(
        nodes=(*path.nodes, exposes.target),
        hops=(*path.hops, Taken(exposes, step.sign, step.channel, weight, guards)),
        state=step.state,
        sign=sign,
        start=start,
        score=path.score * (exposes.confidence * weight * settings().decay),
        confidence=path.confidence * exposes.confidence,
    )


def best_paths(
    graph: ExposureGraph,
    source: str,
    shock: int,
    *,
    to: str | None,
    max_hops: int,
    top: int,
    min_confidence: float,
    over: Callable[[str], bool] | None = None,
) -> Found:
    """The best chains from a source, best first.

    Args:
        graph: Where to search.
        source: Id of the entity that the shock hits.
        shock: +1 up, -1 down.
        to: Id of the end; None for anyone.
        max_hops: Longest chain.
        top: At most so many chains.
        min_confidence: Least product of the hops' confidences.
        over: Of an entity id, whether a chain that touches it is wanted; None for every chain.
    """
    way = None if to is None else _Way(graph, source, to, max_hops)
    if way is not None and source not in way.best[max_hops]:
        return Found([], len({source} | way.best[-1].keys()), way.edges)
    found: list[Path] = []
    seen, looked = {source}, 0
    touched = cache(over) if over else lambda _: True
    queue: list[tuple[float, int, tuple[tuple[str, str, str, int, str], ...], Path]] = []
    heapq.heappush(queue, (-1.0, 0, (), source_path(source, shock)))
    while queue:
        bound, _, _, path = heapq.heappop(queue)
        if len(found) >= top and (to is None or -bound < found[top - 1].score * (1 - _SLACK)):
            break
        on = any(map(touched, path.nodes))
        if path.hops and (to is None or path.nodes[-1] == to):
            if to is not None:
                if on:
                    bisect.insort(found, path, key=lambda p: p.order)
                continue
            if on:
                found.append(path)
        left = max_hops - len(path.hops)
        if left == 0:
            continue
        for exposes in graph.out(path.nodes[-1]) if way is None else way.on(path.nodes[-1], left):
            looked += 1
            if left == 1 and not on and not touched(exposes.target):
                continue
            longer = extend(graph, path, exposes)
            if longer is None or longer.confidence < min_confidence - _SLACK:
                continue
            seen.add(exposes.target)
            rest = 1.0 if way is None else way.best[left - 1][exposes.target]
            _, hops, key = longer.order
            heapq.heappush(queue, (-longer.score * rest, hops, key, longer))
    if way is not None:
        seen |= way.best[-1].keys()
        looked += way.edges
    return Found(found[:top], len(seen), looked)


def all_paths(
    graph: ExposureGraph, source: str, shock: int, *, max_hops: int, min_confidence: float = 0.0
) -> Iterator[Path]:
    """Every chain from a source, in no order; for small graphs, and to prove the search right."""
    todo = [source_path(source, shock)]
    while todo:
        path = todo.pop()
        for exposes in graph.out(path.nodes[-1]):
            longer = extend(graph, path, exposes)
            if longer is not None and longer.confidence >= min_confidence - _SLACK:
                yield longer
                if len(longer.hops) < max_hops:
                    todo.append(longer)


def _guards(graph: ExposureGraph, id_: str, sign: int, chain: tuple[str, ...]) -> tuple[tuple[Exposes, float], ...]:
    """What works against this movement of the node and is no part of the chain."""
    return tuple(
        (guard, 1.0 - guard.weight * guard.confidence)
        for guard in graph.guards(id_)
        if guard.sign == -sign and guard.source not in chain
    )


class _Way:
    """What is known of the ways to an end before the search begins, read backwards from it.

    Attributes:
        best: For every number of hops, by node: the best score of a way of at most so many hops to the end.
        edges: How many edges were looked at.
    """

    def __init__(self, graph: ExposureGraph, source: str, to: str, max_hops: int) -> None:
        self.best: list[dict[str, float]] = [{to: 1.0}]
        self.edges = 0
        self._on: list[dict[str, list[Exposes]]] = [{}]
        for _ in range(max_hops - 1):
            last = self.best[-1]
            graph.prefetch_into(last)
            self._layer(exposes for id_ in last for exposes in graph.into(id_))
        # Only the source has all hops still before it.
        self._layer(exposes for exposes in graph.out(source) if exposes.target in self.best[-1])

    def _layer(self, edges: Iterable[Exposes]) -> None:
        decay, last = settings().decay, self.best[-1]
        now, on = dict(last), defaultdict[str, list[Exposes]](list)
        for exposes in edges:
            self.edges += 1
            on[exposes.source].append(exposes)
            score = exposes.confidence * exposes.weight * decay * last[exposes.target]
            if score > now.get(exposes.source, -1.0):
                now[exposes.source] = score
        self.best.append(now)
        self._on.append(on)

    def on(self, id_: str, left: int) -> Sequence[Exposes]:
        """The edges from a node that can still reach the end with so many hops left."""
        return self._on[left].get(id_, ())
