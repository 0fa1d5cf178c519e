"""Words into the pieces that the encoder knows (WordPiece, Wu et al. 2016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PIECES = 254
"""An encoder's window is longer, but a sentence of more pieces is none; its further words get no vector."""
MAX_WORD = 8
REMEMBERED = 200_000


class Pieces:
    """The pieces of words, each word looked up once.

    Args:
        vocabulary: The pieces in the order of their ids.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        ids = {piece: k for k, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._start, self._end, self._unknown = ids["[CLS]"], ids["[SEP]"], ids["[UNK]"]
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """Ids of the word's pieces, at least one and at most `MAX_WORD`."""
        found = self._known.get(word)
        if found is None:
            found = (self._tokenizer.encode(word, add_special_tokens=False).ids or [self._unknown])[:MAX_WORD]
            if len(self._known) < REMEMBERED:
                self._known[word] = found
        return found

    def sentence(self, words: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids of the sentence's pieces between start and end mark, and where each word's stand (end exclusive)."""
        ids, spans = [self._start], []
        for word in words:
            pieces = self.of(word)
            if len(ids) + len(pieces) > MAX_PIECES:
                pieces = []
            spans.append((len(ids), len(ids) + len(pieces)))
            ids.extend(pieces)
        ids.append(self._end)
        return ids, spans
