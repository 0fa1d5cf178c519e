"""Arguments inside a phrase that moves: of "a drop in oil prices" it is the drop that hurts, not the prices.

The frame table pairs every filler of a trigger, also those one step inside another one. Where that other one names a
movement, the inner one without it would let the shock travel with the wrong sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.assessment import lemma_of
from extract.direction import Movement, movement
from extract.lexicon import lexicon, words
from extract.mentions import full_span
from extract.tree import Tree, tree_of
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

Pair = dict[str, Any]


class Moving:
    """The movements of one document's phrases, each worked out once.

    Args:
        doc: The parsed document.
        heads: The heads of its mentions.
        known: The vocabulary whose relations the pairs state; the built-in one where null.
    """

    def __init__(self, doc: Doc, heads: frozenset[int], known: Vocabulary | None = None) -> None:
        self._doc, self._heads = doc, heads
        self._vocabulary = known or vocabulary()
        self._tree: Tree = tree_of(doc)
        self._known: dict[int, tuple[int, int, Movement]] = {}

    def of(self, head: int) -> Movement:
        """What the phrase with that head says of its quantity's movement."""
        return self._phrase(head)[2]

    def says_nothing(self, head: int) -> bool:
        """Whether the phrase is a movement of nothing named: "a drop", "a sharp 5% rise"."""
        tree = self._tree
        if tree.pos[head] != "NOUN" or tree.lemma[head] not in words("direction", "empty"):
            return False
        start, end, moved = self._phrase(head)
        return moved.bare is None and all(
            i == head or tree.pos[i] in {"NUM", "PUNCT", "SYM", "ADV"} or tree.lower[i] in _sizes()
            for i in range(start, end)
        )

    def settle(self, pairs: list[Pair]) -> list[Pair]:
        """The pairs without inner arguments that their phrase's movement turns into something else.

        A source of the shock gives way to the phrase around it. A target stays where the relation says the same of it
        as the phrase does ("caused a drop in output" decreases output). Of two readings of a pair the surer stays.
        """
        kept: dict[tuple[int, int], list[Pair]] = {}
        for pair in pairs:
            if (made := self._settled(pair)) is None:
                continue
            key = (min(made["subject"], made["object"]), max(made["subject"], made["object"]))
            others = kept.setdefault(key, [])
            if made is pair:
                others.append(pair)
            elif all(other["confidence"] < made["confidence"] for other in others):
                others[:] = [made]
        return [pair for same in kept.values() for pair in same]

    def _settled(self, pair: Pair) -> Pair | None:
        if pair["relation"] not in self._vocabulary.relation_names:
            return pair  # one of a user's own, of which it is not known how a shock travels
        relation = self._vocabulary.relation(pair["relation"])
        for side, other in (("subject", "object"), ("object", "subject")):
            if relation.primary.from_ == side and self._is_scene(pair[side], pair["trigger"], pair[other]):
                return None
            outer = self._around(pair[side])
            if outer is None:
                continue
            start, end, moved = self._phrase(outer)
            inside = start <= pair["trigger"] < end and pair["trigger"] != outer
            if inside or start <= pair[other] < end:
                continue  # the phrase itself says so: "exports of copper from Chile"
            if relation.symmetric or relation.primary.from_ == side:
                if pair["trigger"] == outer or outer not in self._heads:
                    return None
                pair = {**pair, side: outer}
            elif moved.direction != lexicon("direction")["relations"].get(pair["relation"], "up"):
                return None
        return pair

    def _is_scene(self, i: int, trigger: int, other: int) -> bool:
        """Whether the token only says where the trigger moves: of "slower growth in China" China does nothing."""
        tree = self._tree
        if tree.pos[trigger] != "NOUN" or not tree.is_ancestor(trigger, i) or self.of(trigger).direction is None:
            return False
        at = i
        while tree.head[at] != trigger:
            at = tree.head[at]
        return tree.lower[at] in words("direction", "links") and not tree.is_ancestor(trigger, other)

    def _around(self, i: int) -> int | None:
        """The head of the phrase that moves what the token names; None where the token stands in no such phrase."""
        at = self._tree.head[i]
        for _ in range(6):
            start, end, moved = self._phrase(at)
            if start <= i < end and moved.bare is not None and moved.bare.start <= i < moved.bare.end:
                return at
            if self._tree.head[at] == at:
                break
            at = self._tree.head[at]
        return None

    def _phrase(self, head: int) -> tuple[int, int, Movement]:
        if head not in self._known:
            start, end = full_span(self._tree, head)
            self._known[head] = start, end, movement(self._doc[start:end], self._doc[head])
        return self._known[head]


def _sizes() -> frozenset[str]:
    return words("direction", "sizes")


def lifted(pairs: list[Pair], doc: Doc) -> list[Pair]:
    """The pairs with "lifted tariffs" read as fewer tariffs, though "lifted prices" is higher prices."""
    measures, both = words("assertion", "measures"), words("assertion", "lifting_or_raising")

    def ends(pair: Pair) -> bool:
        object_, trigger = doc[pair["object"]], doc[pair["trigger"]]
        return pair["relation"] == "INCREASES" and object_.lemma_.lower() in measures and lemma_of(trigger) in both

    return [{**pair, "relation": "DECREASES"} if ends(pair) else pair for pair in pairs]
