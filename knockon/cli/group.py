"""The command group: commands are imported when they are needed, and every error ends as one line."""

from __future__ import annotations

import difflib
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from knockon.cli import signals
from knockon.cli.command import keep_examples
from schemas.errors import KnockonError

INTERRUPTED = 130


class _PipedError(Exception):
    """Standard output was closed; click would turn it into a failure."""


class KnockonGroup(click.Group):
    """A group whose commands lie in `knockon.cli.NAME`, each as `command`."""

    def __init__(self, *args: Any, lazy: Sequence[str] = (), **more: Any) -> None:
        more["help"] = keep_examples(more.get("help"))
        super().__init__(*args, **more)
        self._lazy = tuple(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order in which they are shown."""
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; its file is imported now."""
        if cmd_name in self._lazy:
            command = import_module(f"knockon.cli.{cmd_name}").command
            assert isinstance(command, click.Command)
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed standard output is kept apart from failures."""
        try:
            signals.running()
            result = super().invoke(ctx)
            signals.check()
            return result
        except BrokenPipeError as error:
            raise _PipedError from error
        except KeyboardInterrupt:
            signals.ended()
            raise

    def run(self, args: Sequence[str], **more: Any) -> int:
        """Run the command line.

        Args:
            args: The words after the program's name.
            **more: Further arguments of `click.Command.main`.

        Returns:
            The exit code. What went wrong is said in one line on standard error.

        Raises:
            BrokenPipeError: Nobody reads standard output any more.
        """
        debug = "--debug" in args
        more["prog_name"] = "knockon"
        more["standalone_mode"] = False
        try:
            code = super().main(list(args), **more)
        except _PipedError as error:
            raise BrokenPipeError from error
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            return 2
        except click.UsageError as error:
            return _fail(_usage(error), 2)
        except click.ClickException as error:
            return _fail(error.format_message(), 1)
        except (click.Abort, KeyboardInterrupt):
            signals.ended()
            return _fail(signals.said(), signals.exit_code() or INTERRUPTED)
        except KnockonError as error:
            return _fail(str(error), error.exit_code, debug=debug)
        except Exception as error:
            cure = "" if debug else "; run it again with --debug and report what it shows"
            return _fail(f"internal error, {type(error).__name__}: {error}{cure}", 1, debug=debug)
        return code if isinstance(code, int) else 0

    def main(self, args: Sequence[str] | None = None, **more: Any) -> NoReturn:  # type: ignore[override]
        """As `run`, and leave the process; what click's test runner calls."""
        more.pop("standalone_mode", None)
        more.pop("prog_name", None)
        sys.exit(self.run(sys.argv[1:] if args is None else args, **more))


def _usage(error: click.UsageError) -> str:
    path, message = error.ctx.command_path if error.ctx else "knockon", error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchCommand) and error.ctx and isinstance(error.ctx.command, click.Group):
        near = difflib.get_close_matches(error.command_name, error.ctx.command.list_commands(error.ctx), n=1)
        if near:
            return f"{message}; did you mean {near[0]}? {path} --help shows all"
    return f"{message}; see {path} --help"


def _fail(message: str, code: int, *, debug: bool = False) -> int:
    if debug:
        traceback.print_exc()
    click.echo(f"knockon: {' '.join(message.split())}", err=True)
    return code
