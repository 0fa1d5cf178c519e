"""The check that the four packages beside `knockon` are its own: their names are common ones."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

NEIGHBOURS = ("schemas", "cypher", "extract", "graph")


def check_neighbours() -> None:
    """Make sure that `schemas`, `cypher`, `extract` and `graph` are found beside `knockon`.

    Raises:
        ImportError: Another package or file of one of those names is found first; it is named.
    """
    home = Path(__file__).resolve().parent.parent
    for name in NEIGHBOURS:
        found = _folder(name)
        if found is None:
            raise ImportError(f"knockon's own package {name!r} is missing; install knockon again")
        if found != home / name:
            raise ImportError(
                f"the package {name!r} that Python finds at {found} is not knockon's; rename it, start Python from"
                " another folder, or install knockon into an environment of its own"
            )


def _folder(name: str) -> Path | None:
    """Where the package lies (or the file that stands in for it), without importing it."""
    loaded = sys.modules.get(name)
    origin: str | None
    if loaded is not None:
        origin = getattr(loaded, "__file__", None)
        places = list(getattr(loaded, "__path__", []))
    else:
        spec = find_spec(name)
        if spec is None:
            return None
        origin = spec.origin
        places = list(spec.submodule_search_locations or [])
    if origin:
        path = Path(origin).resolve()
        return path.parent if path.name == "__init__.py" else path
    return Path(places[0]).resolve() if places else None
