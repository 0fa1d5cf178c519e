"""The command line as a whole: help, speed of start, errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from knockon.cli import cli
from knockon.cli.patterns import PatternCommand
from knockon.cli.root import COMMANDS
from schemas.errors import InputError, KnockonError, UsageError

HEAVY = (
    "spacy",
    "arcadedb_embedded",
    "jpype",
    "neo4j",
    "rdflib",
    "pyoxigraph",
    "trafilatura",
    "pydantic",
    "rich",
    "yaml",
)


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, args)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Example:" in out
    assert f"knockon {name}" in out.split("Example:")[1]
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} says nothing"


def test_the_group_names_every_command() -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert "Example:" in out


@pytest.mark.parametrize("args", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    program = (
        "import sys, contextlib, io\n"
        "from knockon.cli import cli\n"
        f"code = cli.run({args!r})\n"
        f"print(code, *[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.split() == ["0"]


def test_version() -> None:
    code, out, _ = run("--version")
    assert (code, out) == (0, "knockon, version 0.1.0\n")


USAGE = [
    (["unheard-of"], "No such command 'unheard-of'"),
    (["trase", "x"], "No such command 'trase'"),
    (["trace"], "Missing argument 'SOURCE'"),
    (["trace", "x", "--shock", "sideways"], "'sideways' is not one of"),
    (["trace", "x", "--max-hops", "0"], "0 is not in the range"),
    (["trace", "x", "--min-confidence", "2"], "2.0 is not in the range"),
    (["status", "--format", "xml"], "'xml' is not one of"),
    (["query"], "Missing argument"),
    (["query", "latest-claims", "-p", "limit"], "is not KEY=VALUE"),
    (["ingest"], "Missing argument"),
    (["--nonsense"], "No such option"),
]


@pytest.mark.parametrize(("args", "cause"), USAGE, ids=[" ".join(row[0]) for row in USAGE])
def test_wrong_usage_is_one_line_and_exit_code_2(args: list[str], cause: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith("knockon: ")
    assert cause in err
    assert "--help" in err
    assert err.count("\n") == 1


def failing(error: BaseException) -> click.Command:
    @click.command("fail")
    def command() -> None:
        """Fail."""
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KnockonError("it is broken", "mend it"), 1, "knockon: it is broken; mend it\n"),
        (InputError("two\nlines"), 1, "knockon: two lines\n"),
        (UsageError("not so", "but so"), 2, "knockon: not so; but so\n"),
        (KeyboardInterrupt(), 130, "knockon: stopped by Ctrl-C"),
        (click.ClickException("no"), 1, "knockon: no\n"),
        (
            ZeroDivisionError("by zero"),
            1,
            "knockon: internal error, ZeroDivisionError: by zero; run it again with --debug",
        ),
    ],
)
def test_errors_are_one_line(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str) -> None:
    monkeypatch.setitem(cli.commands, "fail", failing(error))
    found, out, err = run("fail")
    assert (found, out) == (code, "")
    assert err.lstrip("\n").startswith(line)
    assert "Traceback" not in err


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.commands, "fail", failing(KnockonError("it is broken", "mend it")))
    code, _, err = run("--debug", "fail")
    assert code == 1
    assert "Traceback" in err
    assert err.endswith("knockon: it is broken; mend it\n")


def test_a_password_in_the_address_is_not_shown() -> None:
    code, out, err = run("--debug", "--graph", "bolt://me:s3cret@host", "status")
    assert (code, out) == (1, "")
    assert "NEO4J_PASSWORD" in err
    assert "s3cret" not in err


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = (
        "import knockon.cli as c, click, sys\n"
        "@click.command('many')\n"
        "def many():\n"
        "    for i in range(200000): click.echo('line')\n"
        "c.cli.add_command(many)\n"
        "sys.argv = ['knockon', 'many']\n"
        "c.main()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.fixture
def pattern_command() -> click.Command:
    @click.command("things", cls=PatternCommand)
    @click.argument("pattern", required=False)
    @click.option("--limit", type=int, default=5)
    def things(pattern: str | None, limit: int) -> None:
        """List things."""
        click.echo(f"list {pattern} {limit}")

    @click.command("merge")
    @click.argument("names", nargs=-1)
    def merge(names: tuple[str, ...]) -> None:
        """Merge things."""
        click.echo(f"merge {' '.join(names)}")

    assert isinstance(things, PatternCommand)
    things.add_command(merge)
    group = click.Group("root")
    group.add_command(things)
    return group


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], "list None 5"),
        (["magnets"], "list magnets 5"),
        (["--limit", "3", "magnets"], "list magnets 3"),
        (["merge", "a", "b"], "merge a b"),
        (["--", "merge"], "list merge 5"),
        (["--limit", "3", "merge"], "list merge 3"),
    ],
)
def test_a_first_word_that_is_a_subcommand_is_the_subcommand(
    pattern_command: click.Command, args: list[str], expected: str
) -> None:
    result = CliRunner().invoke(pattern_command, ["things", *args])
    assert result.output == f"{expected}\n"


def test_subcommands_are_shown_in_the_help(pattern_command: click.Command) -> None:
    output = CliRunner().invoke(pattern_command, ["things", "--help"]).output
    assert "merge  Merge things." in output


def test_entities_and_claims_are_ready_for_subcommands() -> None:
    for name in ("entities", "claims"):
        assert isinstance(cli.get_command(click.Context(cli), name), PatternCommand)


@pytest.mark.parametrize("name", ["schemas", "cypher", "extract", "graph"])
@pytest.mark.parametrize("form", ["{}.py", "{}/__init__.py"])
def test_a_package_that_shadows_ours_is_named(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / form.format(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    done = subprocess.run(
        [sys.executable, "-c", "import knockon"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"ImportError: the package {name!r} that Python finds at {tmp_path}")


def test_the_public_names_are_there() -> None:
    import knockon

    for name in knockon.__all__:
        assert getattr(knockon, name) is not None
        assert name in dir(knockon)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = knockon.nonsense
