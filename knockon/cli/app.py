"""What all commands share: the settings, the graph and the vocabulary, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from knockon.cli import signals
from knockon.output import FORMATS

if TYPE_CHECKING:
    from graph.stores.base import Store
    from graph.themes import Theme
    from knockon.settings import Settings
    from schemas.vocabulary import Vocabulary

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class App:
    """The global options of one run."""

    graph: str | None = None
    vocabulary_file: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """Which graph and vocabulary hold for this run.

        Raises:
            SettingsError: They cannot be used.
        """
        from knockon.settings import Settings

        return Settings.resolve(self.graph, self.vocabulary_file)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The user's own vocabulary, else the one that ships with knockon.

        Raises:
            VocabularyError: The user's file is not valid.
        """
        from schemas.vocabulary import load_vocabulary, vocabulary

        file = self.settings.vocabulary
        return load_vocabulary(file) if file else vocabulary()

    @contextmanager
    def open(self, *, create: bool = False, adopt: bool = False) -> Iterator[Store]:
        """The graph, closed again whatever happens.

        Args:
            create: Make an embedded graph that is not there yet.
            adopt: Use a database that holds other data beside ours.

        Raises:
            StoreError: It cannot be opened.
        """
        from graph.open import open_graph

        settings = self.settings
        store = open_graph(settings.graph, create=create, adopt=adopt, **settings.connection)
        try:
            signals.check()
            yield store
        finally:
            with signals.held():
                store.close()


pass_app = click.make_pass_decorator(App, ensure=True)


def theme_option(function: F) -> F:
    """Add `--theme`, the topic that a command is held to."""
    return click.option(
        "--theme", metavar="NAME|FILE", help="Only what is on this theme; `knockon themes` lists them."
    )(function)  # fmt: skip


def theme_of(name: str | None) -> Theme | None:
    """The theme that `--theme` names; null where it is not given.

    Raises:
        UsageError: There is none of that name.
        InputError: The file is not valid.
    """
    if name is None:
        return None
    from graph.themes import theme

    return theme(name)


def format_option(function: F) -> F:
    """Add `--format`, the form of the data on standard output."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="Form of the output.",
    )(function)
