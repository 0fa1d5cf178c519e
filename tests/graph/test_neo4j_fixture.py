"""The tests' server: skipped in one line without Java, never on a database with data, never left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.neo4j_server import Login

ROOT = Path(__file__).resolve().parents[2]
TESTS = [
    "tests/graph/test_neo4j_store.py::test_empty_query",
    "tests/graph/test_compliance_graph.py::test_writers_at_once",
]
CASES = yaml.safe_load(Path(__file__).with_name("neo4j_store.yaml").read_text("utf-8"))


def run_tests(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KNOCKON_TEST_", "JAVA_HOME"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, *TESTS],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_line_without_java() -> None:
    done = run_tests(PATH="/nowhere")
    said = [line for line in done.stdout.splitlines() if "Neo4j tests skipped" in line]
    assert done.returncode == 0, done.stdout
    assert len(said) == 1
    assert said[0].startswith("SKIPPED [2]")
    assert said[0].endswith("Neo4j tests skipped: no Java and Maven on PATH (see docs/neo4j.md)")


def test_failure_without_java_under_all() -> None:
    done = run_tests("--all", PATH="/nowhere")
    assert done.returncode == 1, done.stdout
    assert "no Neo4j tests: no Java and Maven on PATH (see docs/neo4j.md)" in done.stdout


def test_database_with_data_is_left_alone(clean_neo4j: Login) -> None:
    clean_neo4j.run(CASES["two"])
    done = run_tests(
        KNOCKON_TEST_NEO4J_URI=clean_neo4j.uri,
        KNOCKON_TEST_NEO4J_USERNAME=clean_neo4j.username,
        KNOCKON_TEST_NEO4J_PASSWORD=clean_neo4j.password,
        KNOCKON_TEST_NEO4J_DATABASE=clean_neo4j.database,
    )
    assert done.returncode == 2, done.stdout
    assert "is not empty" in done.stdout + done.stderr
    assert clean_neo4j.password not in done.stdout + done.stderr
    assert clean_neo4j.nodes() == 2


@pytest.mark.long
@pytest.mark.neo4j
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_no_server_is_left_behind(tmp_path: Path) -> None:
    """Even where the process that started the server is killed."""
    process = subprocess.Popen(
        [sys.executable, "tests/neo4j_server.py"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    with process.stdout:
        port = int(process.stdout.readline().split()[1].rpartition(":")[2])
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    process.kill()
    process.wait()
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.1)
    pytest.fail("the server still listens")
