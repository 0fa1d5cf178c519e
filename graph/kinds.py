"""Edges that follow from the taxonomy: a pure function of which entities there are, not of how they came.

A thing lies under another by one of three relations: it is a kind of it, it processes it, or it is made with it. Two
entities of the graph are joined where one lies under the other and the taxonomy has nothing between them that the graph
holds: levels that no article names are passed over, as if the shock had gone through them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from graph.edges import Exposes
from graph.exposure.settings import settings
from schemas.records import Entity

KIND_OF, PROCESSING_OF, MADE_WITH = "KIND_OF", "PROCESSING_OF", "MADE_WITH"
RELATIONS = (KIND_OF, PROCESSING_OF, MADE_WITH)
"""Names of the derived hops, none a relation of the vocabulary; of a way over several, the last in this order tells."""


class Taxonomy(Protocol):
    """What lies under what; every answer is a function of the id alone."""

    def broader(self, id_: str, /) -> tuple[str, ...]:
        """What it is a kind of, one level up."""

    def processes(self, id_: str, /) -> str | None:
        """The good that it works on."""

    def made_with(self, id_: str, /) -> tuple[str, ...]:
        """What goes into it."""

    def __hash__(self) -> int:
        """Answers are kept."""


class Step(NamedTuple):
    """One level up in the taxonomy."""

    above: str
    relation: str


class Way(NamedTuple):
    """From an entity up to one that it lies under, over levels that the graph does not hold.

    Attributes:
        above: Where it leads.
        relation: What the whole way says: a kind of what is made with neodymium is made with neodymium.
        levels: How many levels it goes up, at least 1.
    """

    above: str
    relation: str
    levels: int


def built_in() -> Taxonomy:
    """The taxonomy that ships with knockon."""
    from graph.taxonomy import taxonomy

    return taxonomy()


def is_placed(entity: Entity) -> bool:
    """Whether a shock takes the taxonomy's ways from or to such a thing.

    A company that is named after its good is no kind of it, nor is a price; and what is said of "producers" is said of
    those that the sentence speaks of.
    """
    rules = settings().taxonomy
    quantity = entity.priced_good or entity.demanded_good
    return entity.type in rules.types and entity.id not in rules.general and not quantity


@lru_cache(maxsize=65536)
def steps(id_: str, taxonomy: Taxonomy) -> tuple[Step, ...]:
    """What lies one level above an id."""
    good = taxonomy.processes(id_)
    found = [Step(above, KIND_OF) for above in taxonomy.broader(id_)]
    found += [Step(good, PROCESSING_OF)] if good else []
    found += [Step(above, MADE_WITH) for above in taxonomy.made_with(id_)]
    return tuple(sorted({step for step in found if step.above != id_}))


@lru_cache(maxsize=65536)
def above(id_: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """All that lies above an id, however far, sorted."""
    seen: set[str] = set()
    todo = [id_]
    while todo:
        found = {step.above for step in steps(todo.pop(), taxonomy)} - seen
        seen |= found
        todo += found
    return tuple(sorted(seen - {id_}))


def ways(id_: str, present: Collection[str], taxonomy: Taxonomy) -> list[Way]:
    """The shortest ways from an id up to the nearest of those that are present, with nothing present between."""
    found: list[Way] = []
    row, seen = [Step(id_, KIND_OF)], {Step(id_, KIND_OF)}
    levels = 0
    while row:
        levels += 1
        up = {
            Step(step.above, max(here.relation, step.relation, key=RELATIONS.index))
            for here in row
            for step in steps(here.above, taxonomy)
            if step.above != id_
        }
        row = []
        for step in sorted(up - seen):
            seen.add(step)
            if step.above in present:
                found.append(Way(step.above, step.relation, levels))
            else:
                row.append(step)
    return found


def kind_exposures(entities: Mapping[str, Entity], lower: Iterable[str], taxonomy: Taxonomy) -> list[Exposes]:
    """The EXPOSES edges, both ways, between entities and the nearest ones above them.

    Args:
        entities: By id: those asked about, and all that there are above them.
        lower: Ids of those asked about; one that is not among the entities has no edge.
        taxonomy: What lies under what.
    """
    present = {id_ for id_, entity in entities.items() if is_placed(entity)}
    return [
        Exposes(
            source=id_ if row.to == "above" else way.above,
            target=way.above if row.to == "above" else id_,
            relation=way.relation,
            sign=1,
            channel=row.channel,
            weight=max(0.001, round(row.weight * row.level ** (way.levels - 1), 3)),
            confidence=row.confidence,
            derived=True,
        )
        for id_ in sorted(present.intersection(lower))
        for way in ways(id_, present, taxonomy)
        for row in settings().taxonomy.hops
        if row.relation == way.relation and entities[id_].type in row.types
    ]
