"""Opens the database: at an address, or in the embedded server. Leaving the block closes it."""

from __future__ import annotations

import asyncio
import atexit
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import parse_qsl

import pymongo
from pymongo import AsyncMongoClient, MongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.database import Database as SyncDatabase
from pymongo.errors import ConfigurationError as InvalidAddressError
from pymongo.errors import InvalidName, OperationFailure, PyMongoError
from pymongo.synchronous import monitor

from newscrawl.exceptions import ConfigurationError, NewscrawlError, StoreUnavailableError
from newscrawl.mongo.embedded import embedded_server
from newscrawl.secret import disclosed

__all__ = ["AsyncDatabase", "Database", "Document", "leave_threads", "open_async_database", "open_database"]

Document = dict[str, Any]
Database = SyncDatabase[Document]

# Milliseconds; what the address itself says of these wins. Not ``timeoutMS``: that one replaces the timeout of server
# selection as well (pymongo 4.20), and a MongoDB that is down would be noticed only after all of it.
TIMEOUTS = {
    "serverSelectionTimeoutMS": 5_000,
    "connectTimeoutMS": 5_000,
    "waitQueueTimeoutMS": 5_000,
    "socketTimeoutMS": 30_000,
}
GOODBYE = 1.0  # seconds for the driver to tell the server at its end; without a limit it waits for one that is away
READING = 120_000  # a command may wait longer than a crawl: the embedded server reads all that matches

NO_ADDRESS = "NEWSCRAWL_MONGO_URI is not set: set it to the address of a MongoDB, such as mongodb://localhost:27017"
BAD_ADDRESS = (
    "NEWSCRAWL_MONGO_URI is no MongoDB address (in a password, characters such as @ : / are written %40 %3A %2F)"
)
BAD_NAME = "nothing is found under the name that NEWSCRAWL_MONGO_URI has: mongodb+srv takes an SRV record in DNS"
SCHEMES = ("mongodb://", "mongodb+srv://")


@contextmanager
def open_database(
    uri: str | None, name: str, *, embedded: bool = False, progress: Callable[[str], None] | None = None
) -> Iterator[Database]:
    """The database ``name`` for a command, once it has answered.

    Without a ``uri`` it is in the embedded server, if ``embedded`` allows that; ``progress`` is told of its start. A ``uri`` such
    as ``file:/run/secrets/mongo`` names a file that holds the address.
    Raises ConfigurationError for an address that is missing or wrong, StoreUnavailableError when nobody answers.
    """
    with ExitStack() as stack:
        address = stack.enter_context(_address(uri, embedded, progress))
        with _explained(address):
            with _strictly(address):
                client: MongoClient[Document] = MongoClient(address, **_options(address, socketTimeoutMS=READING))
            database = stack.enter_context(_closing(client))[name]
            database.command("ping")
        yield database


@asynccontextmanager
async def open_async_database(
    uri: str | None, name: str, *, embedded: bool = False
) -> AsyncIterator[AsyncDatabase[Document]]:
    """The database ``name`` for a crawl; otherwise as ``open_database``. The event loop is never blocked."""
    async with AsyncExitStack() as stack:
        address = await asyncio.to_thread(stack.enter_context, _address(uri, embedded))
        with _explained(address):
            with _strictly(address):
                client: AsyncMongoClient[Document] = AsyncMongoClient(address, **_options(address))
            database = (await stack.enter_async_context(_closing_async(client)))[name]
            await database.command("ping")
        yield database


@contextmanager
def _closing(client: MongoClient[Document]) -> Iterator[MongoClient[Document]]:
    try:
        yield client
    finally:
        with pymongo.timeout(GOODBYE):
            client.close()


def leave_threads() -> None:
    """Let this program end at once, when it has closed its databases.

    The driver's threads look twice a second whether they are still needed, and at the end of Python it waits for each of
    them. They are daemons, and end with the process just as well.
    """
    atexit.unregister(monitor._shutdown_resources)


@asynccontextmanager
async def _closing_async(client: AsyncMongoClient[Document]) -> AsyncIterator[AsyncMongoClient[Document]]:
    try:
        yield client
    finally:
        with pymongo.timeout(GOODBYE):
            await client.close()


@contextmanager
def _address(uri: str | None, embedded: bool, progress: Callable[[str], None] | None = None) -> Iterator[str]:
    if uri:
        uri = disclosed("NEWSCRAWL_MONGO_URI", uri)
        if not uri.startswith(SCHEMES):
            raise ConfigurationError(BAD_ADDRESS)
        yield uri
    elif not embedded:
        raise ConfigurationError(NO_ADDRESS)
    else:
        with embedded_server(*filter(None, [progress])) as address:
            yield address


def _said(address: str) -> set[str]:
    """The options that an address has, in lower case."""
    return {name.lower() for name, _ in parse_qsl(address.partition("?")[2])}


def _options(address: str, **own: int) -> dict[str, Any]:
    said = _said(address)
    timeouts = {name: value for name, value in (TIMEOUTS | own).items() if name.lower() not in said}
    return {"appname": "newscrawl", "tz_aware": True, **timeouts}


@contextmanager
def _strictly(address: str) -> Iterator[None]:
    """Raises ConfigurationError for an option that the driver would leave out with a warning: with ``tls=ture`` it speaks in the open."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            yield
    except UserWarning as warning:
        wrong = " or ".join(name for name in sorted(_said(address)) if name in str(warning).lower())
        raise ConfigurationError(
            f"NEWSCRAWL_MONGO_URI: MongoDB's driver does not take {wrong or 'one of its options'}"
        ) from None
    except (PyMongoError, ValueError):
        raise
    except Exception as error:  # of files with certificates, which OpenSSL reads
        file = getattr(error, "filename", None) or "a file of certificates"
        raise ConfigurationError(f"NEWSCRAWL_MONGO_URI: {file} cannot be used") from None


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """The driver's errors as one line each. ``from None``, as theirs can hold what the address holds."""
    try:
        yield
    except (InvalidAddressError, ValueError):
        raise ConfigurationError(BAD_NAME if address.startswith("mongodb+srv:") else BAD_ADDRESS) from None
    except InvalidName as error:
        raise ConfigurationError(f"NEWSCRAWL_MONGO_DATABASE cannot be: {error}") from None
    except PyMongoError as error:
        raise _told(error, _hosts(address)) from None


def _told(error: PyMongoError, hosts: str) -> NewscrawlError:
    if isinstance(error, OperationFailure):
        reason = (error.details or {}).get("errmsg", "no reason given")
        return ConfigurationError(f"MongoDB at {hosts} refuses: {reason}. Check NEWSCRAWL_MONGO_URI")
    return StoreUnavailableError(f"MongoDB at {hosts} does not answer: start it, or set NEWSCRAWL_MONGO_URI")


def _hosts(address: str) -> str:
    """What of an address may be shown.

    >>> _hosts("mongodb://user:secret@db1:27017,db2:27017/?tls=true")
    'db1:27017,db2:27017'
    """
    return address.rpartition("@")[2].removeprefix("mongodb://").partition("/")[0].partition("?")[0]
