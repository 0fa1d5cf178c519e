"""Which graph, which server account, which vocabulary: from the command line, the environment and the config file.

The graph is what `--graph` says, else `KNOCKON_GRAPH`, else the config file, else a folder in the user's data
folder. The word `neo4j` stands for the address in `NEO4J_URI`, which by itself changes nothing.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from graph.open import SCHEMES, default_folder
from schemas.errors import SettingsError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_KEYS = {"graph": str, "vocabulary": str, "neo4j": dict}
_NEO4J_KEYS = {"uri": str, "username": str, "database": str}


@dataclass(frozen=True)
class Settings:
    """Everything that a command needs to know before it opens a graph.

    Attributes:
        graph: The embedded graph's folder, or the server's URI.
        chosen_by: What named the graph: `--graph`, `KNOCKON_GRAPH`, the config file, or the default.
        username: The server account, where there is a server.
        password: Its password; from the environment alone, and in no repr.
        database: The server's database; null is the server's own default.
        vocabulary: The user's own vocabulary file; null is the one that ships with knockon.
    """

    graph: str
    chosen_by: str = "default"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    vocabulary: Path | None = None

    @property
    def is_server(self) -> bool:
        """Whether the graph is a server's."""
        return "://" in self.graph

    @property
    def connection(self) -> dict[str, str]:
        """The keyword arguments of `graph.open.open_graph` that are known."""
        known = {"username": self.username, "password": self.password, "database": self.database}
        return {name: value for name, value in known.items() if value is not None}

    @classmethod
    def resolve(
        cls,
        graph: str | None = None,
        vocabulary: str | Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """The settings that hold for one run.

        Args:
            graph: What the user names on the command line.
            vocabulary: The vocabulary file that the user names on the command line.
            environment: Variables; those of the process where null.

        Raises:
            SettingsError: A setting is missing, not valid, or holds a password where everyone can see it.
        """
        env = os.environ if environment is None else environment
        path, config = read_config(env)
        server: Mapping[str, str] = config.get("neo4j", {})
        candidates = (
            (graph, "--graph", Path()),
            (env.get("KNOCKON_GRAPH"), "KNOCKON_GRAPH", Path()),
            (config.get("graph"), str(path), path.parent),
        )
        address, chosen_by, base = next(
            (row for row in candidates if row[0]), (str(default_folder()), "default", Path())
        )
        address = str(address)
        if address == "neo4j":
            address = env.get("NEO4J_URI") or server.get("uri") or ""
            if not address:
                raise SettingsError(
                    "the graph is 'neo4j', but no address is set", "set NEO4J_URI, such as neo4j://localhost:7687"
                )
            chosen_by = f"{chosen_by}, NEO4J_URI" if env.get("NEO4J_URI") else chosen_by
        own_words = vocabulary or (
            path.parent / Path(config["vocabulary"]).expanduser() if "vocabulary" in config else None
        )
        return cls(
            graph=_address(address, base),
            chosen_by=chosen_by,
            username=env.get("NEO4J_USERNAME") or server.get("username"),
            password=env.get("NEO4J_PASSWORD") or None,
            database=env.get("NEO4J_DATABASE") or server.get("database"),
            vocabulary=Path(own_words) if own_words else None,
        )


def config_file(environment: Mapping[str, str]) -> Path:
    """Where the config file is looked for: `KNOCKON_CONFIG`, else the user's config folder."""
    named = environment.get("KNOCKON_CONFIG")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_config_path("knockon", appauthor=False) / "config.toml"


def read_config(environment: Mapping[str, str]) -> tuple[Path, dict[str, Any]]:
    """The config file's path and what it says; nothing where there is no file.

    Raises:
        SettingsError: The file that `KNOCKON_CONFIG` names is missing, or a file is not valid.
    """
    path = config_file(environment)
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if environment.get("KNOCKON_CONFIG"):
            raise SettingsError(f"KNOCKON_CONFIG names {path}, which is not there", "correct or unset it") from None
        return path, {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot read the config file {path}: {error}", "give a TOML file in UTF-8") from None
    _check_keys(path, "", config, _KEYS)
    _check_keys(path, "neo4j.", config.get("neo4j", {}), _NEO4J_KEYS)
    return path, config


def _check_keys(path: Path, prefix: str, table: Mapping[str, Any], known: Mapping[str, type]) -> None:
    for key, value in table.items():
        if "password" in key.lower():
            raise SettingsError(
                f"the config file {path} holds a password", "take it out and set NEO4J_PASSWORD in the environment"
            )
        if key not in known:
            raise SettingsError(
                f"the config file {path} has the unknown key {prefix + key!r}",
                f"known are {', '.join(prefix + name for name in known)}",
            )
        if not isinstance(value, known[key]):
            kind = "a table" if known[key] is dict else "a string in quotes"
            raise SettingsError(f"{prefix + key!r} in the config file {path} is not {kind}", "correct the file")


def _address(address: str, base: Path) -> str:
    """The graph's folder or URI, checked.

    Raises:
        SettingsError: The URI is of a kind that is not known, or has more in it than a server, such as a password.
    """
    if not _SCHEME.match(address):
        return str(base / Path(address).expanduser())
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise SettingsError("the graph's address is not a valid URI", "write it as neo4j://HOST:PORT") from None
    if "?" in address or "#" in address:
        # The address is not repeated: it may hold a secret.
        raise SettingsError(
            "the graph's address has a query or a fragment (behind ? or #)",
            "leave it out and set NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE",
        )
    if "@" in parts.netloc:
        # Nor is it here.
        raise SettingsError(
            "the graph's address has a user name or a password in it",
            f"write {parts.scheme}://{parts.netloc.rpartition('@')[2]} and set NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if parts.scheme not in SCHEMES:
        raise SettingsError(
            f"a graph cannot be reached by {parts.scheme}://",
            f"give a folder, or a URI with {', '.join(SCHEMES)}",
        )
    if not host:
        raise SettingsError(f"the address {address} names no server", "write it as neo4j://HOST:PORT")
    return address
