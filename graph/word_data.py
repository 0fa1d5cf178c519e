"""Reads the YAML word lists of `graph/data/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read_data(path: Path) -> dict[str, Any]:
    """The mapping that a file of word lists holds."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return data
