"""The collection ``alerts``: what operators were told of and is not mended yet; ``_id`` is the site."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from pymongo import DeleteOne, ReplaceOne

from newscrawl.mongo.client import Database
from newscrawl.mongo.failures import translated

__all__ = ["keep_alerts", "open_alerts"]


def open_alerts(database: Database) -> dict[str, str]:
    """Site to the state that was told of it."""
    with translated():
        return {each["_id"]: each["state"] for each in database["alerts"].find({})}


def keep_alerts(database: Database, opened: Mapping[str, str], mended: Collection[str], at: datetime) -> None:
    """Keep what was told: the state of sites that are not well, and sites that are well again."""
    writes = [ReplaceOne({"_id": site}, {"state": state, "told_at": at}, upsert=True) for site, state in opened.items()]
    with translated():
        if every := [*writes, *(DeleteOne({"_id": site}) for site in mended)]:
            database["alerts"].bulk_write(every, ordered=False)
