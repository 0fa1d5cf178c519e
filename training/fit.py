"""Training of one network, with checkpoints that a killed run goes on from."""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from extract.learned.pieces import Pieces
from training.batches import batches, collate, targets
from training.config import Config, Run
from training.examples import Example
from training.network import PairNetwork


def pieces_of(encoder: Path) -> list[str]:
    """The encoder's pieces in the order of their ids, its start and end marks under BERT's names."""
    vocabulary = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    ids: dict[str, int] = vocabulary["model"]["vocab"]
    ids |= {row["content"]: row["id"] for row in vocabulary["added_tokens"]}
    if "[CLS]" not in ids:
        ids["[CLS]"], ids["[SEP]"] = ids.pop("<s>"), ids.pop("</s>")
    names = [f"[empty{k}]" for k in range(max(ids.values()) + 1)]
    for piece, k in ids.items():
        names[k] = piece
    return names


def network(config: Config, run: Run) -> tuple[PairNetwork, Pieces]:
    """The untrained network of a run, and its pieces."""
    folder = config.encoder(run.encoder)
    return PairNetwork(folder, config.network), Pieces(pieces_of(folder))


def trained(config: Config, run: Run) -> tuple[PairNetwork, Pieces]:
    """The trained network of a run."""
    net, pieces = network(config, run)
    net.load_state_dict(torch.load(weights_file(config, run), weights_only=True))
    return net.eval(), pieces


def weights_file(config: Config, run: Run) -> Path:
    """Where a run's weights are kept."""
    return config.folder / f"{run.name}.pt"


def fit(config: Config, run: Run, data: Sequence[Example]) -> None:
    """Train, and keep the weights; what a run before this one did is taken up where its last checkpoint stands."""
    out = weights_file(config, run)
    if out.exists():
        return
    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    net, pieces = network(config, run)
    if run.start:
        net.load_state_dict(torch.load(config.folder / f"{run.start}.pt", weights_only=True))
    optimizer = torch.optim.AdamW(_groups(net, config, run), weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    per_epoch = math.ceil(len(_drawn(data, run, config.seed, 0)) / run.batch)
    total = max(1, int(per_epoch * run.epochs))
    checkpoint, done = out.with_suffix(".checkpoint"), 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["chance"])
        done = saved["step"]
    log = (config.folder / f"{run.name}.log").open("a", encoding="utf-8")
    padding, losses, started = net.encoder.config.pad_token_id, [], time.monotonic()
    with log:
        for step, batch in enumerate(_steps(data, run, config.seed, total)):
            if step < done:
                continue
            part = min(1.0, step / max(1, config.warm_up * total)) * (1 - step / total)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * part
            net.train()
            loss, pairs = _loss(net, collate(batch, pieces, padding), targets(batch), len(batch), config)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append(pairs)
            if (step + 1) % config.checkpoint_every == 0:
                _replace(checkpoint, _state(net, optimizer, step + 1))
                row = {"step": step + 1, "of": total, "loss": round(sum(losses) / len(losses), 4)}
                log.write(json.dumps(row | {"seconds": round(time.monotonic() - started)}) + "\n")
                log.flush()
                losses.clear()
    _replace(out, net.state_dict())
    checkpoint.unlink(missing_ok=True)


def _loss(
    net: PairNetwork, batch: dict[str, Any], wanted: dict[str, torch.Tensor], size: int, config: Config
) -> tuple[torch.Tensor, float]:
    """Cross-entropy of the pairs, with a little of the types' and roles'; summed over a sentence, mean over them."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relations, types, roles = net(batch)
    pairs = -(wanted["pairs"] * relations.float().log_softmax(1)).sum(1)
    loss = (pairs * wanted["pair_weights"]).sum() / size
    own = loss.item()
    if bool((wanted["types"] >= 0).any()):
        kinds = nn.functional.cross_entropy(types.float(), wanted["types"], ignore_index=-100, reduction="sum")
        loss = loss + config.types_weight * kinds / size
    sides = nn.functional.binary_cross_entropy_with_logits(roles.float(), wanted["roles"], reduction="none").sum(1)
    return loss + config.roles_weight * (sides * wanted["role_weights"]).sum() / size, own


def _groups(net: PairNetwork, config: Config, run: Run) -> list[dict[str, Any]]:
    """Parameters by learning rate: the encoder's fall from layer to layer, its embeddings stay as they are."""
    for parameter in net.encoder.embeddings.parameters():
        parameter.requires_grad_(False)
    layers = net.encoder.encoder.layer
    groups: list[dict[str, Any]] = []
    for k, layer in enumerate(layers):
        if k < run.frozen:
            for parameter in layer.parameters():
                parameter.requires_grad_(False)
        else:
            rate = run.rate * run.decay ** (len(layers) - 1 - k)
            groups.append({"params": list(layer.parameters()), "lr": rate})
    rest = [p for n, p in net.encoder.named_parameters() if "layer." not in n and p.requires_grad]
    if rest:
        groups.append({"params": rest, "lr": run.rate * run.decay ** len(layers)})
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    groups.append({"params": heads, "lr": config.heads_rate})
    return groups


def _drawn(data: Sequence[Example], run: Run, seed: int, epoch: int) -> list[Example]:
    """What an epoch sees."""
    rng = random.Random(1000 * seed + epoch)
    return [row for row in data if not (row.is_empty and row.is_annotated) or rng.random() < run.keep_empty]


def _steps(data: Sequence[Example], run: Run, seed: int, total: int) -> Iterator[list[Example]]:
    step, epoch = 0, 0
    while True:
        for batch in batches(_drawn(data, run, seed, epoch), run.batch, random.Random(77 * seed + epoch)):
            if step == total:
                return
            yield batch
            step += 1
        epoch += 1


def _state(net: PairNetwork, optimizer: torch.optim.Optimizer, step: int) -> dict[str, Any]:
    """All that a run needs to go on as if it had not been stopped."""
    return {
        "net": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "chance": torch.get_rng_state(),
    }


def _replace(path: Path, what: Any) -> None:
    """Write whole or not at all."""
    part = path.with_name(path.name + ".part")
    torch.save(what, part)
    with contextlib.suppress(OSError):
        os.sync()
    part.replace(path)
