"""The three points of work: how confident a claim must be to be kept.

`best` has the highest F1, `default` is what `knockon ingest` takes, `precise` is for those whom a wrong claim costs
more than a missed one. A point is a threshold on the confidence and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from extract.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.learned.component import Relations

Point = Literal["best", "default", "precise"]
POINTS: tuple[Point, ...] = ("best", "default", "precise")


def thresholds(nlp: Language) -> dict[str, float]:
    """The least confidence of each point, 0 to 1.

    Args:
        nlp: A pipeline of `load_pipeline`.
    """
    if "knockon_relations" in nlp.pipe_names:
        relations = cast("Relations", nlp.get_pipe("knockon_relations"))
        return relations.model.settings.points
    return {name: float(value) for name, value in lexicon("points")["frames"].items()}
