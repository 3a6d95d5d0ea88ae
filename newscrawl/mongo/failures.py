"""What the driver's errors mean: MongoDB is away, which passes, or something is wrong, which does not."""

from __future__ import annotations

from pymongo.errors import BulkWriteError, ConnectionFailure, OperationFailure, PyMongoError

__all__ = ["PASSING", "is_outage"]

# What a server answers that is stopping, electing, overloaded or racing with another writer: it passes.
# https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
PASSING = frozenset(
    {6, 7, 24, 50, 64, 89, 91, 112, 189, 202, 246, 262, 317, 9001, 10107, 11000, 11600, 11602, 13435, 13436}
)


def is_outage(error: PyMongoError) -> bool:
    """True when the same request can succeed once MongoDB is well again."""
    if isinstance(error, ConnectionFailure) or error.timeout:
        return True
    if isinstance(error, BulkWriteError):
        return bool(error.details.get("writeConcernErrors"))
    return isinstance(error, OperationFailure) and error.code in PASSING
