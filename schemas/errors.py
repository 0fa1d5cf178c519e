"""The tree of everything that knockon refuses.

KnockonError
├── UsageError           wrong call: exit code 2
├── VocabularyError      a vocabulary file that cannot be used
├── InputError           an article, a claims file or a gold file that cannot be read
├── ExtractionError      a pipeline, frame table or gazetteer that cannot be used
├── QueryError           a query that does not exist, does not parse, fails, or writes where it must not
├── UnknownEntityError   a name that the graph does not hold
├── UnknownArticleError  an article that the graph does not hold
├── UnknownClaimError    a claim that the graph does not hold
├── SettingsError        a configuration that cannot be used
└── StoreError           a graph that cannot be used
    ├── GraphLockedError     another process holds the embedded graph
    ├── GraphAuthError       the server refuses the user name or password
    ├── GraphUnreachableError  no server answers
    ├── ForeignGraphError    the database holds data that is not ours
    └── GraphVersionError    the graph was written by a newer knockon

Every message says what is wrong and, in `cure`, what to do about it, each in one line.
"""

from __future__ import annotations


class KnockonError(Exception):
    """Anything that knockon refuses, with its cause and its cure.

    Args:
        cause: What is wrong, one line.
        cure: What the user can do about it, one line; may be empty.
    """

    exit_code = 1

    def __init__(self, cause: str, cure: str = "") -> None:
        super().__init__(cause, cure)
        self.cause = " ".join(cause.split())
        self.cure = " ".join(cure.split())

    def __str__(self) -> str:
        return f"{self.cause}; {self.cure}" if self.cure else self.cause


class UsageError(KnockonError):
    """The call itself is wrong."""

    exit_code = 2


class VocabularyError(KnockonError):
    """A vocabulary file is not valid."""


class InputError(KnockonError):
    """An input cannot be read as what it should be."""


class ExtractionError(KnockonError):
    """The extraction pipeline cannot be built or run."""


class QueryError(KnockonError):
    """A query is unknown, malformed, failing, or writes where it must not."""


class UnknownEntityError(KnockonError):
    """The graph holds no entity of that name."""


class UnknownArticleError(KnockonError):
    """The graph holds no such article."""


class UnknownClaimError(KnockonError):
    """The graph holds no such claim."""


class SettingsError(KnockonError):
    """A setting is missing or cannot be used."""


class StoreError(KnockonError):
    """A graph cannot be opened, read or written."""


class GraphLockedError(StoreError):
    """Another process holds the embedded graph."""


class GraphAuthError(StoreError):
    """The server refuses the user name or the password."""


class GraphUnreachableError(StoreError):
    """No server answers at the address."""


class ForeignGraphError(StoreError):
    """The database holds data that knockon did not write."""


class GraphVersionError(StoreError):
    """The graph was written with a newer schema."""
