"""Word lists and patterns of `extract/data/`: read once, checked, handed out as plain values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import ExtractionError

FOLDER = Path(__file__).with_name("data")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The lists of `extract/data/NAME.yaml`.

    Raises:
        ExtractionError: There is no such file, or it is not a mapping.
    """
    path = FOLDER / f"{name}.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExtractionError(f"the word list {path} cannot be read: {error}", "reinstall knockon") from error
    except yaml.YAMLError as error:
        raise ExtractionError(f"the word list {path} is not valid YAML: {error}", "reinstall knockon") from error
    if not isinstance(data, dict):
        raise ExtractionError(f"the word list {path} is not a mapping", "reinstall knockon")
    return data


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of one or several lists of a file, as one set.

    Raises:
        ExtractionError: The file has no such list, or the list holds something that is not text.
    """
    found: set[str] = set()
    for key in keys:
        value = lexicon(name).get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            cause = f"the list {key!r} of {name}.yaml is missing or not a list of texts"
            raise ExtractionError(cause, "quote its words")
        found.update(value)
    return frozenset(found)
