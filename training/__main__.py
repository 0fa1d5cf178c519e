"""Train the relation model: parse, teachers, their opinions, student, weights file, calibration.

    scripts/train [--config FILE] [--out FILE.onnx] [--stop-after STAGE]
    scripts/train --only attributes|coreference|sentiment

Each stage keeps what it made in the settings' folder; a run that was killed goes on from there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.learned.model import WEIGHTS
from training.config import Config

STAGES = ("examples", "teachers", "opinions", "student", "export", "calibrate")


def main() -> None:
    """Run the stages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.yaml"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--stop-after", choices=STAGES, default=STAGES[-1])
    parser.add_argument(
        "--only",
        choices=("attributes", "coreference", "sentiment"),
        help="fit only these regressions, not the relation model",
    )
    options = parser.parse_args()
    try:
        config = Config.read(options.config)
        if options.only == "sentiment":
            from training.sentiment import write

            write(config)
        elif options.only == "attributes":
            from training import attributes

            attributes.write(config)
        elif options.only == "coreference":
            from training import coreference

            coreference.write(config)
        else:
            run(config, options.out, options.stop_after)
    except OSError as error:
        sys.exit(f"scripts/train: {error}")


def run(config: Config, out: Path, last: str = STAGES[-1]) -> None:
    """Run the stages up to the last one named.

    Args:
        config: The settings.
        out: Where the weights file goes.
        last: One of STAGES.
    """
    from training.calibrate import calibrate
    from training.examples import examples, keep
    from training.export import checksum, export
    from training.fit import fit
    from training.teach import likeliest, opinions, softened

    end = STAGES.index(last)
    for one in (config.scout, *config.teachers, config.student):
        config.encoder(one.encoder)  # better now than after an hour
    config.folder.mkdir(parents=True, exist_ok=True)
    data = examples(config, "train")
    bulk = examples(config, "bulk") if config.student.bulk else []
    if end >= 1:
        for teacher in (config.scout, *config.teachers):
            fit(config, teacher, data)
    lesson = data
    if end >= 2 and config.teachers:
        if bulk:
            bulk = likeliest(bulk, opinions(config, [config.scout], bulk, "bulk"), config.student.bulk)
        said = opinions(config, config.teachers, data, "train") | opinions(config, config.teachers, bulk, "chosen")
        lesson = softened([*data, *bulk], said, config.student)
    if end >= 3:
        fit(config, config.student, lesson)
    if end >= 4:
        export(config, config.student, config.folder / "relations.onnx")
    if end >= 5:
        calibrate(config, config.folder / "relations.onnx")
        keep(out, (config.folder / "relations.onnx").read_bytes())
        checksum(out)


if __name__ == "__main__":
    main()
