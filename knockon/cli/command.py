"""A command whose help shows its examples line by line."""

from __future__ import annotations

import re
from typing import Any

import click

# click fills paragraphs unless a backspace character stands above them.
_EXAMPLE = re.compile(r"\n[ \t]*\n([ \t]*)(Examples?:)")


def keep_examples(text: str | None) -> str | None:
    """A help text in which the paragraph that begins with `Example:` is not filled."""
    return _EXAMPLE.sub("\n\n\\1\b\n\\1\\2", text) if text else text


class Command(click.Command):
    """A command; the paragraph of its docstring that begins with `Example:` is shown as it stands."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more["help"] = keep_examples(more.get("help"))
        super().__init__(*args, **more)
