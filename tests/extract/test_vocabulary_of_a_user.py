"""A user's own vocabulary: what it lacks is left out of the claims, and another one reads the articles anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.pipeline import extract, fingerprint, load_pipeline
from schemas.records import Article, Claim
from schemas.vocabulary import BUILT_IN, Vocabulary, load_vocabulary

TEXT = "China dominates rare-earth processing. Automakers depend on magnets. Carmakers rely on Vietnam."


def own(tmp_path: Path, *, without_relation: str = "", without_type: str = "") -> Vocabulary:
    """The built-in vocabulary less one relation or one type."""
    data = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))
    data["relations"] = [row for row in data["relations"] if row["name"] != without_relation]
    data["entity_types"] = [row for row in data["entity_types"] if row["name"] != without_type]
    for row in data["relations"]:
        for side in ("subject_types", "object_types"):
            row[side] = [name for name in row[side] if name != without_type] or ["any"]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return load_vocabulary(path)


def claims(words: Vocabulary | None) -> list[Claim]:
    ((_, found),) = extract(load_pipeline(words=words), [Article.of(TEXT)])
    return found


def told(found: list[Claim]) -> set[tuple[str, str, str]]:
    return {(claim.subject.surface, claim.relation, claim.object.surface) for claim in found}


def test_all_that_the_built_in_one_has() -> None:
    assert ("China", "DOMINATES", "rare-earth processing") in told(claims(None))
    assert ("Carmakers", "DEPENDS_ON", "Vietnam") in told(claims(None))


def test_relation_that_it_lacks(tmp_path: Path) -> None:
    found = claims(own(tmp_path, without_relation="DOMINATES"))
    assert "DOMINATES" not in {claim.relation for claim in found}
    assert ("Automakers", "DEPENDS_ON", "magnets") in told(found)


def test_type_that_it_lacks(tmp_path: Path) -> None:
    found = claims(own(tmp_path, without_type="Place"))
    assert "Place" not in {mention.type for claim in found for mention in (claim.subject, claim.object)}
    assert ("Automakers", "DEPENDS_ON", "magnets") in told(found)


@pytest.mark.parametrize("lacks", [{"without_relation": "DOMINATES"}, {"without_type": "Place"}])
def test_another_vocabulary_is_another_extractor(tmp_path: Path, lacks: dict[str, str]) -> None:
    assert fingerprint(load_pipeline(words=own(tmp_path, **lacks))) != fingerprint(load_pipeline())
