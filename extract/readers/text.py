"""Plain text: the file is the article, with front matter where it has some."""

from __future__ import annotations

from extract.readers.fields import Fields, article
from extract.readers.front_matter import split_front_matter
from schemas.records import Article


def newlines(text: str) -> str:
    r"""Every line end as `\n`, so that a file saved on another system is the same article."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str, given: Fields) -> Article:
    """The article of a .txt file; no title is guessed from its first line.

    Args:
        text: The whole file.
        given: Fields that the user names, which go before those of the front matter.

    Raises:
        InputError: It is empty, or its front matter cannot be read.
    """
    fields, body = split_front_matter(newlines(text))
    return article(body.rstrip("\n"), given.over(fields))
