"""The root command: the global options and the list of commands."""

from __future__ import annotations

from pathlib import Path

import click

import knockon
from knockon.cli.app import App
from knockon.cli.group import KnockonGroup

COMMANDS = (
    "demo",
    "ingest",
    "trace",
    "entities",
    "themes",
    "claims",
    "query",
    "status",
    "retract",
    "export",
    "load",
    "explain",
    "evaluate",
)


@click.group(
    cls=KnockonGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--graph",
    metavar="FOLDER|URI|neo4j",
    help="Which graph: a folder, a neo4j:// or bolt:// address, or the word neo4j for the server in NEO4J_URI."
    " Else KNOCKON_GRAPH, else the config file, else a folder of your own.",
)
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A vocabulary of your own, in the form of schemas/vocabulary.yaml.",
)
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
@click.version_option(knockon.__version__, prog_name="knockon")
@click.pass_context
def cli(context: click.Context, graph: str | None, vocabulary: Path | None) -> None:
    """Supply-chain news in, knock-on effects out.

    Example:
      knockon demo                       see it work on five short articles
      knockon ingest news/ page.html     read articles into your graph
      knockon trace "rare earths"        who is hurt, who gains, who said so

    A server's account comes from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
    """
    context.obj = App(graph=graph, vocabulary_file=vocabulary)
