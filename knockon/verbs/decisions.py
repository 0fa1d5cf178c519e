"""What people have decided about a graph, as rows and as words; `Decider` makes decisions and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.deciding import Outcome
    from graph.stores.base import Store
    from schemas.records import Decision

COLUMNS = ("id", "deed", "decided", "date", "why")
_LINKING = ("merge", "split", "alias")


def decisions(store: Store) -> list[dict[str, Any]]:
    """All decisions that a graph holds, the oldest first, those without a date before them.

    Args:
        store: The graph.

    Returns:
        Rows with the fields of the record, null where it has none, and `decided`: what was decided, in words.
    """
    from graph.decisions import recorded

    found = sorted(recorded(store), key=lambda decision: (decision.date or "", decision.id))
    return [{**decision.model_dump(mode="json"), "decided": in_words(decision)} for decision in found]


def in_words(decision: Decision) -> str:
    """What was decided.

    >>> from schemas.records import Decision
    >>> in_words(Decision.of(deed="merge", entity="rare-earth", other="ree"))
    'ree is rare-earth'
    """
    if decision.deed == "reject":
        return f"claim {decision.claim} is wrong"
    if decision.deed == "retype":
        return f"{decision.entity} is of type {decision.type}"
    if decision.deed == "merge":
        return f"{decision.other} is {decision.entity}"
    if decision.deed == "identify":
        return f"{decision.entity} has the {decision.kind} {decision.value}"
    said = f"“{decision.name}”" if decision.name else str(decision.entity)
    said += f" as {decision.type}" if decision.type else ""
    if decision.deed == "alias":
        return f"{said} is {decision.entity}"
    return f"{said} is {decision.other}" + (f", not {decision.entity}" if decision.name else "")


def outcome_text(outcome: Outcome) -> str:
    """What deciding has done, in one line."""
    from knockon.output import counted

    decision = outcome.decision
    said = f"{'taken back' if outcome.undone else 'decided'}, {decision.id}: {in_words(decision)}"
    return f"{said}; {counted(outcome.claims, 'claim')} linked anew" if decision.deed in _LINKING else said
