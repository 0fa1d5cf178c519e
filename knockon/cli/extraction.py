"""The options of every command that extracts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FRAMES_ALONE = "frames"


def _say(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value == FRAMES_ALONE:
        click.echo("knockon: relations by the frames alone, without the learned model", err=True)
    return value


def extraction_options(command: Command) -> Command:
    """Add `--model` and `--frames`."""
    model = click.option(
        "--model", metavar="NAME", callback=_say,
        help="The spaCy pipeline to extract with; the word `frames` leaves the learned model out.",
    )  # fmt: skip
    frames = click.option(
        "--frames", type=click.Path(path_type=Path), metavar="FILE.yaml",
        help="Frames of your own, for relations of your own; added to ours.",
    )  # fmt: skip
    return model(frames(command))
