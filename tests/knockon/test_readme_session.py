"""What the README shows is what knockon prints: its console blocks are run in order, in one folder.

A line "..." in the README stands for any lines left out. Times and speeds are not compared.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from knockon.cli import cli
from knockon.verbs.demo import SAMPLES

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
COLUMNS = "100"


def sessions() -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that the README shows below it."""
    for block in re.findall(r"```\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            if command.startswith("knockon "):
                yield command, shown


def demo() -> list[str]:
    """The block that shows the end of the demo."""
    block = re.search(r"```\n(Read 5 articles.*?)```", README, re.DOTALL)
    assert block
    return block[1].rstrip("\n").split("\n")


def assert_shown(shown: list[str], printed: str) -> None:
    """The lines shown are the lines printed, but for "..." and for times."""
    pattern = "\n".join(r"(?:.*\n)*?.*" if line.strip() == "..." else re.escape(timeless(line)) for line in shown)
    lines = "\n".join(timeless(line.rstrip()) for line in printed.strip("\n").split("\n"))
    assert re.fullmatch(pattern, lines), f"README shows\n{chr(10).join(shown)}\n\nknockon prints\n{printed}"


def timeless(line: str) -> str:
    return re.sub(r"in [\d.]+ s, [\d,]+ words a second", "in TIME", line.rstrip())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOCKON_GRAPH", str(tmp_path / "graph"))
    monkeypatch.setenv("COLUMNS", COLUMNS)
    shutil.copytree(SAMPLES, tmp_path / "news", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "news" / "broken.txt").write_bytes(bytes(range(256)))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_every_console_block_prints_what_it_shows() -> None:
    shown = list(sessions())
    assert len(shown) >= 10
    for command, lines in shown:
        done = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert_shown(lines, done.output)


def test_the_demo_prints_what_it_shows(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["demo", "--folder", str(folder / "demo")], env={"KNOCKON_GRAPH": None})
    assert_shown(["...", *demo(), "..."], done.output)
