"""Pages that listings link to and that gave no article: collection ``dead_letters``, ``_id`` is the page's address.

The pages themselves, as far as they were served, are in ``dead_pages``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from pymongo import DESCENDING, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.items import Missed, article_id
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.failures import translated
from newscrawl.text.urls import canonical_url

__all__ = ["DeadLetters", "Letter"]

DETAIL_MAX = 300  # characters
REMEMBERED = 20_000  # of a site, the latest; an older one that a listing still links to is tried again


class Letter(NamedTuple):
    """A page that gave no article: when it was first and last tried, and whether it may yet give one."""

    url: str
    passing: bool
    first_at: datetime
    tried_at: datetime


class DeadLetters:
    """The collection ``dead_letters`` of a database. Methods raise StoreUnavailableError when MongoDB does not answer."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["dead_letters"]

    async def of(self, site: str) -> dict[str, Letter]:
        """Address to letter."""
        with translated():
            found = self.collection.find({"site": site}).sort("first_at", DESCENDING).limit(REMEMBERED)
            return {each["_id"]: Letter(*(each[name] for name in Letter._fields)) async for each in found}

    async def add(self, site: str, missed: Sequence[Missed], at: datetime) -> None:
        """Keep that pages gave no article at a time. Done twice it is the same."""
        with translated():
            await self.collection.bulk_write([_tried(site, one, at) for one in missed], ordered=False)

    async def settle(self, addresses: Collection[str], at: datetime) -> None:
        """Keep that pages gave an article after all. Not deleted: the embedded server reads all for that."""
        settled = {"$set": {"passing": False, "settled_at": at}}
        with translated():
            await self.collection.update_many({"_id": {"$in": list(addresses)}}, settled)


def _tried(site: str, one: Missed, at: datetime) -> UpdateOne:
    told = {"site": site, "url": one.url, "reason": one.reason, "passing": one.passing, "tried_at": at}
    told["detail"] = clean(one.detail)[:DETAIL_MAX]
    change = {"$set": told, "$unset": {"settled_at": ""}, "$setOnInsert": {"first_at": at}}
    return UpdateOne({"_id": article_id(canonical_url(one.url))}, change, upsert=True)
