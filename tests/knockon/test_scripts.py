"""The scripts: sound shell, runnable, clear where something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [*(f"scripts/{name}" for name in ("demo", "test", "lint", "format", "uv")), ".ci/run"]
TOOLS = ("sh", "dirname", "rm", "ls", "env")


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_sound_and_runnable(name: str) -> None:
    path = ROOT / name
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/bin/sh\n# ")
    subprocess.run(["sh", "-n", str(path)], check=True)


def bare_path(folder: Path, *more: str) -> dict[str, str]:
    """An environment whose PATH holds a few tools and no uv."""
    tools = folder / "tools"
    tools.mkdir()
    for name in (*TOOLS, *more):
        found = shutil.which(name)
        assert found, name
        (tools / name).symlink_to(found)
    keep = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_", "http", "HTTP"))}
    return {**keep, "PATH": str(tools), "HOME": str(folder)}


def checkout(folder: Path) -> Path:
    """A folder that holds the scripts alone."""
    copy = folder / "checkout"
    shutil.copytree(ROOT / "scripts", copy / "scripts")
    return copy


def test_no_python_is_said_clearly(tmp_path: Path) -> None:
    copy = checkout(tmp_path)
    done = subprocess.run(
        [copy / "scripts" / "uv", "--version"], env=bare_path(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr
    assert not (copy / ".uv").exists()


def test_a_uv_on_the_path_is_taken(tmp_path: Path) -> None:
    copy, env = checkout(tmp_path), bare_path(tmp_path)
    own = tmp_path / "tools" / "uv"
    own.write_text('#!/bin/sh\necho "uv of the user: $*"\n')
    own.chmod(0o755)
    done = subprocess.run([copy / "scripts" / "uv", "a", "b c"], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "uv of the user: a b c\n"
    assert not (copy / ".uv").exists()


def test_a_python_that_can_make_no_environment_is_said_clearly(tmp_path: Path) -> None:
    copy, env = checkout(tmp_path), bare_path(tmp_path)
    python = tmp_path / "tools" / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\nexit 1\n')
    python.chmod(0o755)
    done = subprocess.run([copy / "scripts" / "uv"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert not (copy / ".uv").exists()


def test_ci_does_what_a_desk_does() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("scripts/")]
    assert lines == ["scripts/lint", "scripts/test --all"]
    assert (ROOT / ".ci" / "packages").exists()


@pytest.mark.long
def test_a_private_uv_is_brought_into_the_checkout(tmp_path: Path) -> None:
    copy = checkout(tmp_path)
    env = bare_path(tmp_path)
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    (tmp_path / "tools" / "python3").symlink_to(base)
    for _ in range(2):
        command = [str(copy / "scripts" / "uv"), "--version"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("uv ")
    assert done.stderr == ""
    assert (copy / ".uv" / "bin" / "uv").exists()
