"""Chains as text for people and as rows for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knockon.claim_text import cited

if TYPE_CHECKING:
    from graph.exposure.records import Chain, Evidence, Hop, Trace

MAX_HOPS = 12
"""The longest chain that may be asked for."""

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def trace_lines(trace: Trace, width: int = 100) -> Iterator[str]:
    """A trace for people: each chain with its outcome, and each hop with the sentences behind it.

    Args:
        trace: What was found.
        width: Columns to stay within.
    """
    to = f" to {trace.to.name}" if trace.to else ""
    count = len(trace.chains)
    yield f"{trace.source.name}, {trace.shock}: {count} chain{'' if count == 1 else 's'}{to}"
    for number, chain in enumerate(trace.chains, 1):
        yield ""
        yield from chain_lines(chain, number, width)


def chain_lines(chain: Chain, number: int, width: int = 100) -> Iterator[str]:
    """One chain for people."""
    start = chain.deed or f"{chain.source.name} {chain.shock}"
    path = " → ".join([start, *(hop.target.name for hop in chain.hops)])
    yield from _wrap(f"{chain.end.name} {chain.effect}", width, f"{number:>2}. ", "    ")
    yield from _wrap(path, width, "    ", "    ")
    yield f"    {facts(chain)}"
    for hop in chain.hops:
        yield ""
        yield from _hop_lines(hop, width)


def facts(chain: Chain) -> str:
    """Net sign, order of effect, confidence and lag of a chain, in words."""
    order = _ORDINALS.get(chain.order, f"{chain.order}th")
    parts = [f"net {_sign(chain.sign)}", f"{order} order", f"confidence {chain.confidence:.3f}", lag(chain)]
    return ", ".join(part for part in parts if part)


def lag(item: Chain | Hop) -> str:
    """The stated months until the effect; empty where none is stated."""
    low, high = item.lag_min, item.lag_max
    if low is None:
        return ""
    if high is None:
        return f"after {low:g} months or more"
    unit = "month" if high == 1 else "months"
    return f"after {high:g} {unit}" if low == high else f"after {low:g} to {high:g} {unit}"


def trace_rows(trace: Trace) -> Iterator[dict[str, Any]]:
    """One row a hop, for CSV, with the best sentence behind it."""
    for number, chain in enumerate(trace.chains, 1):
        for step, hop in enumerate(chain.hops, 1):
            best = hop.evidence[0] if hop.evidence else None
            yield {
                "chain": number,
                "end": chain.end.name,
                "outcome": chain.outcome,
                "net_sign": chain.sign,
                "order": chain.order,
                "chain_confidence": chain.confidence,
                "chain_lag_min": chain.lag_min,
                "chain_lag_max": chain.lag_max,
                "hop": step,
                "source": hop.source.name,
                "relation": hop.relation,
                "target": hop.target.name,
                "sign": hop.sign,
                "channel": hop.channel,
                "confidence": hop.confidence,
                "lag_min": hop.lag_min,
                "lag_max": hop.lag_max,
                "derived": hop.derived,
                "reason": hop.reason,
                "sentence": best.sentence if best else None,
                "title": best.title if best else None,
                "published": best.published if best else None,
                "url": best.url if best else None,
            }


TRACE_COLUMNS = (
    "chain", "end", "outcome", "net_sign", "order", "chain_confidence", "chain_lag_min", "chain_lag_max", "hop",
    "source", "relation", "target", "sign", "channel", "confidence", "lag_min", "lag_max", "derived", "reason",
    "sentence", "title", "published", "url",
)  # fmt: skip


def searched_text(trace: Trace, *, less_sure: float | None = None, theme: str | None = None) -> str:
    """What was searched, for a trace without a chain.

    Args:
        trace: What was found: nothing.
        less_sure: Confidence of the best chain that the least confidence alone has cut; null where there is none.
        theme: Title of the theme that chains had to touch; null where none was asked for.
    """
    to = f" to {trace.to.name}" if trace.to else ""
    looked = trace.searched
    on = f" that touches {theme}" if theme else ""
    least = f" of confidence {looked.min_confidence:g} or more" if looked.min_confidence else ""
    if less_sure is not None:
        cure = f"the best has confidence {less_sure:.3f}, so lower --min-confidence"
    elif looked.max_hops < MAX_HOPS:
        cure = f"try --max-hops {min(looked.max_hops + 2, MAX_HOPS)}"
    else:
        cure = "see 'knockon entities' for other names"
    return (
        f"no chain from {trace.source.name}{to}{on}{least}: searched {looked.nodes} entities over {looked.hops} hops,"
        f" at most {looked.max_hops} hops deep; {cure}"
    )


def _hop_lines(hop: Hop, width: int) -> Iterator[str]:
    notes = [hop.channel, hop.relation, f"confidence {hop.confidence:.3f}", lag(hop)]
    head = f"{hop.source.name} → ({_sign(hop.sign)}) {hop.target.name}"
    yield from _wrap(f"{head}   [{', '.join(note for note in notes if note)}]", width, "    ", "      ")
    if hop.reason:
        yield from _wrap(hop.reason, width, "      ", "        ")
    for evidence in hop.evidence:
        yield from _evidence_lines(evidence, width, "      ")
    for guard in hop.guards:
        yield from _wrap(f"softened by {guard.node.name} (to {guard.factor:.0%})", width, "      ", "        ")
        for evidence in guard.evidence:
            yield from _evidence_lines(evidence, width, "        ")


def _evidence_lines(evidence: Evidence, width: int, indent: str) -> Iterator[str]:
    yield from _wrap(f"“{' '.join(evidence.sentence.split())}”", width, indent, indent + " ")
    where = [
        cited(evidence.title, evidence.url, evidence.opening, evidence.article),
        evidence.published or "no date",
    ]
    if evidence.attribution:
        where.append(f"says {evidence.attribution}")
    if evidence.modality != "asserted":
        where.append(evidence.modality)
    if evidence.horizon:
        where.append(f"{evidence.horizon.kind}: {evidence.horizon.text}")
    if evidence.quantity:
        where.append(f"{evidence.quantity.kind}: {evidence.quantity.text}")
    yield from _wrap(f"— {', '.join(where)}", width, indent, indent + "  ")


def _sign(sign: int) -> str:
    return "+" if sign > 0 else "−"


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, max(width, 40), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
