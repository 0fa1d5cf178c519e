"""The automaton against the rules said once more over whole chains, without any state."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.edges import Exposes
from graph.exposure.follow import MAKER, START, Move, follow, make_relations, move, table
from schemas.vocabulary import vocabulary

CHANNELS = [channel.name for channel in vocabulary().channels]
TABLE = table(vocabulary())
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(moves: list[Move]) -> list[tuple[int, str]] | None:
    """Sign and channel of every hop as the automaton reads the chain; None where it refuses it."""
    state, steps = START, []
    for hop in moves:
        step = follow(state, hop)
        if step is None:
            return None
        steps.append((step.sign, step.channel))
        state = step.state
    return steps


def literally(moves: list[Move]) -> list[tuple[int, str]] | None:
    """The same by the sentences of DESIGN.md, one after the other."""
    channels: list[str] = []
    signs: list[int] = []
    for i, hop in enumerate(moves):
        channel, sign = ("demand" if hop.kind == MAKER else hop.kind), hop.sign
        before = [c for c in channels if not c.startswith("kind-")]
        if hop.kind == MAKER and before[-1:] == ["make"]:
            channel, sign = "rival", -sign
        if channel == "price" and sign == -1:
            # Fortune leaves a thing that was reached by demand or rival as it was.
            reached = [c for c in before if c != "fortune"]
            market = before[-1:] in (["demand"], ["rival"]) or (
                before[-1:] == ["fortune"] and reached[-1:] in (["demand"], ["rival"])
            )
            sign = 1 if market else sign
        if channel in ("act", "guard") and i > 0:
            return None
        since_price = channels[len(channels) - channels[::-1].index("price") :] if "price" in channels else channels
        if {"demand", "rival"} & set(since_price) and channel not in ("demand", "fortune", "price"):
            return None
        if channel == "control" and "fortune" in channels:
            return None
        if channel in ("rival", "partner") and before[-1:] == [channel]:
            return None
        if channel == "kind-down" and channels[-1:] == ["kind-up"]:
            return None
        if any(earlier.stops for earlier in moves[:i]):
            return None
        channels.append(channel)
        signs.append(sign)
    return list(zip(signs, channels, strict=True))


MOVES = st.builds(
    Move,
    kind=st.sampled_from([*CHANNELS, MAKER]),
    sign=st.sampled_from([1, -1]),
    stops=st.sampled_from([False, False, False, True]),
)


@calm
@given(st.lists(MOVES, max_size=5))
def test_follow_is_the_rules_said_literally(moves: list[Move]) -> None:
    assert run(moves) == literally(moves)


@calm
@given(st.lists(MOVES, min_size=1, max_size=5), st.sampled_from([1, -1]))
def test_table_is_the_same_automaton(moves: list[Move], shock: int) -> None:
    state: str | None = "start+" if shock > 0 else "start-"
    for hop in moves:
        state = TABLE.get(f"{state} {hop.word}") if state else None
    steps = run(moves)
    if steps is None:
        assert state is None
        return
    sign = 1 if steps[0][1] == "act" else shock
    for turn, _ in steps:
        sign *= turn
    assert state is not None
    assert state[-1] == ("+" if sign > 0 else "-")


def test_every_pair_of_channels_is_decided_as_written() -> None:
    """Which channel may follow which, behind a first hop of another kind, as docs/exposure.md prints it."""
    refused = {(first, then) for first in CHANNELS for then in CHANNELS if run([Move(first, 1), Move(then, 1)]) is None}
    only_first = {(first, then) for first in CHANNELS for then in ("act", "guard")}
    market = {(f, t) for f in ("demand", "rival") for t in CHANNELS if t not in ("demand", "fortune", "price")}
    more = {("fortune", "control"), ("partner", "partner"), ("kind-up", "kind-down")}
    assert refused == only_first | market | more


def test_makers() -> None:
    assert make_relations(vocabulary()) == {"PRODUCES", "DOMINATES"}
    edge = Exposes(source="a", target="b", relation="PRODUCES", sign=1, channel="demand", weight=0.5, confidence=0.9)
    makes = make_relations(vocabulary())
    assert move(edge, "Commodity", "Organization", makes).kind == MAKER
    assert move(edge.model_copy(update={"relation": "SUPPLIES"}), "Product", "Product", makes).kind == "demand"
