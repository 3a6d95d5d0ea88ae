"""What is kept of a site from one crawl to the next: collection ``sites``, ``_id`` is the spider's name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.items import article_id
from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import translated

__all__ = ["Listing", "Sites"]


@dataclass(frozen=True, slots=True)
class Listing:
    """How far a listing was walked.

    Of its articles all that were first seen before ``known_before`` stand together, from its top down to its end or to
    the ``page`` (with its ``number``) at which its first walk goes on. ``known_before`` is None before anything is sure.

    ``etag`` and ``last_modified`` are those of its first page, at the address ``asked``, as it was read when it was walked last: until
    ``whole_at`` it need not be read again where they are still the same.
    """

    known_before: datetime | None = None
    page: str | None = None
    number: int = 1
    asked: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    whole_at: datetime | None = None


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

    async def listings(self, site: str) -> dict[str, Listing]:
        """Address of a listing's first page to how far it was walked."""
        with translated():
            found = await self.collection.find_one({"_id": site}, {"listings": 1})
        kept = (found or {}).get("listings", {})
        return {each.pop("first"): Listing(**each) for each in kept.values()}

    async def keep_listing(self, site: str, first: str, listing: Listing) -> None:
        """Keep how far the listing was walked that begins at the address ``first``."""
        kept = {"first": first, **asdict(listing)}  # the key is a hash: an address has dots
        with translated():
            change = {"$set": {f"listings.{article_id(first)}": kept}}
            await self.collection.update_one({"_id": site}, change, upsert=True)

    async def rendering(self, site: str) -> dict[str, Any]:
        """What was seen of rendering a site's pages; empty when nothing was."""
        with translated():
            found = await self.collection.find_one({"_id": site}, {"rendering": 1})
        rendering: dict[str, Any] = (found or {}).get("rendering", {})
        return rendering

    async def keep_rendering(self, site: str, rendering: dict[str, Any]) -> None:
        """Keep what was seen of rendering a site's pages."""
        with translated():
            await self.collection.update_one({"_id": site}, {"$set": {"rendering": rendering}}, upsert=True)

    async def keep_farming(self, site: str, farming: Document) -> None:
        """Keep what ``Articles.farming`` says of a site."""
        with translated():
            await self.collection.update_one({"_id": site}, {"$set": {"farming": farming}}, upsert=True)

    async def keep_repeats(self, site: str, repeats: dict[str, Any]) -> None:
        """Keep what was learned of a site's lines."""
        with translated():
            await self.collection.update_one({"_id": site}, {"$set": {"repeats": repeats}}, upsert=True)
