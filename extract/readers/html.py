"""Web pages: the article in the page, without menus and comments, by trafilatura."""

from __future__ import annotations

import codecs
import re

from extract.readers.decode import decode
from extract.readers.fields import Fields, article, date
from schemas.errors import InputError
from schemas.records import Article

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)

# Where trafilatura finds no article it returns what text there is; menus and notices hold no line like this one.
_SENTENCE = re.compile(r"^(?:\S+[ \t]+){5,}\S*[.!?…][\"'”’)]*(?:\s|\Z)", re.MULTILINE)


def read_html(data: bytes, given: Fields) -> Article:
    """The article of a saved web page, with the title, address, site and date that the page states.

    Args:
        data: The whole file; UTF-8, or the encoding that the page declares.
        given: Fields that the user names, which go before those of the page.

    Raises:
        InputError: It is no text, or there is no article in it.
    """
    html = decode_html(data)
    if not html.strip():
        raise InputError("there is no text in it", "give a page with an article")
    from trafilatura import bare_extraction

    # Only dates that the page states count: one guessed from its words would date every claim wrongly.
    document = bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    title = _clean(getattr(document, "title", None))
    text = _body(getattr(document, "text", None) or "", title)
    if not _SENTENCE.search(text):
        raise InputError("there is no article in this page", "save the article's own page, or its text as .txt")
    try:
        published = date(getattr(document, "date", None))
    except InputError:
        published = None
    fields = Fields(
        title=title,
        url=_clean(getattr(document, "url", None)),
        published=published,
        publisher=_clean(getattr(document, "sitename", None)),
    )
    return article(text, given.over(fields))


def decode_html(data: bytes) -> str:
    """The page as text: UTF-8, else the encoding that it declares.

    Raises:
        InputError: It is binary, or in an encoding that it does not declare.
    """
    try:
        return decode(data)
    except InputError:
        declared = _CHARSET.search(data[:4096])
        if declared is None or b"\0" in data:
            raise
        name = declared[1].decode("ascii")
        try:
            codecs.lookup(name)
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            raise InputError(
                f"the page says that its encoding is {name}, but it is not", "save the page again, in UTF-8"
            ) from None


def _body(text: str, title: str | None) -> str:
    """The text, without the headline that many pages repeat above it."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if rest and title and _clean(first) == title else text.strip()


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
