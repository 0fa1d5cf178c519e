"""The word that carries a relation between two mentions: the predicate on their path in the tree."""

from __future__ import annotations

from extract.tree import Tree

RANKS = ({"VERB"}, {"NOUN", "ADJ"}, {"AUX"}, {"ADP", "SCONJ", "PROPN"})
"""Parts of speech that carry a relation, the likeliest first."""


def predicate(tree: Tree, subject: int, object_: int) -> int:
    """The token on the path between the two that says how they are related.

    The lowest verb that stands over the object, on the way up to where both meet; else a noun or adjective between
    them, else a preposition. Where nothing stands between them ("lithium miners") it is the upper of the two.
    """
    over = [object_]
    while tree.head[over[-1]] != over[-1]:
        over.append(tree.head[over[-1]])
    way = [subject]
    while way[-1] not in over and tree.head[way[-1]] != way[-1]:
        way.append(tree.head[way[-1]])
    meet = way[-1]
    if meet not in over:  # a sentence whose tree falls apart
        return subject
    path = [*over[1 : over.index(meet) + 1], *reversed(way[1:-1])]
    between = [i for i in path if i not in {subject, object_}]
    for parts in RANKS:
        for i in between:
            if tree.pos[i] in parts:
                return i
    return meet
