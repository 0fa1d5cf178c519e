"""Whether one entity lies under another: by the taxonomy, by kind ("steel imports"), by place, or as part of a firm."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.taxonomy import Taxonomy, taxonomy
from graph.word_data import read_data

BUILT_IN = Path(__file__).with_name("data") / "narrower.yaml"
_PLACE, _ORGANIZATION, _INFRASTRUCTURE = "Place", "Organization", "Infrastructure"


def lies_under(one: str, other: str, type_: str, other_type: str, known: Taxonomy | None = None) -> bool:
    """Whether an entity lies under another by kind, place or ownership.

    What the taxonomy knows it decides alone. Of the rest a compound lies under its head, a part of a place under the
    place, and a division or a component under the thing whose name it begins with.

    Args:
        one: Id of an entity.
        other: Id of another one.
        type_: Entity type of the first.
        other_type: Entity type of the other one.
        known: The taxonomy; the one that ships with knockon where null.
    """
    known = known or taxonomy()
    if one == other or (_ORGANIZATION in (type_, other_type) and type_ != other_type):
        return False
    if known.under(one, {other}):
        return True
    if type_ != other_type:
        return False
    if type_ == _PLACE:
        first, _, rest = one.partition("-")
        return rest == other and first in _lists("parts_of_places") and not known.broader(one)
    if type_ == _ORGANIZATION:
        return one.startswith(f"{other}-") and other not in _lists("no_firms")
    if one.endswith(f"-{other}"):
        before = one.removesuffix(f"-{other}").rpartition("-")[2]
        return before not in _lists("links") and not known.ancestors(one)
    rest = one.removeprefix(f"{other}-")
    return type_ == _INFRASTRUCTURE and "-" in other and rest != one and rest.isalpha()


@cache
def _lists(name: str) -> frozenset[str]:
    return frozenset(read_data(BUILT_IN)[name])
