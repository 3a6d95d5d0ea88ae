"""Addresses of stored articles: which of them were met already, and under which address an article was met again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from pymongo import UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.items import article_id
from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import translated
from newscrawl.text.urls import canonical_url

__all__ = ["ADDRESSES_MAX", "Addresses", "Visited", "addresses_of", "remember"]

ADDRESSES_MAX = 50  # kept of one article; under any further one it is fetched anew each time that a listing links to it
SHOWN = ("addresses", "url", "published_at", "first_seen_at", "crawled_at", "etag", "last_modified")


class Visited(NamedTuple):
    """A stored article, as far as one must know it to decide whether its page is fetched again."""

    id: str
    addresses: frozenset[str]
    url: str  # as it was fetched last
    published_at: datetime | None
    first_seen_at: datetime | None
    visited_at: datetime | None
    etag: str | None
    last_modified: str | None


class Addresses:
    """The field ``addresses`` of the collection ``articles``. Methods raise StoreUnavailableError as those of Articles do."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["articles"]

    async def visited(self, addresses: Collection[str]) -> dict[str, Visited]:
        """Those of the addresses (``article_id`` of a canonical URL) that lead to a stored article: one query for all.

        An address that is one article's own leads to that one, whatever it was met as besides.
        """
        with translated():
            query = self.collection.find({"addresses": {"$in": list(addresses)}}, SHOWN)
            found = [_visited(each) async for each in query]
        led = {address: each for each in found for address in each.addresses} | {each.id: each for each in found}
        return {address: led[address] for address in addresses if address in led}

    async def visit(self, ids: Iterable[str], at: datetime) -> None:
        """Keep that the pages of articles were asked for and had nothing new. Done twice with one time, it counts once."""
        earlier = {"_id": {"$in": list(ids)}, "crawled_at": {"$lt": at}}
        with translated():
            await self.collection.bulk_write([UpdateMany(earlier, {"$set": {"crawled_at": at}, "$inc": {"visits": 1}})])


def _visited(document: Document) -> Visited:
    told: Any = {name: document.get(name) for name in SHOWN if name != "crawled_at"}
    told["addresses"] = frozenset(document["addresses"])
    return Visited(id=document["_id"], visited_at=document.get("crawled_at"), **told)


def addresses_of(document: Document) -> list[str]:
    """The addresses under which the article of a document was met this time: its own, as fetched, as linked to."""
    own = [document["_id"], *([article_id(canonical_url(document["url"]))] if document["url"] else [])]
    return list(dict.fromkeys([*own, *document["addresses"]]))


def remember(article: str, url: str, addresses: Iterable[str]) -> UpdateOne:
    """The write that adds another address of a stored article, and its readable form ``url``.

    ``article`` is an ``_id``. An article that is not stored, or that has ADDRESSES_MAX of either already, stays as it is.
    """
    last = ADDRESSES_MAX - 1
    room = {"_id": article, f"addresses.{last}": {"$exists": False}, f"urls.{last}": {"$exists": False}}
    ids = dict.fromkeys([article_id(canonical_url(url)), *addresses])
    return UpdateOne(room, {"$addToSet": {"urls": url, "addresses": {"$each": list(ids)}}})
