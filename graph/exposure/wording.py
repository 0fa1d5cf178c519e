"""Words for a chain's end and for its beginning."""

from __future__ import annotations

from graph.edges import Exposes
from graph.exposure.records import Node, Outcome
from graph.exposure.settings import TaxonomyHop, settings
from graph.normal_form import singular

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


def reason(exposes: Exposes, source: Node, target: Node) -> str | None:
    """Why there is a derived hop, in words; None for a hop that articles state.

    >>> tin, metals = Node(id="tin", name="tin", type="Commodity"), Node(id="metal", name="metals", type="Commodity")
    >>> hop = Exposes(source="tin", target="metal", relation="KIND_OF", sign=1, channel="kind-up", weight=0.3,
    ...               confidence=1, derived=True)
    >>> reason(hop, tin, metals)
    'by taxonomy: tin is a metal'
    """
    if not exposes.derived:
        return None
    way = next((row.to for row in settings().taxonomy.hops if _is_of(row, exposes)), None)
    if way is None:
        return "follows from the names"
    below, above = (source, target) if way == "above" else (target, source)
    many = _is_plural(below)
    if exposes.relation == "MADE_WITH":
        what = f"{'are' if many else 'is'} made with {above.name}"
    elif exposes.relation == "PROCESSING_OF":
        what = f"{'work' if many else 'works'} on {above.name}"
    else:
        what = f"{'are' if many else 'is'} {_class(above, many)}"
    return f"by taxonomy: {below.name} {what}"


def _is_of(row: TaxonomyHop, exposes: Exposes) -> bool:
    return (row.relation, row.channel) == (exposes.relation, exposes.channel)


def _class(node: Node, many: bool) -> str:
    """What many things, or one, are by a kind: "a rare earth", "magnets", "a kind of steel"."""
    if not _is_plural(node) or settings().split_head(node.name)[1]:
        return f"a kind of {node.name}"
    if many:
        return node.name
    *before, last = node.name.split(" ")
    name = " ".join((*before, singular(last)))
    return f"{'an' if name[0].casefold() in 'aeiou' else 'a'} {name}"


def _is_plural(node: Node) -> bool:
    """Whether the head of a common name ends as a plural does; a proper name (Place, Organization) is one thing."""
    name = node.name
    if node.type in ("Place", "Organization") and name[:1].isupper():
        return False
    head = settings().split_head(name)[0].partition(", ")[0].casefold()
    return head.endswith("s") and not head.endswith(settings().singular_ends)
