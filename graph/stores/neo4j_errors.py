"""What a Neo4j server or its driver can refuse, said in knockon's errors: one cause, one cure, never a password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from neo4j.exceptions import (
    AuthError,
    CertificateConfigurationError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from schemas.errors import GraphAuthError, GraphUnreachableError, KnockonError, QueryError, StoreError

_WRITES = "Neo.ClientError.Statement.AccessMode"
_EXPIRED = "Neo.ClientError.Security.CredentialsExpired"
_RATE_LIMIT = "Neo.ClientError.Security.AuthenticationRateLimit"
_FORBIDDEN = "Neo.ClientError.Security.Forbidden"
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"
_NO_PARAMETER = "Neo.ClientError.Statement.ParameterMissing"
_SYNTAX = "Neo.ClientError.Statement.SyntaxError"
_SECURITY = "Neo.ClientError.Security."
_TAKEN = "Neo.ClientError.Schema.ConstraintValidationFailed"
_GONE = "Neo.ClientError.Statement.EntityNotFound"
_OF_A_QUERY = tuple(f"Neo.ClientError.{part}." for part in ("Statement", "Procedure", "Transaction", "Request"))
_ROUTING = "routing information"  # the driver asks a neo4j:// server which others belong to it
_MAX_CAUSE = 300  # characters of a server's message; some quote the whole query


def translate(error: Exception, *, address: str, username: str | None, database: str | None) -> KnockonError:
    """The knockon error that says what a driver's exception means.

    Args:
        error: What the driver raised.
        address: The server, as the user named it.
        username: Who asked; None without authentication.
        database: The database asked for; None where the server was to choose.
    """
    if isinstance(error, AuthError) or (isinstance(error, Neo4jError) and _code(error).startswith(_SECURITY)):
        return _refused(error, address=address, username=username)
    if isinstance(error, Neo4jError):
        return _server_error(error, address=address, database=database)
    if isinstance(error, (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, OSError)):
        return _unreachable(error, address=address)
    if isinstance(error, UnsupportedServerProduct):
        return StoreError(f"what answers at {address} is no Neo4j server", "give the address of Neo4j 5.26 or later")
    if isinstance(error, CertificateConfigurationError):
        return StoreError(f"the certificate settings for {address} are wrong: {first_line(error)}")
    if isinstance(error, ConfigurationError):
        return bad_address(address, first_line(error))
    if isinstance(error, DriverError):
        return StoreError(f"the Neo4j driver gave up: {first_line(error)}", "run it again")
    return QueryError(
        f"a parameter cannot be sent to Neo4j: {first_line(error)}",
        "pass text, 64-bit integers, floats, booleans, dates, lists and maps",
    )


def is_race(error: KnockonError) -> bool:
    """Whether another writer may have been the cause: it made the same key, or deleted what was just found.

    The server calls these the client's own fault and the driver does not try again; on a second try the work sees what
    the other has written.
    """
    cause = error.__cause__
    return isinstance(cause, Neo4jError) and _code(cause) in (_TAKEN, _GONE)


def bad_address(address: str, why: str) -> StoreError:
    """The error for an address that no server can have."""
    return StoreError(
        f"{address} is no address of a Neo4j server: {why}",
        "write neo4j://HOST:7687 or bolt://HOST:7687 (+s for TLS, +ssc for a self-signed certificate)",
    )


def first_line(error: BaseException) -> str:
    """The first line of what an error says, shortened."""
    text = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    line = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    return line if len(line) <= _MAX_CAUSE else f"{line[:_MAX_CAUSE]}..."


def _code(error: Neo4jError) -> str:
    return error.code or ""


def _refused(error: Exception, *, address: str, username: str | None) -> KnockonError:
    code = _code(error) if isinstance(error, Neo4jError) else ""
    who = f"the user name {username!r} or its password" if username else "a login without user name and password"
    cure = "set NEO4J_USERNAME and NEO4J_PASSWORD"
    if code == _FORBIDDEN:
        return StoreError(
            f"the user {username!r} may not do this on {address}: {first_line(error)}",
            "grant the user read and write rights and the right to make constraints and indexes",
        )
    if code == _EXPIRED:
        return GraphAuthError(
            f"the password of {username!r} at {address} has expired",
            "change it (ALTER CURRENT USER SET PASSWORD in cypher-shell), then set NEO4J_PASSWORD",
        )
    if code == _RATE_LIMIT:
        cure = "wait a few seconds (too many wrong passwords in a row), check NEO4J_USERNAME and NEO4J_PASSWORD"
    return GraphAuthError(f"{address} refuses {who}", cure)


def _server_error(error: Neo4jError, *, address: str, database: str | None) -> KnockonError:
    code, line = _code(error), first_line(error)
    if code == _WRITES:
        return QueryError(
            "the query changes the graph, and only reading is allowed here", "add --write if it is meant to"
        )
    if code == _NO_PARAMETER:
        missing = line.partition(":")[2].strip() or line
        return QueryError(f"the query needs the parameter {missing}", f"give it with -p {missing.split(',')[0]}=...")
    if code == _SYNTAX:
        return QueryError(f"the query does not parse: {line}", "check the Cypher at that place")
    if code == _NO_DATABASE:
        return StoreError(
            f"{address} has no database {database or '(home database)'}",
            "name one that is there in NEO4J_DATABASE, or leave it out for the user's home database",
        )
    if code.startswith(_OF_A_QUERY):
        return QueryError(f"the query fails: {line}", "check the query and its parameters")
    if code == _TAKEN:
        return StoreError(f"the graph already holds this key: {line}", "use MERGE instead of CREATE")
    if code.startswith("Neo.ClientError."):
        return StoreError(
            f"the database at {address} refuses this: {line}", "see its constraints, indexes and settings"
        )
    if code.startswith("Neo.TransientError."):
        return StoreError(f"the server at {address} gave up after retries: {line}", "run it again; nothing was written")
    return StoreError(f"the server at {address} failed: {line}", "see the server's log")


def _unreachable(error: Exception, *, address: str) -> KnockonError:
    links = list(_chain(error))
    if any(isinstance(link, ssl.SSLCertVerificationError) for link in links):
        return GraphUnreachableError(
            f"the TLS certificate of {address} is not trusted",
            "use neo4j+ssc:// or bolt+ssc:// if it is self-signed on purpose",
        )
    if any(isinstance(link, ssl.SSLError) for link in links):
        return GraphUnreachableError(
            f"{address} does not speak TLS", "use neo4j:// or bolt:// without +s, or switch TLS on in the server"
        )
    cure = "start the server, or check the address that --graph or NEO4J_URI gives"
    if _ROUTING in str(error):
        cure += "; bolt:// instead of neo4j:// talks to this one server, whatever address it gives itself"
    return GraphUnreachableError(f"no Neo4j server answers at {address}{_reason(links)}", cure)


def _reason(links: list[BaseException]) -> str:
    """What the operating system says, else the driver's own words where they say more than "unavailable"."""
    for link in links:
        if isinstance(link, TimeoutError):
            return ": it took too long"
        if isinstance(link, OSError) and link.strerror:
            return f": {link.strerror}"
    if _ROUTING in str(links[0]):
        return ""
    return f": {first_line(links[0]).rstrip(': ')}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it was raised from, and, for a neo4j:// address, why each router failed."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        yield error
        waiting.append(error.__cause__ or error.__context__)
        if isinstance(error, BaseExceptionGroup):
            waiting += reversed(error.exceptions)
