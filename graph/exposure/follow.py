"""What may follow what: the one predicate that says how a chain may go on.

A chain is read hop by hop by a small automaton. Its `State` is all that the rules need to know of the way so far (that
no node comes twice is left to the search, which knows the nodes). The search calls `follow`; a Cypher query runs the
same automaton as a `table`, with keys of state, sign and move (`cypher/library/exposure-chains.cypher`).
"""

from __future__ import annotations

from typing import NamedTuple

from graph.edges import Exposes
from graph.exposure.settings import settings
from schemas.vocabulary import Vocabulary

_MARKET = frozenset({"demand", "rival"})
_AFTER_MARKET = frozenset({"demand", "fortune", "price"})
_ONLY_FIRST = frozenset({"act", "guard"})
_KIND = frozenset({"kind-up", "kind-down"})
MAKER = "maker"
"""What a demand hop from a good to its maker is called here; the EXPOSES edge says demand."""


class State(NamedTuple):
    """What the rules remember of a chain.

    Attributes:
        reached: How the last node was reached: "start" (it is the source), "make", "partner", "market" (demand or
            rival, and through fortune still), or "rest"; a taxonomy hop leaves it as it was.
        rising: The last hop was kind-up.
        owned: A fortune hop lies behind.
        stops: The last node passes nothing on.
    """

    reached: str = "start"
    rising: bool = False
    owned: bool = False
    stops: bool = False

    @property
    def word(self) -> str:
        """The state as one word, for the table."""
        if self.stops:
            return "stop"
        return "-".join([self.reached, *(["rising"] * self.rising), *(["owned"] * self.owned)])


class Move(NamedTuple):
    """A hop as the rules see it.

    Attributes:
        kind: The channel; `MAKER` for a demand hop along a relation that has a make channel.
        sign: Sign of the EXPOSES edge.
        stops: The node it leads to passes nothing on.
    """

    kind: str
    sign: int
    stops: bool = False

    @property
    def word(self) -> str:
        """The hop as one word, for the table."""
        return f"{self.kind}{_mark(self.sign)}{'!' if self.stops else ''}"


class Step(NamedTuple):
    """A hop that is allowed.

    Attributes:
        state: The chain's state after it.
        sign: The hop's sign in this chain: that of the EXPOSES edge, or turned round.
        channel: Its channel in this chain: that of the EXPOSES edge, or rival for demand that was turned round.
    """

    state: State
    sign: int
    channel: str


START = State()


def move(exposes: Exposes, source_type: str, target_type: str, makes: frozenset[str]) -> Move:
    """The hop as the rules see it.

    Args:
        exposes: The EXPOSES edge.
        source_type: Entity type of the node it leaves.
        target_type: Entity type of the node it leads to.
        makes: `make_relations` of the vocabulary.
    """
    place = settings().place
    stops = (
        target_type in place.types
        and source_type not in place.open_after
        and exposes.relation not in place.open_relations
    )
    kind = MAKER if exposes.channel == "demand" and exposes.relation in makes else exposes.channel
    return Move(kind, exposes.sign, stops)


def follow(state: State, hop: Move) -> Step | None:
    """The step if the hop may follow in this state, else None."""
    channel = "demand" if hop.kind == MAKER else hop.kind
    if state.stops:
        return None
    if channel in _ONLY_FIRST and state.reached != "start":
        return None
    if state.reached == "market" and channel not in _AFTER_MARKET:
        return None
    if channel == "control" and state.owned:
        return None
    if channel == "partner" and state.reached == "partner":
        return None
    if channel == "kind-down" and state.rising:
        return None
    sign = hop.sign
    if hop.kind == MAKER and state.reached == "make":
        # What one maker no longer makes, another sells.
        channel, sign = "rival", -sign
    if channel == "price" and sign < 0 and state.reached == "market":
        # Less is wanted, not less is there: the price goes with the good.
        sign = -sign
    return Step(_after(state, channel, hop.stops), sign, channel)


def _after(state: State, channel: str, stops: bool) -> State:
    if channel in _MARKET or (channel == "fortune" and state.reached == "market"):
        reached = "market"
    elif channel in _KIND:
        reached = "rest" if state.reached == "start" else state.reached
    else:
        reached = channel if channel in ("make", "partner") else "rest"
    return State(reached, channel == "kind-up", state.owned or channel == "fortune", stops)


def first_sign(shock: int, channel: str) -> int:
    """The sign a chain starts with: that of the shock, but a deed is done whatever the doer's fortune: plus."""
    return 1 if channel == "act" else shock


def make_relations(vocabulary: Vocabulary) -> frozenset[str]:
    """Names of the relations from a maker to its good."""
    return frozenset(r.name for r in vocabulary.relations if any(t.channel == "make" for t in r.transmissions))


def table(vocabulary: Vocabulary) -> dict[str, str]:
    """The automaton as a map for Cypher: "STATE SIGN MOVE" -> "STATE SIGN"; a key that is not there is not allowed.

    The sign behind the state is the chain's net sign so far; it starts as "start+" or "start-".
    """
    moves = [
        Move(kind, sign, stops)
        for kind in (*(c.name for c in vocabulary.channels), MAKER)
        for sign in (1, -1)
        for stops in (False, True)
    ]
    rows: dict[str, str] = {}
    seen, todo = {START}, [START]
    while todo:
        state = todo.pop()
        for hop in moves:
            step = follow(state, hop)
            if step is None:
                continue
            for sign in (1, -1):
                net = (first_sign(sign, step.channel) if state == START else sign) * step.sign
                rows[f"{state.word}{_mark(sign)} {hop.word}"] = f"{step.state.word}{_mark(net)}"
            if step.state not in seen:
                seen.add(step.state)
                todo.append(step.state)
    return dict(sorted(rows.items()))


def _mark(sign: int) -> str:
    return "+" if sign > 0 else "-"
