"""The driver's errors in the project's words, so that nobody else needs to know the driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.errors import BulkWriteError, ConnectionFailure, OperationFailure

from newscrawl.exceptions import StoreUnavailableError

__all__ = ["refusals", "translated"]

# A server that is stopping, electing, overloaded or racing with another writer says this of a document, and it passes.
# https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
PASSING = frozenset(
    {6, 7, 24, 50, 64, 89, 91, 112, 189, 202, 246, 262, 317, 9001, 10107, 11000, 11600, 11602, 13435, 13436}
)
REASON_MAX = 200  # characters; a server quotes the document in some of its answers


@contextmanager
def translated() -> Iterator[None]:
    """Raises StoreUnavailableError for whatever may pass: the same request can succeed later."""
    try:
        yield
    except ConnectionFailure as error:
        raise StoreUnavailableError("MongoDB does not answer") from error
    except OperationFailure as error:
        raise StoreUnavailableError(f"MongoDB cannot do it: {_short(str(error))}") from error


def refusals(error: BulkWriteError) -> dict[int, str]:
    """Position in the batch to the reason why MongoDB will never take that document; raises what may pass."""
    failed = error.details["writeErrors"]
    if error.details.get("writeConcernErrors") or any(each["code"] in PASSING for each in failed):
        raise error
    return {each["index"]: _short(each["errmsg"]) for each in failed}


def _short(reason: str) -> str:
    return " ".join(reason.split())[:REASON_MAX]
