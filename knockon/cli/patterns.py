"""Commands that take a pattern now and subcommands later: `knockon entities PATTERN`, `knockon entities merge ...`."""

from __future__ import annotations

from typing import Any

import click

from knockon.cli.command import Command


class PatternCommand(Command):
    """A command that may have subcommands beside its own argument.

    A first word that is a subcommand's name is the subcommand; a pattern equal to one goes after `--`.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.subcommands: dict[str, click.Command] = {}

    def add_command(self, command: click.Command) -> None:
        """Add a subcommand under its own name."""
        assert command.name is not None
        self.subcommands[command.name] = command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the subcommand that the first word names, else the command's own."""
        if args and args[0] in self.subcommands:
            chosen = self.subcommands[args[0]]
            return chosen.make_context(f"{info_name} {args[0]}", args[1:], parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the subcommands after them."""
        super().format_options(ctx, formatter)
        if self.subcommands:
            rows = [(name, command.get_short_help_str()) for name, command in sorted(self.subcommands.items())]
            with formatter.section("Subcommands (a PATTERN of that name goes after --)"):
                formatter.write_dl(rows)
