"""What a MongoDB is, and what it lets this user do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pymongo.errors import OperationFailure

from newscrawl.mongo.client import Database
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.failures import translated

__all__ = ["ahead_of_here", "may_write", "version"]

TRIAL = "trial of the right to write"


def version(database: Database) -> str:
    """The server's version."""
    with translated():
        return str(database.command("buildInfo")["version"])


def ahead_of_here(database: Database) -> timedelta:
    """How far the server's clock is ahead of this machine's, to about the length of one answer."""
    before = datetime.now(UTC)
    told = server_time(database)
    return told - before - (datetime.now(UTC) - before) / 2


def may_write(database: Database) -> bool:
    """Whether this user may write and remove documents; tried with one that nobody reads."""
    try:
        database["consumers"].replace_one({"_id": TRIAL}, {"_id": TRIAL}, upsert=True)
        database["consumers"].delete_one({"_id": TRIAL})
    except OperationFailure:
        return False
    return True
