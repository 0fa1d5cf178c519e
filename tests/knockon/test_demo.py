"""The demo: the samples make a chain that crosses from one article into another."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.readers import read
from knockon.cli import cli
from knockon.cli.demo import program
from knockon.verbs.demo import SAMPLES, start_afresh
from schemas.errors import StoreError
from schemas.records import Article


def test_the_samples_are_five_whole_articles() -> None:
    articles = list(read([SAMPLES]))
    assert len(articles) == 5
    for article in articles:
        assert isinstance(article, Article)
        assert article.title
        assert article.published
        assert article.publisher == "knockon samples"
        assert (article.url or "").startswith("https://example.org/")
        assert 150 <= len(article.text.split()) <= 300


def test_demo_shows_a_chain_over_several_articles_and_starts_afresh(tmp_path: Path) -> None:
    outputs = []
    for _ in range(2):
        result = CliRunner().invoke(cli, ["demo", "--folder", str(tmp_path / "demo")])
        assert result.exit_code == 0, result.stderr
        outputs.append(result.stdout)
    assert outputs[0] == outputs[1]
    out = outputs[0]
    assert "Read 5 articles" in out
    crossing = re.search(r"A chain over (\d) articles", out)
    assert crossing
    assert int(crossing[1]) >= 2
    titles = {article.title for article in read([SAMPLES]) if isinstance(article, Article)}
    chain = " ".join(out[crossing.end() :].split("The graph lies")[0].split())
    assert sum(f"— {title}, 2026" in chain for title in titles) >= 2
    assert str(tmp_path / "demo") in out
    assert all(len(line) <= 100 for line in out.split("The graph lies")[0].splitlines())
    assert "trace" in out.split("Try next:")[1]


@pytest.mark.parametrize("on_path", [True, False])
def test_the_command_to_try_next_works_from_any_folder(monkeypatch: pytest.MonkeyPatch, on_path: bool) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent) if on_path else "/nowhere")
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    command = program()
    assert command == "knockon" if on_path else Path(command.split()[0]).is_absolute()


def test_demo_touches_no_folder_of_others(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(StoreError, match="something else"):
        start_afresh(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_demo_has_a_graph_of_its_own() -> None:
    result = CliRunner().invoke(cli, ["--graph", "mine", "demo"])
    assert result.exit_code == 2
    assert "--folder" in result.stderr
