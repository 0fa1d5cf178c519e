"""Markdown: reduced to the plain text that a reader sees; all offsets count in that text."""

from __future__ import annotations

import re

from extract.readers.fields import Fields, article
from extract.readers.front_matter import split_front_matter
from extract.readers.text import newlines
from schemas.records import Article

_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S+.*$")
_TABLE_LINE = re.compile(r"\s*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$])")
_INLINE = (
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"), ""),  # image
    (re.compile(r"\[\^[^\]]+\]"), ""),  # footnote mark
    (re.compile(r"\[([^\]]+)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])"), r"\1"),  # link
    (re.compile(r"<(https?://[^>\s]+|[^>\s@]+@[^>\s]+)>"), r"\1"),  # bare address
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),  # HTML tag
    (re.compile(r"(`+)(.+?)\1"), r"\2"),  # code
    (re.compile(r"(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)\1"), r"\2"),  # stars
    (re.compile(r"(?<!\w)(___|__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),  # underscores, never inside a word
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), r"\1"),  # struck out
)


def read_markdown(text: str, given: Fields) -> Article:
    """The article of a .md file; its title is the front matter's, else the first heading.

    Args:
        text: The whole file.
        given: Fields that the user names, which go before those of the file.

    Raises:
        InputError: It is empty, or its front matter cannot be read.
    """
    fields, body = split_front_matter(newlines(text))
    heading, plain = to_plain(body)
    return article(plain, given.over(fields).over(Fields(title=heading)))


def to_plain(markdown: str) -> tuple[str | None, str]:
    r"""The first heading, and the rest as plain text, one blank line between paragraphs.

    >>> to_plain("# Ore\n\nThe **mine** of [Oz](https://example.org)\nis shut.")
    ('Ore', 'The mine of Oz is shut.')
    """
    title: str | None = None
    blocks: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if words := _inline(" ".join(lines)):
            blocks.append(words)
        lines.clear()

    def heading(level: int, words: str) -> None:
        nonlocal title
        close()
        plain = _inline(words)
        if title is None and level == 1:
            title = plain
        elif plain:
            blocks.append(plain)

    for raw in _COMMENT.sub("", _FENCE.sub("", markdown)).split("\n"):
        line = raw
        while _QUOTE.match(line):
            line = _QUOTE.sub("", line, count=1)
        if marked := _HEADING.match(line):
            heading(len(marked[1]), marked[2] or "")
        elif lines and (under := _UNDERLINE.match(line)):
            words = " ".join(lines)
            lines.clear()
            heading(1 if under[1][0] == "=" else 2, words)
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line) or _TABLE_LINE.match(line):
            close()
        elif item := _ITEM.match(line):
            close()
            lines.append(line[item.end() :].strip())
        elif line.lstrip().startswith("|"):
            close()
            blocks.append(_inline(", ".join(cell.strip() for cell in line.strip().strip("|").split("|"))))
        else:
            lines.append(line.strip())
    close()
    return title, "\n\n".join(blocks)


def _inline(text: str) -> str:
    # Escaped characters are put out of reach (private use area) while the marks are taken off.
    text = _ESCAPE.sub(lambda match: chr(0xE000 + ord(match[1])), text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return " ".join(re.sub("[\ue000-\ue07f]", lambda match: chr(ord(match[0]) - 0xE000), text).split())
