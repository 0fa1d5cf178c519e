"""Which reader reads what: files by their ending, folders, and standard input by its first bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from extract.readers.decode import decode
from extract.readers.fields import Fields
from extract.readers.html import read_html
from extract.readers.jsonl import read_jsonl
from extract.readers.markdown import read_markdown
from extract.readers.text import read_text
from schemas.errors import InputError
from schemas.records import Article


@dataclass(frozen=True)
class Refusal:
    """An input that cannot be read; `line` counts from 1 and is null where the whole input is meant."""

    source: str
    error: InputError
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.source}{f', line {self.line}' if self.line else ''}: {self.error}"


Reader = Callable[[bytes, Fields], Article]

_READERS: dict[str, Reader] = {
    ".txt": lambda data, given: read_text(decode(data), given),
    ".md": lambda data, given: read_markdown(decode(data), given),
    ".html": read_html,
    ".htm": read_html,
}
ENDINGS = (*_READERS, ".jsonl")
"""File name endings that are read, in any case."""

_KNOWN = f"known endings are {', '.join(ENDINGS)}"


def read(
    paths: Iterable[str | Path], stdin: BinaryIO | None = None, *, given: Fields | None = None
) -> Iterator[Article | Refusal]:
    """Read articles, one at a time.

    Args:
        paths: Files, folders (searched to the bottom, in the order of their names) and `-` for `stdin`.
        stdin: Where `-` reads from: JSON lines, a web page or a plain text, told apart by how it begins.
        given: Fields that the user names for a single text; they go before what the file says.

    Yields:
        An article, or the reason why there is none.
    """
    given = given or Fields()
    for path in paths:
        if str(path) == "-":
            yield from _read_stdin(stdin, given)
        elif os.path.isdir(path):  # noqa: PTH112  (Path.is_dir raises where it may not look)
            yield from _read_folder(Path(path), given)
        else:
            yield from _read_file(Path(path), given)


def _read_folder(folder: Path, given: Fields) -> Iterator[Article | Refusal]:
    found = False
    unreadable: list[OSError] = []
    for parent, names, files in os.walk(folder, onerror=unreadable.append):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                found = True
                yield from _read_file(Path(parent, name), given)
    for error in unreadable:
        yield Refusal(str(error.filename), _os_error(error))
    if not found and not unreadable:
        yield Refusal(str(folder), InputError("there is no article in this folder", _KNOWN))


def _read_file(path: Path, given: Fields) -> Iterator[Article | Refusal]:
    ending = path.suffix.lower()
    try:
        there = path.exists()
        if there and not path.is_file():
            raise InputError("this is neither a file nor a folder", "give a file, a folder, or - for standard input")
        if there and ending not in ENDINGS:
            what = f"an ending such as {ending!r} is not known" if ending else "the file's name has no ending"
            raise InputError(what, _KNOWN)
        with path.open("rb") as stream:
            if ending == ".jsonl":
                yield from _read_lines(str(path), stream)
            else:
                yield _READERS[ending](_not_empty(stream.read()), given)
    except InputError as error:
        yield Refusal(str(path), error)
    except OSError as error:
        yield Refusal(str(path), _os_error(error))


def _read_stdin(stdin: BinaryIO | None, given: Fields) -> Iterator[Article | Refusal]:
    source = "standard input"
    if stdin is None:
        yield Refusal(source, InputError("there is no standard input", "give a file instead"))
        return
    first = b""
    for line in stdin:
        first = line.removeprefix(b"\xef\xbb\xbf")
        if first.strip():
            break
    begin = first.lstrip().lower()
    try:
        if begin.startswith(b"{"):
            yield from _read_lines(source, chain([first], stdin))
            return
        page = begin.startswith((b"<!doctype html", b"<html"))
        yield _READERS[".html" if page else ".txt"](_not_empty(first + stdin.read()), given)
    except InputError as error:
        yield Refusal(source, error)


def _read_lines(source: str, lines: Iterable[bytes]) -> Iterator[Article | Refusal]:
    for number, item in read_jsonl(lines):
        yield Refusal(source, item, number or None) if isinstance(item, InputError) else item


def _not_empty(data: bytes) -> bytes:
    if not data.strip():
        raise InputError("the file is empty", "give an article with a text")
    return data


def _os_error(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return InputError("you may not read it", "ask for the permission, or copy it to a place of yours")
    return InputError(f"it cannot be read ({error.strerror or error})", "check the path")
