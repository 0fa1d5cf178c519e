"""The trained student as one ONNX file with small weights."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.config import Config, Run
from training.examples import RELATIONS, TYPES
from training.fit import pieces_of, trained
from training.network import OneSentence

LARGE = 10_000
INPUTS = ("ids", "pool", "words", "above", "mentions", "subject", "object", "meet", "traits")


def export(config: Config, run: Run, out: Path, *, integers: bool = True) -> None:
    """Write the network of a run; the settings are filled in by `training.calibrate`.

    The tables of embeddings and most matrices of the encoder become integers, in 7 bits: with 8 the products overflow
    on processors without VNNI, and claims would depend on the machine. What loses by it (the second matrix of each
    feed-forward layer, and all behind the encoder) stays in numbers of 16 bits, widened when the file is loaded.

    Args:
        config: The settings of the training.
        run: Whose network.
        out: The file.
        integers: Whether to make the embeddings integers.
    """
    net, _ = trained(config, run)
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            OneSentence(net).eval(),
            _sample(),
            plain,
            input_names=list(INPUTS),
            output_names=["pairs", "types"],
            dynamic_axes={
                "ids": {1: "T"}, "pool": {0: "W", 1: "T"}, "words": {0: "W"}, "above": {0: "W", 1: "W"},
                "mentions": {0: "C"}, "subject": {0: "P"}, "object": {0: "P"}, "meet": {0: "P"}, "traits": {0: "P"},
                "pairs": {0: "P"}, "types": {0: "C"},
            },
            opset_version=17,
            dynamo=False,
        )  # fmt: skip
        if integers:
            quantize_dynamic(
                plain,
                small,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["Gather", "MatMul"],
                nodes_to_exclude=_sensitive(onnx.load(plain)),
            )
        model = onnx.load(small if integers else plain)
    halve(model)
    settings = {"relations": RELATIONS[1:], "types": TYPES, "vote": {}, "points": {}, "retype": 1.0}
    _note(model, pieces="\n".join(pieces_of(config.encoder(run.encoder))), settings=json.dumps(settings))
    onnx.save(model, out)
    checksum(out)


def _sensitive(model: onnx.ModelProto) -> list[str]:
    """Products that lose by integers: the second of each feed-forward layer, and those behind the encoder."""
    products = [node.name for node in model.graph.node if node.op_type == "MatMul"]
    wide = ("/intermediate/", "/attention/")
    return [name for name in products if "/layer." not in name or not any(part in name for part in wide)]


def halve(model: onnx.ModelProto) -> None:
    """Store every large matrix in 16 bits, widened by a node that the runtime folds when it loads the file."""
    graph = model.graph
    for tensor in list(graph.initializer):
        if tensor.data_type != onnx.TensorProto.FLOAT or np.prod(tensor.dims) < LARGE:
            continue
        values = numpy_helper.to_array(tensor).astype(np.float16)
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(values, f"{tensor.name}.half"))
        widen = helper.make_node("Cast", [f"{tensor.name}.half"], [tensor.name], to=onnx.TensorProto.FLOAT)
        graph.node.insert(0, widen)


def settle(path: Path, **fitted: Any) -> None:
    """Put fitted settings into the file."""
    model = onnx.load(path)
    known = {row.key: row.value for row in model.metadata_props}
    _note(model, pieces=known["pieces"], settings=json.dumps(json.loads(known["settings"]) | fitted))
    onnx.save(model, path)
    checksum(path)


def checksum(path: Path) -> None:
    """Write the file's SHA-256 beside it."""
    value = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{value}  {path.name}\n", encoding="ascii")


def _note(model: onnx.ModelProto, **texts: str) -> None:
    del model.metadata_props[:]
    for key, value in texts.items():
        row = model.metadata_props.add()
        row.key, row.value = key, value


def _sample() -> tuple[torch.Tensor, ...]:
    """One small sentence of five words, six pieces, three mentions."""
    above = torch.eye(5)
    above[:, 1] = 1
    return (
        torch.tensor([[101, 2000, 2001, 2002, 2003, 102]]),
        torch.eye(5, 6),
        torch.zeros(5, 5, dtype=torch.long),
        above,
        torch.tensor([0, 2, 4]),
        torch.tensor([0, 0, 2, 2, 4, 4]),
        torch.tensor([2, 4, 0, 4, 0, 2]),
        torch.tensor([1, 1, 1, 1, 1, 1]),
        torch.zeros(6, 11, dtype=torch.long),
    )
