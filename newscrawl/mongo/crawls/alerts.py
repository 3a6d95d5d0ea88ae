"""The collection ``alerts``: what operators were told of and is not mended yet; ``_id`` is the site, or in brackets what many have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from pymongo import DeleteOne, ReplaceOne
from pymongo.errors import DuplicateKeyError

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.failures import translated

__all__ = ["Alert", "keep_alerts", "open_alerts", "reviewing"]

REVIEW = "(review)"  # who reviews: two schedulers shall not both tell
LONGEST = timedelta(minutes=10)  # of a review whose process has died


class Alert(NamedTuple):
    """What was told of a site: its state, the last run that there was then, and when it was told."""

    state: str
    run: str | None = None
    at: datetime | None = None


def open_alerts(database: Database) -> dict[str, Alert]:
    """Site to what was told of it."""
    with translated():
        found = database["alerts"].find({})
        return {
            each["_id"]: Alert(each["state"], each.get("run"), each["told_at"]) for each in found if "state" in each
        }


def keep_alerts(database: Database, opened: Mapping[str, Alert], mended: Collection[str], at: datetime) -> None:
    """Keep what was told: of sites that are not well, and that sites are well again."""
    told = ({"_id": site, "state": alert.state, "run": alert.run, "told_at": at} for site, alert in opened.items())
    writes: list[ReplaceOne[Document] | DeleteOne] = [
        ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in told
    ]
    with translated():
        if every := [*writes, *(DeleteOne({"_id": site}) for site in mended)]:
            database["alerts"].bulk_write(every, ordered=False)


@contextmanager
def reviewing(database: Database) -> Iterator[bool]:
    """Whether this process may review now; False while another one does."""
    now, token = server_time(database), uuid4().hex
    mine = {"token": token, "until": now + LONGEST}
    with translated():
        try:
            free = database["alerts"].update_one({"_id": REVIEW, "until": {"$lt": now}}, {"$set": mine}, upsert=True)
            taken = free.matched_count == 1 or free.upserted_id is not None
        except DuplicateKeyError:
            taken = False
    try:
        yield taken
    finally:
        if taken:
            with translated():
                database["alerts"].delete_one({"_id": REVIEW, "token": token})
