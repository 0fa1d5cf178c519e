from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import cypher
from cypher.loader import Folder
from schemas.errors import QueryError

SHIPPED = [(folder, name) for folder in get_args(Folder) for name in cypher.names(folder)]
CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("loader.yaml").read_text(encoding="utf-8"))
HEADER = CASES["header"]


@pytest.mark.parametrize(("folder", "name"), SHIPPED)
def test_every_shipped_file_loads_and_declares_what_it_uses(folder: str, name: str) -> None:
    query = cypher.load(name)
    assert (query.name, query.folder) == (name, folder)
    assert query.answers
    assert query.used == {parameter.name for parameter in query.parameters}
    assert all(parameter.help for parameter in query.parameters)
    if folder == "library":
        assert not query.writes, "users' queries only read"


def test_no_name_stands_in_both_folders() -> None:
    assert not set(cypher.names("library")) & set(cypher.names("store"))


def test_a_header_is_read() -> None:
    query = cypher.read_text(HEADER)
    assert (query.name, query.title, query.writes) == ("near", "What is near", False)
    assert query.answers == "What is near this thing?"
    assert query.text.startswith("MATCH (e")
    assert query.text.endswith("LIMIT $limit")
    assert [(p.name, p.type, p.default, p.required, p.engine) for p in query.parameters] == [
        ("entity", "string", None, True, False),
        ("limit", "int", 20, False, False),
        ("since", "string", None, False, False),
        ("label", "string", "", False, False),
        ("names", "list", ["a", "b"], False, False),
        ("channels", "list", None, True, True),
    ]
    assert query.used == {"entity", "names", "since", "label", "channels", "limit"}


def test_slots_are_filled_by_vocabulary_names_only() -> None:
    query = cypher.read_text(HEADER)
    assert "[r:DEPENDS_ON]" in query.fill(RELATION="DEPENDS_ON").text
    for wrong in ("depends_on", "A]->() DETACH DELETE (x", "A-B", "", "Ä"):
        with pytest.raises(QueryError, match="cannot fill RELATION of query near"):
            query.fill(RELATION=wrong)
    with pytest.raises(QueryError, match="has the slots RELATION"):
        query.fill(LABEL="Place")
    with pytest.raises(QueryError, match="has the slots none"):
        cypher.load("all_articles").fill(LABEL="Place")


def test_values_are_read_as_their_types() -> None:
    query = cypher.read_text(HEADER)
    assert query.bind({"entity": "china", "limit": "5", "names": "x,y z"}) == {
        "entity": "china", "limit": 5, "since": None, "label": "", "names": ["x", "y z"],
    }  # fmt: skip
    assert query.bind({"entity": "a", "channels": ["make"], "limit": 7, "names": ("q",)})["channels"] == ["make"]


WORDS = [
    ("string", "12", "12"), ("int", " 12 ", 12), ("int", 12, 12), ("float", "1.5", 1.5), ("float", 2, 2.0),
    ("bool", "yes", True), ("bool", "False", False), ("bool", True, True), ("list", "a, b,", ["a", "b"]),
    ("list", '["a", 1]', ["a", 1]), ("list", [1], [1]), ("map", '{"a": 1}', {"a": 1}), ("any", "12", 12),
    ("any", "china", "china"), ("any", '["a"]', ["a"]), ("any", 3.5, 3.5), ("int", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "given", "value"), WORDS)
def test_a_word_becomes_a_value(type_: str, given: Any, value: Any) -> None:
    query = cypher.read_text(CASES["typed"].format(type=type_))
    got = query.bind({"x": given})["x"]
    assert (got, type(got)) == (value, type(value))


@pytest.mark.parametrize(
    ("type_", "given"),
    [("int", "x"), ("int", 1.5), ("int", True), ("float", "x"), ("bool", "maybe"), ("list", "[1"), ("list", 3),
     ("map", "a"), ("map", "[]"), ("string", 3)],
)  # fmt: skip
def test_a_word_that_does_not_fit_is_refused(type_: str, given: Any) -> None:
    query = cypher.read_text(CASES["typed"].format(type=type_))
    with pytest.raises(QueryError, match=r"parameter x wants .*; x: the x"):
        query.bind({"x": given})


def test_a_missing_or_unknown_parameter_is_named() -> None:
    query = cypher.read_text(HEADER)
    with pytest.raises(QueryError, match=r"needs the parameter entity \(id of the thing\); give it with -p entity="):
        query.bind({})
    with pytest.raises(QueryError, match=r"no parameter 'entiti'; did you mean entity\?"):
        query.bind({"entiti": "x"})
    with pytest.raises(QueryError, match="no parameter 'zz'; it takes entity, limit, since, label, names"):
        query.bind({"zz": "x"})
    with pytest.raises(QueryError, match="it takes none"):
        cypher.read_text(CASES["bare"]).bind({"zz": "x"})


def test_plain_text_needs_no_header() -> None:
    query = cypher.read_text(CASES["plain"])
    assert [(p.name, p.type, p.required) for p in query.parameters] == [("id", "any", True)]
    assert not query.writes


@pytest.mark.parametrize(("text", "writes"), CASES["writes"])
def test_writing_is_seen_by_keywords(text: str, writes: bool) -> None:
    assert cypher.read_text(text).writes is writes


@pytest.mark.parametrize(("text", "message"), CASES["broken"])
def test_a_broken_header_is_refused(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        cypher.read_text(text, name="q")


@pytest.mark.parametrize(("text", "message"), CASES["unfinished"])
def test_a_shipped_file_must_be_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "mine.cypher").write_text(text)
    monkeypatch.setattr("cypher.loader._HERE", tmp_path)
    with pytest.raises(QueryError, match=message):
        cypher.load.__wrapped__("mine")


def test_an_unknown_name_gets_near_ones() -> None:
    name = cypher.names("library")[0]
    with pytest.raises(QueryError, match=f"no query named '{name}s'; did you mean {name}"):
        cypher.load(f"{name}s")
    for wrong in ("zzzzzz", "../store/ping", ""):
        with pytest.raises(QueryError, match="knockon query --list shows all"):
            cypher.load(wrong)


def test_a_users_own_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text(CASES["own"])
    query = cypher.read_file(path)
    assert (query.name, query.folder, query.bind({"a": "1"})) == ("mine", "", {"a": 1})
    with pytest.raises(QueryError, match=r"cannot read the query .*none.cypher: No such file"):
        cypher.read_file(tmp_path / "none.cypher")
    path.write_bytes(b"\xff")
    with pytest.raises(QueryError, match="it is not UTF-8"):
        cypher.read_file(path)
