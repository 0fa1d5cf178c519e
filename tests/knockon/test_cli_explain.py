"""`knockon explain`: what a text, a file or standard input gave, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import knockon
from extract.pipeline import load_pipeline
from extract.sentiment import sentiment
from knockon.cli import cli
from schemas.errors import InputError
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

SAID = "knockon: relations by the frames alone, without the learned model\n"
NEON = "Chip makers depend on neon. The weather was fine."


def run(*args: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["explain", "--model", "frames", *args], input=stdin)
    return result.exit_code, result.stdout, result.stderr.removeprefix(SAID)


def data(*args: str, stdin: str | None = None) -> Any:
    code, out, err = run(*args, "--format", "json", stdin=stdin)
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("frames")


def test_a_text_as_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run(NEON)
    assert (code, err) == (0, "")
    flat = " ".join(out.split())
    assert "point default: claims from a confidence of 0.3, by the frames alone" in flat
    assert "1. “Chip makers depend on neon.” (text 0:27)" in flat
    assert "neon [Commodity]" in flat
    assert "Chip makers DEPENDS_ON neon" in flat
    assert "holds, asserted, by “depend”, frames:depend/" in flat
    assert "2. “The weather was fine.”" in flat
    assert f"sentiment of the whole: {sentiment(NEON).label}, {sentiment(NEON).score}" in flat
    assert f"(text 0:27) sentiment {sentiment('Chip makers depend on neon.').label}, " in flat
    assert "no claim" in flat
    for columns in ("100", "60"):
        monkeypatch.setenv("COLUMNS", columns)
        assert all(len(line) <= int(columns) for line in run(NEON)[1].splitlines())


def test_text_file_and_standard_input_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "neon.txt"
    file.write_text(NEON)
    found = data(NEON)
    assert found["articles"][0]["sentences"][0]["claims"]
    assert data(str(file)) == found
    assert data("-", stdin=NEON) == found


def test_json_is_what_the_library_gives(nlp: Language, tmp_path: Path) -> None:
    assert data(NEON) == knockon.explain(NEON, nlp=nlp).to_dict()
    assert data(NEON) == knockon.explain(Article.of(NEON), nlp=nlp).to_dict()
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: Chips need neon\npublished: 2026-04-07\n---\n{NEON}\n")
    found = data(str(file))
    assert found == knockon.explain(file, nlp=nlp).to_dict()
    assert [one["field"] for one in found["articles"][0]["sentences"]] == ["title", "text", "text"]
    assert found["articles"][0]["title"] == "Chips need neon"


def test_the_point_decides_what_is_a_claim(nlp: Language) -> None:
    points = {name: data(NEON, "--point", name) for name in ("best", "default", "precise")}
    assert [found["point"] for found in points.values()] == list(points)
    least = [found["least"] for found in points.values()]
    assert least == sorted(least)
    for found in points.values():
        for sentence in found["articles"][0]["sentences"]:
            assert all(claim["confidence"] >= found["least"] for claim in sentence["claims"])
    with pytest.raises(InputError, match="there is no point 'sharp'; name one of best"):
        knockon.explain(NEON, point="sharp", nlp=nlp)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["missing.md", "news/missing", "my notes.txt", "report.pdf", "notes.JSONL"])
def test_a_file_that_is_not_there_is_no_text(name: str) -> None:
    code, out, err = run(name)
    assert (code, out) == (1, "")
    assert err == (
        f"knockon: there is no file or folder '{name}'; check the path, or give a whole sentence in quotes\n"
    )


def test_an_empty_text() -> None:
    code, out, err = run("  ")
    assert (code, out) == (1, "")
    assert "there is no text in it" in err


def test_a_slash_or_an_ending_in_a_sentence_is_no_path() -> None:
    text = "Chip/car makers depend on neon from example.com."
    assert data(text)["articles"][0]["sentences"][0]["text"] == text


def test_refused_inputs_are_named_and_the_rest_is_explained(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEON)
    (tmp_path / "b.txt").write_text("")
    code, out, err = run(str(tmp_path))
    assert code == 3
    assert "Chip makers DEPENDS_ON neon" in " ".join(out.split())
    assert err.startswith("knockon: refused ")
    code, out, err = run(str(tmp_path), "--format", "json")
    assert code == 3
    assert [row["source"] for row in json.loads(out)["refused"]] == [str(tmp_path / "b.txt")]
    code, out, err = run(str(tmp_path / "b.txt"))
    assert (code, out) == (1, "")
    assert "is empty" in err


def test_several_articles_are_told_apart(tmp_path: Path) -> None:
    lines = [{"text": NEON, "title": "On neon"}, {"text": "Farmers need water.", "url": "https://example.org/w"}]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)))
    code, out, _ = run(str(tmp_path / "two.jsonl"))
    assert code == 0
    assert "\nOn neon\n" in out
    assert "\nhttps://example.org/w\n" in out


@pytest.mark.parametrize("args", [["--point", "sharp"], ["--format", "csv"], ["two", "words"]])
def test_wrong_usage(args: list[str]) -> None:
    code, out, err = run("Chips need neon.", *args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
