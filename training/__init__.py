"""Training of the relation model that `extract.learned` runs; needs the dependency group `train` (see README.md)."""
