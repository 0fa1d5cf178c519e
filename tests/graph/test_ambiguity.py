from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from graph.linking import linker
from schemas.records import Article

GROUPS = yaml.safe_load(Path(__file__).with_name("ambiguity.yaml").read_text(encoding="utf-8"))
CASES = [(name, row) for name, rows in GROUPS.items() for row in rows]


@pytest.mark.parametrize(("group", "row"), CASES, ids=lambda value: value if isinstance(value, str) else value["name"])
def test_a_name_means_what_its_type_and_article_say(group: str, row: dict[str, str]) -> None:
    article = Article.of(row["text"]) if "text" in row else None
    assert linker().link_name(row["name"], row["type"], article) == row["id"], group


def test_there_are_sixty_cases() -> None:
    assert len(CASES) >= 60
