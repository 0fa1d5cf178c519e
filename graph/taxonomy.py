"""The taxonomy: what is a kind of what, what lies where, who belongs to whom. Data, and compounds by their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from graph.compounds import Compound, compound_words, head_phrase, part, split, worked_on
from graph.gazetteer import Entry, gazetteer
from graph.normal_form import normal_words
from schemas.errors import InputError

BUILT_IN = Path(__file__).with_name("data") / "taxonomy"
LINKS = ("under", "made_with", "processes")
"""Parts of a file that are no tree: id -> ids above it of another type, its materials, the good that it works on."""
_GOODS = ("Commodity", "Product")
_MOST_PARTS = 3


@dataclass
class Nodes:
    """What the files say.

    Attributes:
        types: Id -> entity type.
        broader: Id -> what is right above it, in the order of the files.
        made_with: Id -> its materials.
        processes: Id -> the good that it works on.
    """

    types: dict[str, str] = field(default_factory=dict)
    broader: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    made_with: dict[str, tuple[str, ...]] = field(default_factory=dict)
    processes: dict[str, str] = field(default_factory=dict)


def read_taxonomy(folder: Path = BUILT_IN) -> Nodes:
    """Read all YAML files of a folder, by name: for each entity type a tree of ids, and the `LINKS`.

    Raises:
        InputError: A file cannot be read or is not of that form, an id has two types or lies above itself.
    """
    nodes = Nodes()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise InputError(f"cannot read the taxonomy {path}: {error}", "give a mapping in YAML, UTF-8") from error
        if not isinstance(data, dict):
            raise InputError(f"the taxonomy {path} is no mapping", "give trees by entity type")
        for type_, tree in data.items():
            if type_ not in LINKS:
                _add_tree(nodes, path, type_, tree, None)
        for id_, above in (data.get("under") or {}).items():
            nodes.broader[id_] += [one for one in above if one not in nodes.broader[id_]]
        nodes.made_with.update({id_: tuple(ids) for id_, ids in (data.get("made_with") or {}).items()})
        nodes.processes.update(data.get("processes") or {})
    _check_circles(folder, nodes.broader)
    return nodes


def _add_tree(nodes: Nodes, path: Path, type_: str, tree: Any, above: str | None) -> None:
    if tree is None:
        return
    if not isinstance(tree, (dict, list)) or not all(isinstance(id_, str) for id_ in tree):
        raise InputError(f"the taxonomy {path} has {tree!r} under {above or type_}", "give ids, as a list or a mapping")
    for id_ in tree:
        if nodes.types.setdefault(id_, type_) != type_:
            raise InputError(f"the taxonomy {path} has {id_} as {type_} and {nodes.types[id_]}", "give it one type")
        if above is not None and above not in nodes.broader[id_]:
            nodes.broader[id_].append(above)
        _add_tree(nodes, path, type_, tree[id_] if isinstance(tree, dict) else None, id_)


def _check_circles(folder: Path, broader: Mapping[str, list[str]]) -> None:
    done: set[str] = set()

    def climb(id_: str, way: tuple[str, ...]) -> None:
        if id_ in way:
            raise InputError(f"the taxonomy {folder} goes in a circle: {' > '.join((*way, id_))}", "take one level out")
        if id_ not in done:
            for above in broader.get(id_, ()):
                climb(above, (*way, id_))
            done.add(id_)

    for id_ in list(broader):
        climb(id_, ())


class Taxonomy:
    """What lies above and below an id; every answer is a pure function of the id and the data.

    Args:
        nodes: What the files say; those that ship with knockon where none are given.
        entries: Known things that may be parts of compounds, goods by all names; the gazetteer where none are given.
    """

    def __init__(self, nodes: Nodes | None = None, entries: Iterable[Entry] | None = None) -> None:
        self._nodes = read_taxonomy() if nodes is None else nodes
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for id_, above in self._nodes.broader.items():
            for one in above:
                self._below[one].append(id_)
        entries = gazetteer() if entries is None else tuple(entries)
        known = {entry.id: entry.type for entry in entries} | self._nodes.types
        self._named = {tuple(id_.split("-")): (id_, type_) for id_, type_ in known.items()}
        for entry in entries:
            for name in entry.names if entry.type in _GOODS else ():
                if name == name.lower():
                    self._named.setdefault(normal_words(name), (entry.id, entry.type))
        self.broader = lru_cache(maxsize=65536)(self._broader)
        self.ancestors = lru_cache(maxsize=65536)(self._ancestors)
        self.branch = cache(self._branch)
        self._split = lru_cache(maxsize=65536)(self._compound)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids that the files name, sorted."""
        return tuple(sorted(self._nodes.types))

    def type(self, id_: str) -> str | None:
        """Entity type of an id that the files or the gazetteer name, else of the head of the compound."""
        known = self._named.get(tuple(id_.split("-")))
        if known is not None and known[0] == id_:
            return known[1]
        compound = self._split(id_)
        if compound is not None:
            return compound.head.type
        head = head_phrase(id_, self._named.get)
        return self.type(head) if head else None

    def processes(self, id_: str) -> str | None:
        """The good that an activity, a facility or an industry works on: "rare-earth" of "rare-earth-processing"."""
        if id_ in self._nodes.processes:
            return self._nodes.processes[id_]
        for words in worked_on(id_, self._named.get):
            good = part(words, self._named.get)
            if good is not None and good.type in _GOODS:
                return good.id
        return None

    def made_with(self, id_: str) -> tuple[str, ...]:
        """The materials that a product is named after, or that the files say: "neodymium" of "neodymium-magnet"."""
        if id_ in self._nodes.made_with:
            return self._nodes.made_with[id_]
        compound, lists = self._split(id_), compound_words()
        if compound is None or compound.head.type != "Product" or self.under(compound.head.id, lists.handlers):
            return ()
        found = (one.id for one in compound.parts if one.type and self.under(one.id, lists.materials))
        return tuple(dict.fromkeys((*found, *self._nodes.made_with.get(compound.head.id, ()))))

    def under(self, id_: str, branch_ids: Collection[str]) -> bool:
        """Whether an id is one of these or lies below one."""
        return id_ in branch_ids or any(above in branch_ids for above in self.ancestors(id_))

    def _broader(self, id_: str) -> tuple[str, ...]:
        if id_ in self._nodes.types:
            return tuple(self._nodes.broader.get(id_, ()))
        return tuple(one for one in dict.fromkeys(self._above_compound(id_)) if one != id_)

    def _above_compound(self, id_: str) -> Iterator[str]:
        yield from self._nodes.broader.get(id_, ())
        known = self._named.get(tuple(id_.split("-")))
        if known is not None and (known[0] != id_ or known[1] in ("Organization", "Place")):
            yield known[0]
            return
        head = head_phrase(id_, self._named.get)
        if head is not None:
            if self.type(head) in compound_words().head_types:
                yield head
            return
        compound = self._split(id_)
        if compound is None:
            return
        count = len(compound.parts)
        for number in range(count if count <= _MOST_PARTS else 1):
            yield compound.without(number)
        if count == 1:
            for above in self._nodes.broader.get(compound.parts[0].id, ()):
                yield compound.instead(0, above)

    def _ancestors(self, id_: str) -> tuple[str, ...]:
        """All that lies above an id, nearest first."""
        found: dict[str, None] = {}
        row = [id_]
        while row:
            row = [above for one in row for above in self.broader(one) if above not in found and above != id_]
            found.update(dict.fromkeys(row))
        return tuple(found)

    def _branch(self, id_: str) -> frozenset[str]:
        """The id and every id that the files name below it."""
        found, todo = {id_}, [id_]
        while todo:
            new = [below for below in self._below.get(todo.pop(), ()) if below not in found]
            found.update(new)
            todo += new
        return frozenset(found)

    def _compound(self, id_: str) -> Compound | None:
        return split(id_, self._named.get)


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy that ships with knockon."""
    return Taxonomy()
