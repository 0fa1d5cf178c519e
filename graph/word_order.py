"""One order of words for phrases that say the same: "ban on exports of wheat" is a wheat export ban."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.normal_form import synonyms, word_lists
from graph.synonyms import Word

_TURNS = 3

Words = tuple[Word, ...]


def turned(words: Words, is_place: Callable[[Words], bool]) -> Words:
    """The words with what stands behind "of", "on", "for" ... before their head, where the head is one that allows it.

    Which heads allow it is data: "exports of wheat" are wheat exports, and "port of call" is no call port.

    Args:
        words: The phrase in its normal form.
        is_place: Whether words name a place: "exports from Chile" are Chile exports.
    """
    for _ in range(_TURNS):
        after = _turned(words, is_place)
        if after is None:
            break
        words = synonyms().settle(after)
    return words


def _turned(words: Words, is_place: Callable[[Words], bool]) -> Words | None:
    lists = word_lists()
    at = _first_preposition(words, 1)
    if at == len(words):
        return None
    head, preposition, rest = words[:at], words[at].text, words[at + 1 :]
    if preposition == "between":
        return _between(head, rest, is_place)
    rest = turned(_without_light(rest), is_place)
    end = _first_preposition(rest, 1)
    thing, tail = rest[:end], rest[end:]
    if not thing:
        return None
    noun = head[-1].text
    allowed = noun in lists.turned.get(preposition, ()) or (
        noun in lists.placed.get(preposition, ()) and is_place(thing)
    )
    if not allowed:
        return None
    # "Annual exports of wheat" are annual wheat exports; an export ban on wheat is a wheat export ban.
    at = 0 if is_place(thing) else len(head) - 1 if preposition in ("of", "in") else _leading_place(head, is_place)
    return (*head[:at], *thing, *head[at:], *tail)


def _leading_place(head: Words, is_place: Callable[[Words], bool]) -> int:
    return next((count for count in range(len(head) - 1, 0, -1) if is_place(head[:count])), 0)


def _between(head: Words, rest: Words, is_place: Callable[[Words], bool]) -> Words | None:
    """A war between A and B as "A B war"; two places in front are sorted elsewhere."""
    joints = [at for at, word in enumerate(rest) if word.text == "and"]
    for at in joints:
        one, other = _without_light(rest[:at]), _without_light(rest[at + 1 :])
        if is_place(one) and is_place(other):
            return (*one, *other, *head)
    return None


def _without_light(words: Sequence[Word]) -> Words:
    """The words without determiners and "the use of" in front."""
    lists, at = word_lists(), 0
    while at + 1 < len(words) and (words[at].text in lists.determiners or words[at].text in lists.light):
        at += 1
    return tuple(words[at:])


def _first_preposition(words: Sequence[Word], start: int) -> int:
    ends = word_lists().head_ends
    return next((at for at in range(start, len(words) - 1) if words[at].text in ends), len(words))
