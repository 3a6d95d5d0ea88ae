"""Pages that could not be kept as articles, as they were served: collection ``dead_pages``, ``_id`` is the letter's."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bson import Binary
from pymongo import ASCENDING, DeleteMany, ReplaceOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.items import Entry
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.failures import translated
from newscrawl.text.dates import Moment

__all__ = ["PAGE_MAX", "DeadPage", "DeadPages", "page_of_record"]

PAGE_MAX = 2**20  # bytes of a page, compressed; what is larger is not kept


class DeadPage(NamedTuple):
    """A page as it was served: its final address, those that led to it, some headers, gzipped bytes, when, and what a listing says."""

    url: str
    asked: list[str]
    headers: dict[str, str]
    gzipped: bytes
    at: datetime
    entry: Entry | None = None

    @property
    def body(self) -> bytes:
        """The bytes that were served."""
        return gzip.decompress(self.gzipped)


class DeadPages:
    """The collection ``dead_pages`` of a database, for one site. Methods raise StoreUnavailableError, and can be called again.

    ``most`` pages are kept of the site; the oldest give way, and their letters stay.
    """

    def __init__(self, database: AsyncDatabase[Document], most: int) -> None:
        self.collection, self.most = database["dead_pages"], most
        self.turn = asyncio.Lock()  # who adds has to know what there is
        self.kept: dict[str, None] | None = None  # ids, the oldest page's first; a crawl without bad pages never asks

    async def add(self, site: str, pages: Mapping[str, DeadPage]) -> None:
        """Keep pages, by the ids of their letters."""
        async with self.turn:
            await self._add(site, pages)

    async def _add(self, site: str, pages: Mapping[str, DeadPage]) -> None:
        kept = await self._of(site) if self.kept is None else self.kept
        kept = {**{each: None for each in kept if each not in pages}, **dict.fromkeys(pages)}
        surplus = list(kept)[: max(0, len(kept) - self.most)]
        writes: list[Any] = [
            ReplaceOne({"_id": each}, _record(site, page), upsert=True)
            for each, page in pages.items()
            if each not in surplus
        ]
        writes += [DeleteMany({"_id": {"$in": surplus}})] if surplus else []
        with translated():
            await self.collection.bulk_write(writes, ordered=False)
        self.kept = {each: None for each in kept if each not in surplus}

    async def page(self, letter: str) -> DeadPage | None:
        """The page of a letter; None when it was not kept."""
        with translated():
            found = await self.collection.find_one({"_id": letter})
        return page_of_record(found) if found else None

    async def drop(self, letters: Collection[str]) -> None:
        """Forget the pages of letters."""
        with translated():
            await self.collection.delete_many({"_id": {"$in": list(letters)}})
        for each in letters:
            (self.kept or {}).pop(each, None)

    async def _of(self, site: str) -> list[str]:
        with translated():
            found = self.collection.find({"site": site}, {"_id": 1}).sort("at", ASCENDING)
            return [each["_id"] async for each in found]


def page_of_record(record: Mapping[str, Any]) -> DeadPage:
    """The page of a document."""
    told, entry = record["entry"], None
    if told is not None:
        entry = Entry(told["url"], told["title"], Moment(**told["date"]) if told["date"] else None)
    return DeadPage(record["url"], record["asked"], record["headers"], bytes(record["body"]), record["at"], entry)


def _record(site: str, page: DeadPage) -> Document:
    entry = page.entry
    told = {"url": clean(entry.url), "title": clean(entry.title), "date": _moment(entry.date)} if entry else None
    headers = {name: clean(value) for name, value in page.headers.items()}
    asked, url = [clean(each) for each in page.asked], clean(page.url)
    body = Binary(page.gzipped)
    return {"site": site, "url": url, "asked": asked, "headers": headers, "at": page.at, "entry": told, "body": body}


def _moment(date: Moment | None) -> Document | None:
    return {**date._asdict(), "raw": clean(date.raw)} if date else None
