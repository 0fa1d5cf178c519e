"""Names of the vocabulary, and dates, as option values."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import click


def known(name: str, names: Sequence[str], option: str) -> str:
    """The name of the vocabulary that is meant, case aside.

    Raises:
        click.BadParameter: There is none; near names, or all, are offered.
    """
    by_fold = {known.casefold(): known for known in names}
    folded = name.casefold().replace("-", "_").replace(" ", "_")
    if folded in by_fold:
        return by_fold[folded]
    near = difflib.get_close_matches(folded, by_fold, n=3)
    offer = f"did you mean {', '.join(by_fold[n] for n in near)}?" if near else f"known are {', '.join(names)}"
    raise click.BadParameter(f"{name!r} is not in the vocabulary, {offer}", param_hint=option)


def dated(value: str | None, option: str) -> str | None:
    """A date as the graph writes dates; null where none is given.

    Raises:
        click.BadParameter: It is no date.
    """
    if value is None:
        return None
    from extract.readers.fields import date
    from schemas.errors import InputError

    try:
        return date(value)
    except InputError:
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD or YYYY-MM", param_hint=option) from None
