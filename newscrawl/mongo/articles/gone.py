"""Articles whose page is gone: marked when that was seen twice, a day apart, and never deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.mongo.client import Document
from newscrawl.mongo.events.changes import Changes, gone, returned
from newscrawl.mongo.failures import translated

__all__ = ["APART", "Gone"]

APART = timedelta(days=1)  # a page that is missing may be back in an hour
SUSPECTS = 100  # of a site, that a crawl asks for again


class Gone:
    """The fields ``missing_since`` and ``gone_at`` of ``articles``. Methods raise StoreUnavailableError, and can be called again.

    A page that answers again clears both: here when it is as it was, else when its article is stored (``plans.Plan``).
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection, self.changes = database["articles"], Changes(database)

    async def suspects(self, site: str, now: datetime) -> list[str]:
        """Addresses of the site's articles that were missing a day ago or earlier, and are not marked yet."""
        query = {"site": site, "missing_since": {"$lte": now - APART}}
        with translated():
            found = [each async for each in self.collection.find(query, {"url": 1, "gone_at": 1}).limit(SUSPECTS)]
        return [each["url"] for each in found if each.get("gone_at") is None]

    async def mark(self, ids: Collection[str], at: datetime) -> int:
        """Keep that the articles' pages were missing at a time; how many of them are gone by that."""
        with translated():
            found = self.collection.find({"_id": {"$in": list(ids)}}, {"missing_since": 1, "gone_at": 1})
            seen = [each async for each in found if each.get("gone_at") is None]
            first = [each["_id"] for each in seen if each.get("missing_since") is None]
            again = [each["_id"] for each in seen if (each.get("missing_since") or at) <= at - APART]
            writes = [
                UpdateOne({"_id": each, "missing_since": None}, {"$set": {"missing_since": at}}) for each in first
            ]
            writes += [_marked(each, at) for each in again]
            if writes:
                await self.collection.bulk_write(writes, ordered=False)
        await self.changes.tell(again)
        return len(again)

    async def unmark(self, ids: Collection[str], at: datetime) -> None:
        """Keep that the articles' pages answered, and are as they were."""
        if not ids:
            return
        with translated():
            found = self.collection.find({"_id": {"$in": list(ids)}, "missing_since": {"$lte": at}}, {"gone_at": 1})
            back = [each async for each in found]
            if back:
                await self.collection.bulk_write([_unmarked(each, at) for each in back], ordered=False)
        await self.changes.tell([each["_id"] for each in back])


def _unmarked(article: Document, at: datetime) -> UpdateOne:
    change: Document = {"$unset": {"missing_since": "", "gone_at": ""}}
    if since := article.get("gone_at"):
        change["$push"] = {"outbox": returned(article["_id"], since, at)}
    return UpdateOne({"_id": article["_id"]}, change)


def _marked(article: str, at: datetime) -> UpdateOne:
    change = {"$set": {"gone_at": at}, "$push": {"outbox": gone(article, at)}}
    return UpdateOne({"_id": article, "gone_at": None}, change)
