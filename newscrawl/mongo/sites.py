"""What is kept of a site from one crawl to the next: collection ``sites``, ``_id`` is the spider's name."""

from __future__ import annotations

from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import translated

__all__ = ["Sites"]


class Sites:
    """The collection ``sites`` of a database. Methods raise StoreUnavailableError when MongoDB does not answer."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["sites"]

    async def repeats(self, site: str) -> dict[str, Any]:
        """What was learned of the lines that recur over a site's pages; empty when nothing was."""
        with translated():
            found = await self.collection.find_one({"_id": site}, {"repeats": 1})
        repeats: dict[str, Any] = (found or {}).get("repeats", {})
        return repeats

    async def keep_farming(self, site: str, farming: Document) -> None:
        """Keep what ``Articles.farming`` says of a site."""
        with translated():
            await self.collection.update_one({"_id": site}, {"$set": {"farming": farming}}, upsert=True)

    async def keep_repeats(self, site: str, repeats: dict[str, Any]) -> None:
        """Keep what was learned of a site's lines."""
        with translated():
            await self.collection.update_one({"_id": site}, {"$set": {"repeats": repeats}}, upsert=True)
