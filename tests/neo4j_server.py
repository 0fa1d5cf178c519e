"""A real Neo4j server for the tests, from the artefacts on Maven Central.

`python tests/neo4j_server.py` starts one to try things on, and stops it on Ctrl-C.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import neo4j
import yaml
from neo4j.exceptions import DriverError, Neo4jError

DEFAULT_VERSION = "5.26.30"
CACHE = Path(__file__).resolve().parents[1] / ".cache" / "neo4j"
NEEDS = "no Java and Maven on PATH (see docs/neo4j.md)"
REFUSALS = (Neo4jError, DriverError, OSError)
"""What the driver raises where a server is not there or does not let us in."""

START_SECONDS = 120.0
STOP_SECONDS = 60.0
_WIPE: Mapping[str, str] = yaml.safe_load(Path(__file__).with_name("neo4j_wipe.yaml").read_text("utf-8"))
_ARTEFACTS = (("org.neo4j.app", "neo4j-server"), ("org.neo4j", "neo4j"), ("org.neo4j", "neo4j-import-tool"))
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_max_failed_attempts=0
db.tx_log.preallocate=false
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
"""
# Kills the server (its data is thrown away anyhow) when our end of its standard input closes: on a stop, and also when
# the test run itself is killed.
_GUARD = """\
exec 3<&0
"$@" </dev/null & server=$!
{ cat <&3 >/dev/null; kill -9 "$server"; } 2>/dev/null &
wait "$server"
"""


class ServerError(RuntimeError):
    """The server could not be fetched, started or used."""


