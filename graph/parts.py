"""A part of a graph that stands by itself: what is on a theme."""

from __future__ import annotations

from dataclasses import replace

from graph.claims_file import INCOMPLETE
from graph.snapshot import Snapshot
from graph.themes import Theme


def within(held: Snapshot, theme: Theme) -> Snapshot:
    """The part of a graph that is on a theme: the claims about its entities, and all that belongs to them.

    An edge is there with all its claims or not at all, so that the part says of it what the whole says. An article that
    loses claims is marked so: reading it again into a graph made of the part is not skipped.
    """
    on = {entity.id for entity in held.entities if theme.holds(entity.id, entity.name)}
    claims = tuple(c for c in held.claims if c.subject_id in on or c.object_id in on)
    ends = on.union(*((c.subject_id, c.object_id) for c in claims))
    told = {c.claim.article for c in claims}
    whole = {c.claim.id for c in claims}
    partly = {c.claim.article for c in held.claims if c.claim.id not in whole}
    return replace(
        held,
        articles=tuple(article for article in held.articles if article.id in told),
        extractors={
            id_: f"{INCOMPLETE}{extractor}" if id_ in partly and not extractor.startswith(INCOMPLETE) else extractor
            for id_, extractor in held.extractors.items()
            if id_ in told
        },
        claims=claims,
        entities=tuple(entity for entity in held.entities if entity.id in ends),
        edges=tuple(edge for edge in held.edges if edge.subject in on or edge.object in on),
        exposes=tuple(
            hop
            for hop in held.exposes
            if hop.source in ends and hop.target in ends and (hop.source in on or hop.target in on)
        ),
    )
