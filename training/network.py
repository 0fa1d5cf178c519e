"""The network: an encoder reads the sentence once, then every ordered pair of mentions is scored.

A pair is seen by its two words, the word where their paths in the tree meet, the mean of the words on the path, the
mean of the words between, the product of both ends, and hashed traits. All of these are linear before the first
non-linearity, so that each word is projected once and a pair only gathers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

from extract.learned.features import TRAIT_BUCKETS, WORD_BUCKETS
from training.config import Network
from training.examples import RELATIONS, TYPES


class PairNetwork(nn.Module):
    """Encoder and heads.

    Args:
        encoder: Folder of the encoder's weights.
        sizes: Sizes of the heads.
    """

    def __init__(self, encoder: Path, sizes: Network) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        wide = self.encoder.config.hidden_size + sizes.word_traits
        self.width = width = sizes.width
        self.word_traits = nn.EmbeddingBag(WORD_BUCKETS, sizes.word_traits, mode="sum")
        self.traits = nn.EmbeddingBag(TRAIT_BUCKETS, sizes.traits, mode="sum")
        nn.init.normal_(self.word_traits.weight, 0, 0.05)
        nn.init.normal_(self.traits.weight, 0, 0.02)
        self.dropout = nn.Dropout(sizes.dropout)
        self.project = nn.Linear(wide, 5 * width)
        self.factors = nn.Linear(wide, 2 * width)
        self.product = nn.Linear(width, width, bias=False)
        self.from_traits = nn.Linear(sizes.traits, width)
        self.norm = nn.LayerNorm(width)
        self.hidden = nn.Linear(width, width)
        self.relations = nn.Linear(width, len(RELATIONS))
        self.types = nn.Linear(wide, len(TYPES))
        self.roles = nn.Linear(wide, 2)

    def forward(self, batch: dict[str, Any]) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of a batch (`training.batches.collate`) of N words and P pairs: [P, relations], [N, types], [N, 2]."""
        read = self.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state.float()
        flat = read.reshape(-1, read.shape[-1])
        flat = torch.cat([flat, flat.new_zeros(1, flat.shape[1])])  # the last row stands for no piece
        words = nn.functional.embedding_bag(batch["pool"], flat, mode="sum") / batch["count"][:, None]
        words = self.dropout(torch.cat([words, self.word_traits(batch["words"])], 1))
        as_subject, as_object, as_meet, on_path, between = self.project(words).float().split(self.width, 1)
        left, right = self.factors(words).float().split(self.width, 1)
        sizes = batch["sizes"]
        climbed = torch.cat([a @ w for a, w in zip(batch["above"], on_path.split(sizes), strict=True)])
        summed = torch.cat([torch.cat([w.new_zeros(1, self.width), w.cumsum(0)]) for w in between.split(sizes)])
        a, b, m, depth = batch["subject"], batch["object"], batch["meet"], batch["depth"]
        steps = (_at(depth, a) + _at(depth, b) - 2 * _at(depth, m) + 1)[:, None]
        path = (_at(climbed, a) + _at(climbed, b) - 2 * _at(climbed, m) + _at(on_path, m)) / steps
        low, high, shift = torch.minimum(a, b), torch.maximum(a, b), batch["sentence"]
        inner = (_at(summed, high + shift) - _at(summed, low + shift + 1)) / (high - low - 1).clamp(min=1)[:, None]
        pair = _at(as_subject, a) + _at(as_object, b) + _at(as_meet, m) + path + inner
        pair = pair + self.from_traits(self.dropout(self.traits(batch["traits"])))
        pair = pair + self.product(_at(left, a) * _at(right, b))
        pair = self.dropout(nn.functional.gelu(self.norm(pair)))
        pair = self.dropout(nn.functional.gelu(self.hidden(pair))) + pair
        return self.relations(pair), self.types(words), self.roles(words)


class OneSentence(nn.Module):
    """The same network over one sentence, with probabilities out: what is exported.

    Args:
        trained: The network.
    """

    def __init__(self, trained: PairNetwork) -> None:
        super().__init__()
        self.trained = trained

    def forward(  # noqa: PLR0917  (the inputs of the exported graph)
        self,
        ids: Tensor,
        pool: Tensor,
        words: Tensor,
        above: Tensor,
        mentions: Tensor,
        subject: Tensor,
        object: Tensor,
        meet: Tensor,
        traits: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Probabilities [P, relations] and [C, types]; shapes as in `extract.learned.features.Features`."""
        net = self.trained
        read = net.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[0]
        told = nn.functional.embedding(words, net.word_traits.weight).sum(1)
        seen = torch.cat([pool @ read, told], 1)
        as_subject, as_object, as_meet, on_path, between = net.project(seen).split(net.width, 1)
        left, right = net.factors(seen).split(net.width, 1)
        climbed, depth = above @ on_path, above.sum(1)
        summed = torch.cat([torch.zeros_like(between[:1]), between.cumsum(0)])
        steps = (_at(depth, subject) + _at(depth, object) - 2 * _at(depth, meet) + 1)[:, None]
        path = (_at(climbed, subject) + _at(climbed, object) - 2 * _at(climbed, meet) + _at(on_path, meet)) / steps
        low, high = torch.minimum(subject, object), torch.maximum(subject, object)
        inner = (_at(summed, high) - _at(summed, low + 1)) / (high - low - 1).clamp(min=1)[:, None].float()
        pair = _at(as_subject, subject) + _at(as_object, object) + _at(as_meet, meet) + path + inner
        pair = pair + net.from_traits(nn.functional.embedding(traits, net.traits.weight).sum(1))
        pair = pair + net.product(_at(left, subject) * _at(right, object))
        pair = nn.functional.gelu(net.norm(pair))
        pair = nn.functional.gelu(net.hidden(pair)) + pair
        return net.relations(pair).softmax(1), net.types(_at(seen, mentions)).softmax(1)


def _at(rows: Tensor, index: Tensor) -> Tensor:
    return rows.index_select(0, index)
