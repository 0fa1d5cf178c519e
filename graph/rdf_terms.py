"""IRIs and literals of the RDF export: the same record always gets the same IRI."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from urllib.parse import quote

import pyoxigraph as ox

from schemas.errors import UsageError
from schemas.ontology import term

DEFAULT_BASE = "urn:knockon:"
KINDS = ("article", "claim", "dataset", "edge", "entity", "exposes", "extractor", "graph", "scheme", "sentence")
"""What follows the base IRI, before the id."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
# Characters that an IRI may hold unescaped, "%" included: what is already escaped stays so.
_IRI_SAFE = "%/:?#[]@!$&'()*+,;=-._~"


class Base:
    """Makes the IRIs of things under one base.

    Args:
        iri: Absolute IRI that ends with `/`, `#` or `:`.

    Raises:
        UsageError: It is none.
    """

    def __init__(self, iri: str = DEFAULT_BASE) -> None:
        cure = "give one such as https://example.org/graph/ or urn:example:"
        try:
            ox.NamedNode(f"{iri}{KINDS[0]}/0")
        except ValueError as error:
            raise UsageError(f"the base IRI {iri!r} is not an absolute IRI", cure) from error
        if not iri.endswith((":", "/", "#")):
            raise UsageError(f"the base IRI {iri!r} does not end with / or # or :", cure)
        self.iri = iri

    def node(self, kind: str, *parts: str) -> ox.NamedNode:
        """The IRI base + kind + the parts, each percent-encoded.

        >>> Base().node("entity", "são paulo/1").value
        'urn:knockon:entity/s%C3%A3o%20paulo%2F1'
        """
        return ox.NamedNode("/".join((self.iri + kind, *map(_segment, parts))))


@lru_cache(maxsize=1 << 16)
def _segment(part: str) -> str:
    if part.isascii() and part.isalnum():
        return part  # most ids are hash digits
    text = quote(part, safe="", errors="surrogatepass")
    # "." and ".." would be taken for steps in a path.
    return text.replace(".", "%2E") if text in {".", ".."} else text


def below(node: ox.NamedNode, *parts: str) -> ox.NamedNode:
    """The IRI of a part of a thing; the parts are plain words."""
    return ox.NamedNode("/".join((node.value, *parts)))


def text(value: str) -> ox.Literal:
    """A string; half a surrogate pair, which RDF cannot hold, becomes U+FFFD, so that offsets stay right."""
    try:
        return ox.Literal(value)
    except ValueError:
        return ox.Literal(_SURROGATE.sub("\ufffd", value))


def decimal(value: float) -> ox.Literal:
    """A number as xsd:decimal in plain digits; what is not finite as xsd:double.

    >>> decimal(0.9).value, decimal(1e-7).value, decimal(12.0).value
    ('0.9', '0.0000001', '12.0')
    """
    if not isfinite(value):
        return ox.Literal(value)
    return ox.Literal(format(Decimal(repr(float(value))), "f"), datatype=term("xsd:decimal"))


def moment(value: str) -> ox.Literal:
    """A day, month or year with the datatype that says which; a date that no calendar has stays a string.

    >>> moment("2024").datatype.value, moment("2024-13").datatype.value
    ('http://www.w3.org/2001/XMLSchema#gYear', 'http://www.w3.org/2001/XMLSchema#string')
    """
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return text(value)
    return ox.Literal(value, datatype=term(_DATES[len(value)])) if len(value) in _DATES else text(value)


def whole(value: int) -> ox.Literal:
    """A whole number as xsd:integer."""
    return ox.Literal(str(value), datatype=term("xsd:integer"))


def url_text(value: str) -> ox.Literal:
    """A url exactly as it was given, as xsd:anyURI."""
    return ox.Literal(text(value).value, datatype=term("xsd:anyURI"))


def url_node(value: str) -> ox.NamedNode | None:
    """A url as an IRI, what IRIs cannot hold percent-encoded; None where that does not make one.

    >>> url_node("https://example.org/a b").value
    'https://example.org/a%20b'
    """
    try:
        return ox.NamedNode(quote(value.strip(), safe=_IRI_SAFE, errors="surrogatepass"))
    except ValueError:
        return None


def wikidata(value: str) -> ox.NamedNode | None:
    """The thing that a Wikidata item number names, or None where it is no item number."""
    return ox.NamedNode(f"http://www.wikidata.org/entity/{value}") if _WIKIDATA.fullmatch(value) else None
