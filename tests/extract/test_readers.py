"""Readers: every kind of input, and one row for every kind of bad input."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.readers import Fields, Refusal, read
from extract.readers.fields import date
from extract.readers.markdown import to_plain
from schemas.errors import InputError
from schemas.records import Article

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Canal runs low | Port News</title>
<meta property="og:title" content="Canal runs low"><meta property="og:site_name" content="Port News">
<meta property="article:published_time" content="2026-04-21T08:00:00Z">
<link rel="canonical" href="https://example.org/canal"></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav><article><h1>Canal runs low</h1>
<p>The drought restricts traffic through the canal, and ships have to wait for up to three weeks at either end.</p>
<p>Fewer transits raise freight rates, the operator said, and importers of grain pay for the longer way round.</p>
<p>Railways carry some of the containers, but they cannot replace the waterway for bulk cargo such as wheat.</p>
</article><footer>All rights reserved. Cookie settings.</footer></body></html>"""


def only(path: Path | str, stdin: bytes | None = None, given: Fields | None = None) -> Article:
    (item,) = read([path], io.BytesIO(stdin) if stdin is not None else None, given=given)
    assert isinstance(item, Article), item
    return item


def refused(path: Path | str, stdin: bytes | None = None) -> Refusal:
    (item,) = read([path], io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(item, Refusal), item
    return item


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_is_the_whole_file_without_a_guessed_title(tmp_path: Path) -> None:
    article = only(put(tmp_path / "a.txt", "Neon is scarce\n\nChips need neon.\n"))
    assert (article.title, article.text) == ("", "Neon is scarce\n\nChips need neon.")


def test_line_ends_and_byte_order_mark_do_not_make_another_article(tmp_path: Path) -> None:
    unix = only(put(tmp_path / "unix.txt", "One.\nTwo.\n"))
    windows = only(put(tmp_path / "windows.TXT", b"\xef\xbb\xbfOne.\r\nTwo.\r\n"))
    assert unix == windows


def test_front_matter_names_the_fields(tmp_path: Path) -> None:
    head = "---\ntitle: 'Ore: a story'\nurl: https://example.org/ore\npublished: 2026-03-02\npublisher: P\nx: y\n---\n"
    article = only(put(tmp_path / "a.txt", head + "\nOre is dear.\n"))
    assert (article.title, article.url, article.published, article.publisher, article.text) == (
        "Ore: a story", "https://example.org/ore", "2026-03-02", "P", "Ore is dear.",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["---\nA line of hyphens.", "---\nOnly a sentence.\n---\nAnd another."])
def test_hyphens_alone_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert only(put(tmp_path / "a.txt", text)).text == text


def test_given_fields_go_before_those_of_the_file(tmp_path: Path) -> None:
    path = put(tmp_path / "a.md", "---\ntitle: Old\npublished: 2020\n---\nText.")
    article = only(path, given=Fields(title="New"))
    assert (article.title, article.published) == ("New", "2020")


MARKDOWN = [
    ("# Head #\n\nText.", "Head", "Text."),
    ("Head\n====\nText.", "Head", "Text."),
    ("Text first.\n\n## Section\nMore.", None, "Text first.\n\nSection\n\nMore."),
    ("Section\n---\nMore.", None, "Section\n\nMore."),
    ("A **strong** and *weak* __word__ with snake_case_name and 2 * 3 * 4.", None,
     "A strong and weak word with snake_case_name and 2 * 3 * 4."),
    ("See [the _mine_](https://example.org/a_(b)) and <https://example.org>.", None,
     "See the mine and https://example.org."),
    ("![A picture](x.png) Text[^1] here.\n\n[^1]: Note.", None, "Text here."),
    ("[ref][1] stays.\n\n[1]: https://example.org", None, "ref stays."),
    ("- one\n- two\n  goes on\n1. three", None, "one\n\ntwo goes on\n\nthree"),
    ("> Quoted words\n> go on.", None, "Quoted words go on."),
    ("Before.\n\n```python\ncode = 1\n```\n\nAfter `inline`.", None, "Before.\n\nAfter inline."),
    ("Text<br/> and <b>bold</b> <!-- not\nthis -->end.", None, "Text and bold end."),
    ("Prices: 3 < 4 and 5 > 2, \\*kept\\*.", None, "Prices: 3 < 4 and 5 > 2, *kept*."),
    ("| good | share |\n|---|---:|\n| neon | 50% |", None, "good, share\n\nneon, 50%"),
    ("One.\n\n***\n\nTwo.", None, "One.\n\nTwo."),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "title", "text"), MARKDOWN)
