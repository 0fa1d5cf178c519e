"""Options, markers and the Neo4j server that all tests share.

- `--all`: runs the tests marked `long`, and a missing Java or Maven is a failure instead of a skip.
- `neo4j`: the marker of every test that needs a server (set by itself where a test uses one of the fixtures here).
- `shared`: the test reads ../shared beside the checkout (KNOCKON_SHARED names another place); skipped without it.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from graph.stores.base import Store
    from graph.stores.neo4j import Neo4jStore
    from tests.neo4j_server import Login

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KNOCKON_SHARED") or ROOT.parent / "shared")
VERSION = os.environ.get("KNOCKON_TEST_NEO4J_VERSION")


def _server_module() -> ModuleType:
    """tests/neo4j_server.py; `tests` is no package, so it cannot be imported by name."""
    name = "knockon_tests_neo4j_server"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("neo4j_server.py"))
        assert spec
        assert spec.loader
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also long tests; no Java and Maven is then a failure")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker("neo4j")
    if config.getoption("--all") or "long" in config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip(f"needs the folder {SHARED}, which is not there")
    if item.get_closest_marker("neo4j") and not _can_have_neo4j():
        said = f"no Neo4j tests: {_server_module().NEEDS}"
        if item.config.getoption("--all"):
            pytest.fail(said, pytrace=False)
        pytest.skip(f"Neo4j tests skipped: {_server_module().NEEDS}")


_found: list[bool] = []


def _can_have_neo4j() -> bool:
    if not _found:
        server = _server_module()
        given = os.environ.get("KNOCKON_TEST_NEO4J_URI")
        _found.append(bool(given or server.tools(VERSION or server.DEFAULT_VERSION)))
    return _found[0]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material; use it in tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    """A real server for the whole run: one that we start, or the one of KNOCKON_TEST_NEO4J_URI, if it is empty."""
    server = _server_module()
    uri = os.environ.get("KNOCKON_TEST_NEO4J_URI")
    if not uri:
        try:
            with server.serve(VERSION or server.DEFAULT_VERSION, tmp_path_factory.mktemp("neo4j") / "home") as login:
                yield login
        except server.ServerError as error:  # holds the end of the server's log
            pytest.fail(str(error), pytrace=False)
        return
    login = server.Login(
        uri,
        os.environ.get("KNOCKON_TEST_NEO4J_USERNAME", "neo4j"),
        os.environ.get("KNOCKON_TEST_NEO4J_PASSWORD", ""),
        os.environ.get("KNOCKON_TEST_NEO4J_DATABASE", "neo4j"),
        ours=False,
    )
    try:
        nodes = login.nodes()
    except server.REFUSALS as error:
        pytest.exit(f"the server at KNOCKON_TEST_NEO4J_URI ({uri}) cannot be used: {type(error).__name__}", 2)
    if nodes:
        pytest.exit(f"the database at KNOCKON_TEST_NEO4J_URI ({uri}) is not empty: the tests would delete it", 2)
    yield login
    login.wipe()


@pytest.fixture
def clean_neo4j(neo4j_server: Login) -> Login:
    """The server with an empty database: no data, no constraints, no indexes."""
    neo4j_server.wipe()
    return neo4j_server


@pytest.fixture
def neo4j_store(clean_neo4j: Login) -> Iterator[Neo4jStore]:
    """An open store on an empty database."""
    store = _neo4j(clean_neo4j)
    yield store
    store.close()


BOTH = ("embedded", pytest.param("neo4j", marks=pytest.mark.neo4j))


@pytest.fixture(params=BOTH)
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of either kind."""
    store = _either(request, tmp_path / "graph")
    yield store
    store.close()


@pytest.fixture(params=BOTH, scope="module")
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of either kind, empty at first, that all tests of one file use."""
    store = _either(request, tmp_path_factory.mktemp("shared-store") / "graph")
    yield store
    store.close()


def _either(request: pytest.FixtureRequest, folder: Path) -> Store:
    if request.param == "neo4j":
        login: Login = request.getfixturevalue("neo4j_server")
        login.wipe()
        return _neo4j(login)
    from graph.stores.embedded import EmbeddedStore

    return EmbeddedStore(folder)


def _neo4j(login: Login) -> Neo4jStore:
    from graph.stores.neo4j import open_neo4j

    return open_neo4j(login.uri, username=login.username, password=login.password, database=login.database)
