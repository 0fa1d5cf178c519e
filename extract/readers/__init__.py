"""Articles from files, folders and standard input: .txt, .md, .html and .jsonl.

What cannot be read is a `Refusal` beside the articles, with its cause and cure; it never stops the rest.
"""

from extract.readers.fields import Fields
from extract.readers.inputs import ENDINGS, Refusal, read

__all__ = ["ENDINGS", "Fields", "Refusal", "read"]