@dataclass(frozen=True)
class Login:
    """Where a server listens and who may come in.

    Attributes:
        ours: Whether the tests started it.
    """

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
    ours: bool = True

    @contextmanager
    def driver(self) -> Iterator[neo4j.Driver]:
        """The plain driver, for what the tests do beside the store."""
        with neo4j.GraphDatabase.driver(
            self.uri,
            auth=(self.username, self.password),
            connection_timeout=5,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
        ) as driver:
            yield driver

    def run(self, statement: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run one statement and return its rows."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            return session.run(statement, parameters).data()

    def nodes(self) -> int:
        """How many nodes the database holds."""
        return int(self.run(_WIPE["count"])[0]["nodes"])

    def wipe(self) -> None:
        """Delete all data, constraints and indexes."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            session.run(_WIPE["data"]).consume()
            for what in ("constraint", "index"):
                names = session.run(_WIPE["constraints" if what == "constraint" else "indexes"])
                for name in [row["name"] for row in names]:
                    session.run(_WIPE[f"drop_{what}"].format(name=name)).consume()


def java_for(version: str) -> str | None:
    """A `java` that this Neo4j version runs on, from JAVA_HOME, PATH or the system's JVM folder; None without one."""
    lowest, highest = (17, 21) if version.startswith("5.") else (21, 99)
    found = [os.environ.get("JAVA_HOME", "") + "/bin/java", shutil.which("java") or ""]
    found += [str(path) for path in sorted(Path("/usr/lib/jvm").glob("*/bin/java"))]
    for java in found:
        if not java or not Path(java).is_file():
            continue
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        number = re.search(r'version "(\d+)', said)
        if number and lowest <= int(number[1]) <= highest:
            return java
    return None


def tools(version: str) -> tuple[str, str] | None:
    """The `java` and `mvn` to use; None where one is missing."""
    maven = shutil.which("mvn")
    java = java_for(version) if maven else None
    return (java, maven) if java and maven else None


def fetch(version: str, maven: str, cache: Path = CACHE) -> Path:
    """The folder with the server's jars, downloaded once; a folder of that name is always complete."""
    jars = cache / version
    if jars.is_dir():
        return jars
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{version}-", dir=cache) as part:
        rows = "".join(
            f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version></dependency>"
            for group, name in _ARTEFACTS
        )
        pom = Path(part) / "pom.xml"
        pom.write_text(
            '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>knockon</groupId>'
            f"<artifactId>neo4j-for-tests</artifactId><version>1</version><dependencies>{rows}</dependencies></project>",
            "utf-8",
        )
        lib = Path(part) / "lib"
        command = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={lib}"]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0 or not lib.is_dir():
            raise ServerError(f"Maven could not fetch Neo4j {version}:\n{(done.stdout + done.stderr)[-3000:]}")
        with suppress(OSError):  # another test run was faster
            lib.rename(jars)
    return jars


@contextmanager
def serve(version: str = DEFAULT_VERSION, home: Path | None = None) -> Iterator[Login]:
    """A fresh server on a free port of this machine, stopped at the end; needs about 10 s and 500 MB of memory.

    Args:
        version: A version on Maven Central.
        home: An empty folder for its data; default is a temporary one. It goes at the end.

    Raises:
        ServerError: Java or Maven is missing, or the server does not start; with the end of its log.
    """
    found = tools(version)
    if not found:
        raise ServerError(NEEDS)
    java, maven = found
    jars = fetch(version, maven)
    home = home or Path(tempfile.mkdtemp(prefix="knockon-neo4j-"))
    try:
        for attempt in range(3):
            login = _configure(home, java, jars)
            process = _start(home, java, jars, version)
            try:
                _wait(login, process, home)
            except ServerError as error:
                _stop(process)
                if attempt < 2 and "Address already in use" in str(error):
                    continue  # somebody took the port between our asking and the server's
                raise
            except BaseException:
                _stop(process)
                raise
            break
        try:
            yield login
        finally:
            _stop(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _configure(home: Path, java: str, jars: Path) -> Login:
    shutil.rmtree(home, ignore_errors=True)
    (home / "conf").mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=port), "utf-8")
    login = Login(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(12).lstrip("-"))
    command = [java, "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", login.password]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(home), check=False)
    if done.returncode != 0:
        raise ServerError(f"the first password could not be set: {(done.stdout + done.stderr)[-2000:]}")
    return login


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def _start(home: Path, java: str, jars: Path, version: str) -> subprocess.Popen[bytes]:
    main = "server.CommunityEntryPoint" if version.startswith("5.") else "server.Neo4jCommunity"
    opens = [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENS]
    command = [java, "-Xmx1g", *opens, "-cp", f"{jars}/*", f"org.neo4j.{main}", f"--home-dir={home}"]
    with (home / "console.log").open("wb") as console:
        return subprocess.Popen(
            ["sh", "-c", _GUARD, "sh", *command, f"--config-dir={home / 'conf'}"],
            stdin=subprocess.PIPE,
            stdout=console,
            stderr=subprocess.STDOUT,
            env=_environment(home),
            start_new_session=True,  # Ctrl-C in the terminal is for the tests, which then stop the server
        )


def _wait(login: Login, process: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    port = int(login.uri.rpartition(":")[2])
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"Neo4j ended with status {process.returncode}; its log:\n{logs(home)}")
        # A plain connection first: the driver's own "refused" takes longer to come and logs a warning.
        with (
            suppress(*REFUSALS),
            socket.create_connection(("127.0.0.1", port), timeout=1),
            login.driver() as driver,
        ):
            driver.verify_connectivity()
            return
        time.sleep(0.2)
    raise ServerError(f"Neo4j does not answer after {START_SECONDS:.0f} s; its log:\n{logs(home)}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError, PermissionError):  # what is left of its group: nothing, as a rule
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def logs(home: Path) -> str:
    """The end of what the server said."""
    parts = [home / "console.log", home / "logs" / "neo4j.log"]
    return "\n".join(part.read_text("utf-8", "replace")[-2000:] for part in parts if part.is_file())


if __name__ == "__main__":
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    with serve(sys.argv[1] if sys.argv[1:] else DEFAULT_VERSION) as here:
        print(f"export NEO4J_URI={here.uri} NEO4J_USERNAME={here.username} NEO4J_PASSWORD={here.password}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
