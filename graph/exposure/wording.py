"""Words for a chain's end and for its beginning."""

from __future__ import annotations

from graph.exposure.records import Node, Outcome
from graph.exposure.settings import settings

_OUTCOMES: dict[tuple[bool, int], Outcome] = {
    (True, 1): "gains", (True, -1): "harmed", (False, 1): "rises", (False, -1): "falls",
}  # fmt: skip
_WORDS: dict[Outcome, tuple[str, str]] = {
    "gains": ("gains", "gain"), "harmed": ("is harmed", "are harmed"),
    "rises": ("rises", "rise"), "falls": ("falls", "fall"),
}  # fmt: skip


def outcome(actor: bool, sign: int) -> Outcome:
    """What a movement means for its node: an actor is harmed or gains, anything else rises or falls."""
    return _OUTCOMES[actor, sign]


def effect(node: Node, outcome: Outcome) -> str:
    """The outcome as words that go with the node's name.

    >>> effect(Node(id="x", name="downstream manufacturers", type="Industry"), "harmed")
    'are harmed'
    >>> effect(Node(id="x", name="cost of inputs", type="Factor"), "rises")
    'rises'
    """
    return _WORDS[outcome][_is_plural(node)]


def deed(name: str) -> str:
    """The act of an actor, as the beginning of a chain.

    >>> deed("China"), deed("Gulf states")
    ("China's deed", "Gulf states' deed")
    """
    return f"{name}{chr(39) if name.endswith('s') else chr(39) + 's'} deed"


def _is_plural(node: Node) -> bool:
    """Whether the head of a common name ends as a plural does; a proper name (Place, Organization) is one thing."""
    name = node.name
    if node.type in ("Place", "Organization") and name[:1].isupper():
        return False
    head = settings().split_head(name)[0].partition(", ")[0].casefold()
    return head.endswith("s") and not head.endswith(settings().singular_ends)
