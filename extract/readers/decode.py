"""Bytes to text: UTF-8, with or without a byte order mark, and nothing guessed."""

from __future__ import annotations

import codecs

from schemas.errors import InputError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive (or an office document)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\xd0\xcf\x11\xe0": "an old office document",
}


def decode(data: bytes) -> str:
    """The text of `data`, without a byte order mark.

    Raises:
        InputError: It is binary, or in another encoding than UTF-8.
    """
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"this is {what}, not text", "save its text as .txt in UTF-8")
    if data.startswith(_UTF_16):
        raise InputError("the encoding is UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8 FILE")
    if b"\0" in data:
        raise InputError("this is a binary file, not text", "give a text file in UTF-8")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the encoding is not UTF-8 (byte 0x{data[error.start]:02x} at position {error.start})",
            "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE",
        ) from None
