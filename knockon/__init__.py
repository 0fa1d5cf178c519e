"""Supply-chain news in, knock-on effects out.

What a library user needs is here; each name is imported when it is first used, so `import knockon` is quick.

Articles to a graph: `open_graph`, `read`, `ingest`. Answers: `trace`, `query`, `entities`, `claims`, `status`.
Topics: `themes`, `theme` (one by name or file), `theme_in_graph`.
Out and in again: `export`, `load`. Undo: `retract`.
Correct: `Decider` (merge, split, alias, retype, reject, undo), `decisions`. Quality: `evaluate`; `explain` shows
why a sentence gave what it gave. Every error is a `KnockonError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from knockon.neighbours import check_neighbours

check_neighbours()

if TYPE_CHECKING:
    from extract.readers import Refusal, read
    from graph.deciding import Decider
    from graph.merge import retract
    from graph.open import open_graph
    from graph.themes import Theme, theme
    from graph.trace import trace
    from knockon.settings import Settings
    from knockon.verbs.claims import claims
    from knockon.verbs.decisions import decisions
    from knockon.verbs.demo import demo
    from knockon.verbs.entities import entities
    from knockon.verbs.evaluate import evaluate
    from knockon.verbs.explain import explain
    from knockon.verbs.export import export
    from knockon.verbs.ingest import ingest
    from knockon.verbs.load import load
    from knockon.verbs.query import query
    from knockon.verbs.status import status
    from knockon.verbs.themes import theme_in_graph, themes
    from schemas.errors import KnockonError
    from schemas.records import Article, Claim, Decision, Entity
    from schemas.vocabulary import Vocabulary, load_vocabulary, vocabulary

__version__ = "0.1.0"

_HOMES = {
    "Article": "schemas.records",
    "Claim": "schemas.records",
    "Decider": "graph.deciding",
    "Decision": "schemas.records",
    "Entity": "schemas.records",
    "KnockonError": "schemas.errors",
    "Refusal": "extract.readers",
    "Settings": "knockon.settings",
    "Theme": "graph.themes",
    "Vocabulary": "schemas.vocabulary",
    "load_vocabulary": "schemas.vocabulary",
    "open_graph": "graph.open",
    "read": "extract.readers",
    "retract": "graph.merge",
    "theme": "graph.themes",
    "theme_in_graph": "knockon.verbs.themes",
    "trace": "graph.trace",
    "vocabulary": "schemas.vocabulary",
}
_VERBS = (
    "claims",
    "decisions",
    "demo",
    "entities",
    "evaluate",
    "explain",
    "export",
    "ingest",
    "load",
    "query",
    "status",
    "themes",
)

__all__ = [
    "Article",
    "Claim",
    "Decider",
    "Decision",
    "Entity",
    "KnockonError",
    "Refusal",
    "Settings",
    "Theme",
    "Vocabulary",
    "claims",
    "decisions",
    "demo",
    "entities",
    "evaluate",
    "explain",
    "export",
    "ingest",
    "load",
    "load_vocabulary",
    "open_graph",
    "query",
    "read",
    "retract",
    "status",
    "theme",
    "theme_in_graph",
    "themes",
    "trace",
    "vocabulary",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name) or (f"knockon.verbs.{name}" if name in _VERBS else None)
    if home is None:
        raise AttributeError(f"module 'knockon' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