def test_markdown_becomes_the_text_that_a_reader_sees(markdown: str, title: str | None, text: str) -> None:
    assert to_plain(markdown) == (title, text)


def test_markdown_file(tmp_path: Path) -> None:
    article = only(put(tmp_path / "a.md", "# Neon\n\nChips *need*\nneon."))
    assert (article.title, article.text) == ("Neon", "Chips need neon.")


def test_html_is_reduced_to_its_article(tmp_path: Path) -> None:
    article = only(put(tmp_path / "a.html", PAGE))
    assert (article.title, article.url, article.published, article.publisher) == (
        "Canal runs low", "https://example.org/canal", "2026-04-21", "Port News",
    )  # fmt: skip
    assert "The drought restricts traffic" in article.text
    assert "Cookie" not in article.text
    assert "About us" not in article.text


def test_html_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("Railways", "Bahnen in Österreich")
    assert "Österreich" in only(put(tmp_path / "a.htm", page.encode("cp1252"))).text


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"title": "T", "text": "Chips need neon.", "url": "https://example.org/1", "published": 2026, "publisher": "P"},
        {"text": "Ünïcode — and more.", "title": None, "licence": "CC0"},
    ]
    content = "\ufeff" + json.dumps(rows[0]) + "\n\n" + json.dumps(rows[1], ensure_ascii=False)
    first, second = read([put(tmp_path / "a.jsonl", content)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.published, first.url) == ("T", "2026", "https://example.org/1")
    assert (second.title, second.text) == ("", "Ünïcode — and more.")


def test_folder_is_read_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in ("b/two.txt", "b/.hidden.txt", "a.md", "c.txt", "b/skip.pdf", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path / name, f"Text of {name}.")
    texts = [item.text for item in read([tmp_path]) if isinstance(item, Article)]
    assert texts == ["Text of a.md.", "Text of c.txt.", "Text of b/two.txt."]


@pytest.mark.parametrize(
    ("stdin", "text"),
    [
        (b'\n{"text": "Chips need neon."}\n', "Chips need neon."),
        (b"Chips need neon.\n", "Chips need neon."),
        (b"---\ntitle: T\n---\nChips need neon.\n", "Chips need neon."),
        (PAGE.encode(), "The drought restricts"),
    ],
)
def test_standard_input_is_told_by_its_beginning(stdin: bytes, text: str) -> None:
    assert only("-", stdin).text.startswith(text)


def test_json_lines_are_streamed() -> None:
    class Endless(io.RawIOBase):
        def __next__(self) -> bytes:
            return b'{"text": "Chips need neon."}\n'

        def __iter__(self) -> Endless:
            return self

    items = read(["-"], Endless())  # type: ignore[arg-type]
    assert isinstance(next(items), Article)
    assert isinstance(next(items), Article)


BAD_FILES = [
    ("empty.txt", b"", "the file is empty"),
    ("blank.md", b" \n\n", "the file is empty"),
    ("bom.txt", b"\xef\xbb\xbf", "no text in it"),
    ("only-head.md", b"---\ntitle: T\n---\n", "no text in it"),
    ("binary.txt", b"abc\0\1\2", "binary"),
    ("paper.txt", b"%PDF-1.7 rest", "a PDF file"),
    ("latin.txt", "Müller".encode("latin-1"), "not UTF-8 (byte 0xfc at position 1)"),
    ("wide.txt", "Text".encode("utf-16"), "UTF-16"),
    ("wide.jsonl", '{"text": "T"}\n'.encode("utf-16"), "UTF-16"),
    ("bad-head.md", b"---\ntitle: [a\n---\nText.", "front matter is not valid YAML (line"),
    ("bad-date.md", b"---\npublished: yesterday\n---\nText.", "no date"),
    ("no-such-day.md", b"---\npublished: 2026-02-31\n---\nText.", "front matter is not valid YAML"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article in this page"),
    ("blank.html", b"  ", "the file is empty"),
    ("binary.html", b"<html>\0\1", "binary"),
    ("latin.html", "<html><p>Müller</p>".encode("latin-1"), "not UTF-8"),
    ("liar.html", b'<meta charset="no-such-code"><p>M\xfcller', "says that its encoding is no-such-code"),
    ("empty.jsonl", b"\n\n", "no article in it"),
    ("paper.pdf", b"x", "'.pdf' is not known"),
    ("none", b"x", "the file's name has no ending"),
]


@pytest.mark.parametrize(("name", "content", "cause"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_bad_file_is_refused_with_cause_and_cure(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    refusal = refused(put(tmp_path / name, content))
    assert refusal.source == str(tmp_path / name)
    assert cause in refusal.error.cause
    assert refusal.error.cure
    assert "\n" not in str(refusal)


BAD_LINES = [
    ('{"text": "T",', "the JSON is broken at column 14"),
    ("[1, 2]", "no JSON object"),
    ('{"title": "T"}', "no 'text'"),
    ('{"text": 3}', "'text' is not a string"),
    ('{"text": " "}', "no text in it"),
    ('{"text": "T", "title": ["a"]}', "'title' is a list, not a string"),
    ('{"text": "T", "url": 5}', "'url' is a number, not a string"),
    ('{"text": "T", "published": "2026-13"}', "no date"),
    ('{"text": "T", "published": true}', "no date"),
    ('{"text": "a\\u0000b"}', "a character that is none"),
    ('{"text": "a\\ud800b"}', "a character that is none"),
    ("[" * 100000, "the JSON is broken"),
    (b'{"text": "M\xfcller"}', "not UTF-8"),
]


@pytest.mark.parametrize(("line", "cause"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_bad_line_is_refused_by_number_and_the_rest_is_read(tmp_path: Path, line: str | bytes, cause: str) -> None:
    good = b'{"text": "Chips need neon."}\n'
    path = put(tmp_path / "a.jsonl", good + (line.encode() if isinstance(line, str) else line) + b"\n" + good)
    first, second, third = read([path])
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, Refusal)
    assert second.line == 2
    assert cause in second.error.cause
    assert second.error.cure
    assert "line 2: " in str(second)


def test_one_bad_input_never_stops_the_others(tmp_path: Path) -> None:
    good = put(tmp_path / "good.txt", "Chips need neon.")
    empty = tmp_path / "folder"
    empty.mkdir()
    items = list(read([tmp_path / "missing.txt", empty, good]))
    assert [type(item) for item in items] == [Refusal, Refusal, Article]
    assert "no such file" in str(items[0])
    assert "no article in this folder" in str(items[1])


@pytest.mark.parametrize("stdin", [None, b"", b" \n"])
def test_no_standard_input(stdin: bytes | None) -> None:
    assert refused("-", stdin).source == "standard input"


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything, so root steps down for the test."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.parametrize("mode_of", ["a.txt", "."])
def test_permission_denied(tmp_path: Path, mode_of: str, request: pytest.FixtureRequest) -> None:
    path = put(tmp_path / "a.txt", "Text.")
    (tmp_path / mode_of).chmod(0)
    request.getfixturevalue("nobody")
    refusal = refused(path)
    assert "you may not read it" in str(refusal)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert "neither a file nor a folder" in str(refused(path))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), ("", None), (2026, "2026"), ("2026-03", "2026-03"), ("2026-03-02 10:00", "2026-03-02")],
)
def test_date(value: object, expected: str | None) -> None:
    assert date(value) == expected


@pytest.mark.parametrize("value", ["soon", "2026-3-2", "26", 20260302, 1.5, True, ["2026"], "0000"])
def test_no_date(value: object) -> None:
    with pytest.raises(InputError, match="no date"):
        date(value)
