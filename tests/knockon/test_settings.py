"""Settings: who names the graph, in which order, and that no password shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.open import default_folder
from knockon.settings import Settings
from schemas.errors import SettingsError


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('graph = "of-the-file"\nvocabulary = "own.yaml"\n[neo4j]\nusername = "u"\ndatabase = "d"\n')
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment in which nothing is set."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return {}


def test_the_command_line_goes_before_all(config: Path) -> None:
    env = {"KNOCKON_CONFIG": str(config), "KNOCKON_GRAPH": "of-the-environment"}
    found = Settings.resolve("of-the-line", environment=env)
    assert (found.graph, found.chosen_by) == ("of-the-line", "--graph")


def test_the_environment_goes_before_the_file(config: Path) -> None:
    env = {"KNOCKON_CONFIG": str(config), "KNOCKON_GRAPH": "of-the-environment"}
    found = Settings.resolve(environment=env)
    assert (found.graph, found.chosen_by) == ("of-the-environment", "KNOCKON_GRAPH")


def test_the_file_names_paths_from_its_own_folder(config: Path) -> None:
    found = Settings.resolve(environment={"KNOCKON_CONFIG": str(config)})
    assert found.graph == str(config.parent / "of-the-file")
    assert found.chosen_by == str(config)
    assert found.vocabulary == config.parent / "own.yaml"
    assert found.connection == {"username": "u", "database": "d"}


def test_else_a_folder_of_the_user(bare: dict[str, str]) -> None:
    found = Settings.resolve(environment=bare)
    assert (found.graph, found.chosen_by) == (str(default_folder()), "default")
    assert not found.is_server


def test_a_server_that_merely_stands_in_the_environment_changes_nothing(bare: dict[str, str]) -> None:
    found = Settings.resolve(environment={**bare, "NEO4J_URI": "neo4j://host"})
    assert found.graph == str(default_folder())


def test_the_word_neo4j_takes_the_server(bare: dict[str, str]) -> None:
    env = {
        **bare,
        "NEO4J_URI": "neo4j+s://host:7687",
        "NEO4J_USERNAME": "u",
        "NEO4J_PASSWORD": "pw",
        "NEO4J_DATABASE": "d",
    }
    found = Settings.resolve("neo4j", environment=env)
    assert found.graph == "neo4j+s://host:7687"
    assert found.is_server
    assert found.connection == {"username": "u", "password": "pw", "database": "d"}
    assert "pw" not in repr(found)


def test_the_word_neo4j_without_an_address(bare: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="set NEO4J_URI"):
        Settings.resolve("neo4j", environment=bare)


SECRET = "s3cret"


@pytest.mark.parametrize(
    "address",
    [
        f"neo4j://u:{SECRET}@host",
        f"bolt://:{SECRET}@host:7687",
        f"neo4j://u:{SECRET}@[",
        f"neo4j://u:{SECRET}@host:x",
        f"neo4j://localhost:1/?password={SECRET}",
        f"bolt://host#{SECRET}",
        f"neo4j://?{SECRET}",
        f"http://host?{SECRET}",
        f"neo4j://u@host?{SECRET}",
    ],
)
@pytest.mark.parametrize("way", ["argument", "KNOCKON_GRAPH", "NEO4J_URI"])
def test_a_password_in_the_address_is_refused_and_not_repeated(bare: dict[str, str], address: str, way: str) -> None:
    env = bare if way == "argument" else {**bare, way: address}
    graph = {"argument": address, "NEO4J_URI": "neo4j"}.get(way)
    with pytest.raises(SettingsError) as error:
        Settings.resolve(graph, environment=env)
    assert SECRET not in str(error.value)
    assert error.value.cure


@pytest.mark.parametrize("address", ["http://host", "bolts://host", "file:///tmp/x"])
def test_an_unknown_kind_of_address(bare: dict[str, str], address: str) -> None:
    with pytest.raises(SettingsError, match="cannot be reached by"):
        Settings.resolve(address, environment=bare)


def test_an_address_without_a_server(bare: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="names no server"):
        Settings.resolve("neo4j://", environment=bare)


BAD_CONFIG = [
    ("graph = ", "cannot read"),
    ("grpah = 'x'", "unknown key 'grpah'"),
    ("graph = 3", "'graph' in the config file"),
    ("neo4j = 'x'", "not a table"),
    ("[neo4j]\nuser = 'x'", "unknown key 'neo4j.user'"),
    (f"[neo4j]\npassword = '{SECRET}'", "holds a password"),
]


@pytest.mark.parametrize(("content", "cause"), BAD_CONFIG)
def test_a_bad_config_file(tmp_path: Path, content: str, cause: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(content)
    with pytest.raises(SettingsError) as error:
        Settings.resolve(environment={"KNOCKON_CONFIG": str(path)})
    assert cause in error.value.cause
    assert error.value.cure
    assert SECRET not in str(error.value)


def test_a_config_file_that_is_named_but_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="which is not there"):
        Settings.resolve(environment={"KNOCKON_CONFIG": str(tmp_path / "none.toml")})
