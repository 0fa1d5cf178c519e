"""The embedded store: ArcadeDB inside this process, one folder on disk, nothing to install or start.

The folder holds `database/` (the engine's files) and `holder` (the lock, with a note of who holds it).
"""

from __future__ import annotations

import atexit
import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import arcadedb_embedded as arcade

from graph.stores.base import Row, Transaction
from graph.stores.embedded_values import java_parameters, plain_row, query_error
from graph.stores.jvm import start_jvm
from graph.stores.lock import FolderLock
from schemas.errors import KnockonError, StoreError

T = TypeVar("T")

LANGUAGE = "opencypher"
DATABASE, HOLDER = "database", "holder"
# Held strongly: a store that nobody names any more is still to be closed at exit.
_open: set[EmbeddedStore] = set()


def is_graph(folder: Path) -> bool:
    """Whether an embedded graph lies in this folder."""
    return (folder / DATABASE / "schema.json").is_file()


class _Transaction:
    def __init__(self, database: Any) -> None:
        self._database = database

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement; see `graph.stores.base.Transaction`."""
        try:
            rows = self._database.command(LANGUAGE, query, java_parameters(parameters))
            return [plain_row(row) for row in rows.to_list()] if rows is not None else []
        except arcade.ArcadeDBError as error:
            raise query_error(error) from error


class EmbeddedStore:
    """A graph in a folder. One process at a time holds it, for reading too.

    Args:
        folder: Where it lies; made where there is none and `create` says so.
        create: Whether to make it.

    Raises:
        GraphLockedError: Somebody else holds it; says who.
        StoreError: There is none, the folder holds something else, or the engine cannot open it.
    """

    def __init__(self, folder: Path | str, *, create: bool = True) -> None:
        self.folder = Path(folder).expanduser().absolute()
        _check_folder(self.folder, create=create)
        self._lock = FolderLock(self.folder / HOLDER)
        try:
            self._database = _open_database(self.folder)
        except BaseException:
            self._lock.release()
            raise
        self._closed = False
        _open.add(self)

    @property
    def address(self) -> str:
        """The folder."""
        return str(self.folder)

    def __repr__(self) -> str:
        return f"EmbeddedStore({str(self.folder)!r})"

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Run a query that only reads; see `graph.stores.base.Store`.

        The query starts at once, not with the first row taken; a broken or writing one raises here.
        """
        self._check_open()
        try:
            rows = self._database.query(LANGUAGE, query, java_parameters(parameters))
        except arcade.ArcadeDBError as error:
            raise query_error(error) from error
        return _stream(rows)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction, again as a whole after a conflict with another thread.

        The transaction is on disk (fsync) when this returns.
        """
        self._check_open()
        try:
            # The engine's own loop looks for a conflict along the chain of causes, so our errors may pass through it.
            result: T = self._database.run_in_transaction(lambda: work(_Transaction(self._database)))
        except arcade.ArcadeDBError as error:
            raise query_error(error) from error
        return result

    def schema(self, statement: str) -> None:
        """Run one schema statement (constraint or index)."""
        self._check_open()
        try:
            self._database.command(LANGUAGE, statement)
        except arcade.ArcadeDBError as error:
            raise query_error(error) from error

    def close(self) -> None:
        """Write everything out and let go of the folder; may be called twice."""
        if self._closed:
            return
        self._closed = True
        _open.discard(self)
        try:
            self._database.close()
        except arcade.ArcadeDBError as error:
            raise StoreError(f"the graph {self.folder} did not close well: {error}", "open it once more") from error
        finally:
            self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"the graph {self.folder} is closed", "open it again")


def _stream(rows: Any) -> Iterator[Row]:
    try:
        for row in rows.iter_dicts():
            yield plain_row(row)
    except arcade.ArcadeDBError as error:
        raise query_error(error) from error
    finally:
        rows.close()


def _check_folder(folder: Path, *, create: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, not a graph folder", "give a folder with --graph")
    if is_graph(folder):
        return
    if not create:
        raise StoreError(f"there is no graph in {folder}", "make one with 'knockon ingest', or name another by --graph")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strange = sorted(p.name for p in folder.iterdir() if p.name not in (DATABASE, HOLDER))
    except OSError as error:
        raise StoreError(
            f"cannot make the graph folder {folder}: {error.strerror}", "give a folder of your own with --graph"
        ) from error
    if strange:
        raise StoreError(
            f"the folder {folder} exists and is not a graph (it holds {strange[0]})", "give a new or an empty folder"
        )


def _open_database(folder: Path) -> Any:
    start_jvm()
    _close_at_exit()
    path = folder / DATABASE
    try:
        if is_graph(folder):
            database = arcade.open_database(str(path))
        else:
            # We hold the lock, so this is what a killed process left before it had written anything.
            shutil.rmtree(path, ignore_errors=True)
            database = arcade.create_database(str(path))
        database.set_wal_flush("yes_full")
    except arcade.ArcadeDBError as error:
        text = " ".join(str(error).split())
        raise StoreError(
            f"the engine cannot open the graph {folder}: {text[:300]}", "if the folder is damaged, load a claims dump"
        ) from error
    return database


_registered = False


def _close_at_exit() -> None:
    """Register the closing of stores left open: after JPype's own exit hook, so that it runs before it."""
    global _registered  # noqa: PLW0603
    if not _registered:
        _registered = True
        atexit.register(_close_all)


def _close_all() -> None:
    for store in list(_open):
        with contextlib.suppress(KnockonError):
            store.close()
