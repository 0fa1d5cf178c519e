"""The README: its commands exist, its Python runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from knockon.cli import cli
from knockon.cli.root import COMMANDS
from knockon.verbs.demo import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert block
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    shutil.copy(SAMPLES / "1-rare-earths.md", tmp_path / "news")
    exec(compile(block[1], "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "claims," in out
    assert "1 refused" in out  # there is no report.html
    assert "rare earth → permanent magnet" in out


def test_every_command_is_in_the_readme_and_every_option_there_exists() -> None:
    for name in COMMANDS:
        assert re.search(rf"\b{name}\b", README), name
    known = {"--help", *(option for parameter in cli.params for option in parameter.opts)}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for one in (command, *getattr(command, "subcommands", {}).values()):
            known |= {option for parameter in one.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known
