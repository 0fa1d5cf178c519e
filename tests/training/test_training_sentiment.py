"""The regression of sentiment, fitted again: the same headlines give the committed file, byte for byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from extract.lexicon import FOLDER

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / os.environ.get("KNOCKON_TRAIN_ENVIRONMENT", ".venv-train") / "bin" / "python"
FIT = "import sys, pathlib as p; from training.sentiment import *; print(fit(read(p.Path(sys.argv[1]))), end='')"


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.skipif(not PYTHON.exists(), reason="scripts/train has not made its environment")
def test_the_file_is_made_again(shared: Path) -> None:
    headlines = shared / "gold" / "sentiment-train.jsonl"
    run = subprocess.run([PYTHON, "-c", FIT, headlines], cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout == (FOLDER / "sentiment.tsv").read_text(encoding="utf-8")
