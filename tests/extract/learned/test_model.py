"""The weights file: verified, and refused with one clear line where it cannot be used."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from extract.learned import model
from extract.learned.model import WEIGHTS, PairModel
from extract.pipeline import load_pipeline
from schemas.errors import ExtractionError

MOST = 45_000_000


def test_the_weights_are_small_enough() -> None:
    assert WEIGHTS.stat().st_size <= MOST


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"cannot be used: No such file.*--model frames"):
        _ = PairModel(tmp_path / "none.onnx").settings


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(ExtractionError, match=r"broken\.onnx cannot be used"):
        _ = PairModel(path).settings


def test_weights_that_were_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "relations.onnx"
    data = bytearray(WEIGHTS.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    monkeypatch.setattr(model, "WEIGHTS", path)
    with pytest.raises(ExtractionError, match=r"its checksum is not the one.*install knockon again"):
        _ = PairModel(path).settings


def test_a_missing_model_stops_the_pipeline_and_frames_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model, "WEIGHTS", tmp_path / "none.onnx")
    with pytest.raises(ExtractionError, match="--model frames"):
        load_pipeline()
    assert "knockon_relations" not in load_pipeline("frames").pipe_names


def test_a_model_survives_pickling() -> None:
    loaded = PairModel()
    _ = loaded.settings
    assert pickle.loads(pickle.dumps(loaded)).settings == loaded.settings


def test_settings_name_the_vocabulary() -> None:
    settings = PairModel().settings
    assert len(settings.relations) == 23
    assert settings.points["best"] <= settings.points["default"] <= settings.points["precise"]
