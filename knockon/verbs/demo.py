"""The sample articles in a graph of their own, and a chain that crosses from one into another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knockon.verbs.ingest import Ingested, ingest

if TYPE_CHECKING:
    from graph.exposure.records import Chain
    from graph.snapshot import Snapshot
    from graph.stores.base import Store
    from schemas.records import Article

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
STORIES = (("drought", "automakers"), ("export controls", "automakers"), ("neon", "automakers"))
"""Source and end of what is shown: the first of them that a chain over several articles joins."""
MAX_HOPS = 6


@dataclass
class Demo:
    """What the demo made and found.

    Attributes:
        folder: Where the graph lies.
        ingested: What ingesting the samples did.
        articles: The samples.
        found: All that the graph holds.
        chain: A chain whose hops are stated by different articles.
    """

    folder: Path
    ingested: Ingested
    articles: list[Article]
    found: Snapshot
    chain: Chain | None


def default_folder() -> Path:
    """Where the demo's graph lies if nothing else is said: in the user's cache."""
    import platformdirs

    return platformdirs.user_cache_path("knockon", appauthor=False) / "demo"


def demo(folder: Path | str | None = None, *, progress: Callable[[], None] = lambda: None) -> Demo:
    """Ingest the samples into a fresh graph and trace a chain through it.

    Args:
        folder: Where the graph shall lie; what an earlier demo left there is removed.
        progress: Called after each article.

    Raises:
        StoreError: The folder holds something else than a demo's graph, or another process holds it.
    """
    from graph.open import open_graph
    from graph.snapshot import snapshot

    place = Path(folder) if folder is not None else default_folder()
    start_afresh(place)
    store = open_graph(place, create=True)
    try:
        done = ingest(store, [SAMPLES], progress=progress)
        found = snapshot(store)
        chain = crossing_chain(store)
    finally:
        store.close()
    return Demo(place, done, list(found.articles), found, chain)


def start_afresh(folder: Path) -> None:
    """Remove the graph that an earlier demo left in the folder, if nobody holds it.

    Raises:
        StoreError: The folder holds something else, or another process holds the graph.
    """
    from graph.stores.lock import FolderLock
    from schemas.errors import StoreError

    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    known = {"database", "holder"}
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - known or not (folder / "holder").exists():
        raise StoreError(f"{folder} holds something else than a demo's graph", "name another folder, or empty it")
    lock = FolderLock(folder / "holder")
    try:
        shutil.rmtree(folder / "database", ignore_errors=True)
    finally:
        lock.release()


def crossing_chain(store: Store) -> Chain | None:
    """The best chain of the first story whose hops are stated by more than one article; null where none is."""
    from graph.trace import trace
    from schemas.errors import UnknownEntityError

    for source, to in STORIES:
        try:
            chains = trace(store, source, to=to, max_hops=MAX_HOPS, top=20, sentences=1).chains
        except UnknownEntityError:
            continue
        for chain in chains:
            if len({hop.evidence[0].article for hop in chain.hops if hop.evidence}) > 1:
                return chain
    return None
