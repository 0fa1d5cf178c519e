"""The numbers and word lists of exposure, read once from `graph/data/exposure.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from schemas.records import Modality

_FILE = Path(__file__).parents[1] / "data" / "exposure.yaml"

Factor = Annotated[float, Field(gt=0, le=1)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Price(_Row):
    """Weight and confidence of a derived price hop."""

    weight: Factor
    confidence: Factor


class TaxonomyHop(_Row):
    """What a shock is worth over one level of the taxonomy, in one direction.

    Attributes:
        relation: The taxonomy's relation: KIND_OF, PROCESSING_OF or MADE_WITH.
        to: Towards what lies above (the broader kind, the good, the material), or below.
        types: Entity types of the thing below; others have no such hop.
        weight: Over one level.
        level: What every further level multiplies the weight by.
        why: The reason for the numbers.
    """

    relation: str
    to: Literal["above", "below"]
    channel: str
    types: frozenset[str]
    weight: Factor
    level: Factor
    confidence: Factor
    why: str


class TaxonomyHops(_Row):
    """The derived hops of the taxonomy.

    Attributes:
        types: Entity types that the taxonomy speaks of.
        general: Ids that are too broad to pass a shock on.
    """

    types: frozenset[str]
    general: frozenset[str]
    hops: tuple[TaxonomyHop, ...]


class Place(_Row):
    """Which nodes pass a shock on only where they are the source, and what opens them all the same."""

    types: frozenset[str]
    open_after: frozenset[str]
    open_relations: frozenset[str]


class ExposedTo(_Row):
    """How EXPOSED_TO gets its sign where its object names no movement."""

    actor_channel: str
    minus_types: frozenset[str]
    plus_types: frozenset[str]
    factor_default: Literal["minus", "plus"]
    minus_words: frozenset[str]
    plus_words: frozenset[str]


class Settings(_Row):
    """All of `graph/data/exposure.yaml`.

    Attributes:
        modality_factors: What a claim's confidence is multiplied by, per modality.
        decay: What every hop of a chain costs on top of its confidence and weight.
        head_ends: Words before which the head of a phrase ends.
        singular_ends: How a singular may end that ends in s.
    """

    modality_factors: Mapping[Modality, Factor]
    decay: Annotated[float, Field(gt=0, lt=1)]
    price: Price
    taxonomy: TaxonomyHops
    place: Place
    head_ends: frozenset[str]
    singular_ends: tuple[str, ...]
    exposed_to: ExposedTo

    def split_head(self, name: str) -> tuple[str, str]:
        """The head of a phrase with what stands before it, and what stands behind.

        >>> settings().split_head("cost of inputs")
        ('cost', 'inputs')
        """
        head, *rest = self._head_end.split(name, maxsplit=1)
        return head, rest[0] if rest else ""

    @cached_property
    def _head_end(self) -> re.Pattern[str]:
        return re.compile(rf"\s+(?:{'|'.join(sorted(self.head_ends))})\s+", re.IGNORECASE)


@cache
def settings() -> Settings:
    """The numbers and word lists that ship with knockon."""
    data: Any = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Settings.model_validate(data)
