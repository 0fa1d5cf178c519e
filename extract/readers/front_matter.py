"""Front matter: a block of YAML between two lines of three hyphens at the top of a text."""

from __future__ import annotations

import re

import yaml

from extract.readers.fields import Fields
from schemas.errors import InputError

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The fields of the front matter, and the text after it.

    A text that only begins with a line of hyphens has none.

    Raises:
        InputError: The block is not valid YAML, or holds a field of the wrong type.
    """
    block = _BLOCK.match(text)
    if not block:
        return Fields(), text
    try:
        values = yaml.safe_load(block[1])
    except (yaml.YAMLError, ValueError) as error:  # ValueError: 2024-13-45 looks like a date to YAML
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise InputError(
            f"the front matter is not valid YAML{where}", "write 'key: value' lines between the two '---'"
        ) from error
    if not isinstance(values, dict):
        return Fields(), text
    return Fields.of(values), text[block.end() :].lstrip("\n")
