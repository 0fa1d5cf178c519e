"""The settings of a training, from one YAML file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """How one network is trained.

    Attributes:
        name: Its files are called so.
        encoder: Key of `Config.encoders`.
        epochs: Passes over the data.
        rate: Learning rate of the encoder's top layer.
        decay: Factor from each layer to the one below it (layer-wise decay, Howard and Ruder 2018).
        frozen: So many of the lowest layers stay as they are, with the word embeddings.
        batch: Sentences a step.
        keep_empty: Share of the sentences without a triple that each epoch sees, drawn anew.
        soft: Weight (0 to 1) of the teachers' probabilities beside the annotation.
        bulk: So many sentences without annotation are learned from the teachers' probabilities alone.
        start: A run with the same encoder whose weights this one starts from.
    """

    name: str
    encoder: str
    epochs: float
    rate: float
    decay: float = 0.9
    frozen: int = 0
    batch: int = 16
    keep_empty: float = 1.0
    soft: float = 0.0
    bulk: int = 0
    start: str | None = None


@dataclass(frozen=True)
class Network:
    """Sizes of the network behind the encoder."""

    width: int = 256
    word_traits: int = 64
    traits: int = 96
    dropout: float = 0.25


@dataclass(frozen=True)
class Config:
    """One training, from articles to weights; `config.yaml` explains the fields."""

    folder: Path
    shared: Path
    pipeline: str
    encoders: dict[str, str | None]
    scout: Run
    student: Run
    teachers: list[Run] = field(default_factory=list)
    network: Network = Network()
    threads: int = 2
    seed: int = 0
    heads_rate: float = 1e-3
    warm_up: float = 0.06
    types_weight: float = 0.2
    roles_weight: float = 0.2
    checkpoint_every: int = 200
    articles: int | None = None

    @classmethod
    def read(cls, path: Path) -> Config:
        """The settings of a file; relative folders are taken from the repository's."""
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name in ("folder", "shared"):
            data[name] = (ROOT / data[name]).resolve()
        data["scout"], data["student"] = Run(**data["scout"]), Run(**data["student"])
        data["teachers"] = [Run(**row) for row in data.get("teachers", ())]
        data["network"] = Network(**data.get("network", {}))
        return cls(**data)

    def encoder(self, name: str) -> Path:
        """The folder of an encoder's weights.

        Raises:
            FileNotFoundError: It is neither a folder nor an installed package that holds one.
        """
        from importlib.util import find_spec

        where = self.encoders.get(name)
        if where is None:
            raise FileNotFoundError(f"the encoder {name!r} has no folder in the settings; see training/README.md")
        folder = (ROOT / where).resolve()
        if not folder.is_dir():
            spec = find_spec(where) if where.isidentifier() else None
            folder = Path(spec.origin).parent / "model" if spec and spec.origin else folder
        if not (folder / "config.json").exists():
            raise FileNotFoundError(f"no encoder in {folder}; see training/README.md")
        return folder
