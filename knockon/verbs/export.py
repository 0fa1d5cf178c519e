"""A graph as a file: RDF, or its articles and claims as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from knockon.atomic import placing
from schemas.errors import UsageError

if TYPE_CHECKING:
    from graph.snapshot import Snapshot
    from graph.stores.base import Store
    from graph.themes import Theme
    from schemas.vocabulary import Vocabulary

RDF = (".ttl", ".trig", ".nq")
CLAIMS = ".jsonl"


def export(
    store: Store,
    file: Path | str,
    *,
    base_iri: str | None = None,
    words: Vocabulary | None = None,
    theme: Theme | None = None,
) -> int:
    """Write a graph to a file, in the form that its ending names.

    Args:
        store: The graph.
        file: Ends in .ttl, .trig or .nq (RDF), or .jsonl (claims, from which `load` rebuilds the graph).
        base_iri: What the IRIs of an RDF export begin with.
        words: The vocabulary of the graph; the one that ships with knockon where null.
        theme: Only the claims about entities of this theme, with their articles; the whole graph where null.

    Returns:
        The size of the file in bytes.

    Raises:
        UsageError: The ending is none of these, or the base IRI is none or has no use.
        InputError: The file cannot be written.
    """
    file = Path(file)
    check_target(file, base_iri)
    with placing(file) as place, place.open("wb") as out:
        held = _held(store, words, theme)
        if file.suffix.lower() == CLAIMS:
            _write_claims(held, out)
        else:
            _write_rdf(held, file, out, base_iri, words)
        return out.tell() if out.seekable() else 0


def check_target(file: Path, base_iri: str | None = None) -> None:
    """Whether `export` can write such a file, found out before the graph is opened.

    Raises:
        UsageError: It cannot.
    """
    ending = file.suffix.lower()
    if ending not in (*RDF, CLAIMS):
        what = f"the ending {ending!r}" if ending else "a file without an ending"
        raise UsageError(f"cannot export to {what}", f"known endings are {', '.join((*RDF, CLAIMS))}")
    if base_iri is not None and ending == CLAIMS:
        raise UsageError("--base-iri is for RDF, and claims hold no IRIs", f"leave it out, or end in {', '.join(RDF)}")


def _held(store: Store, words: Vocabulary | None, theme: Theme | None) -> Snapshot:
    from graph.snapshot import snapshot

    held = snapshot(store, words)
    if theme is None:
        return held
    from graph.parts import within

    return within(held, theme)


def _write_rdf(held: Snapshot, file: Path, out: BinaryIO, base_iri: str | None, words: Vocabulary | None) -> None:
    from graph.rdf import rdf_format, write_rdf
    from schemas.vocabulary import vocabulary

    base = {} if base_iri is None else {"base_iri": base_iri}
    write_rdf(held, out, vocabulary=words or vocabulary(), format=rdf_format(file), **base)


def _write_claims(held: Snapshot, out: BinaryIO) -> None:
    from graph.claims_file import dump

    dump(held, out)
