"""What others are told of: an event for each article that was created, revised, merged into another story, or is gone.

An event is written with its article, in the field ``outbox`` of its document, and goes from there into the collection
``changes``, numbered without gaps within its site. So no article is without its event, whenever a crawl is killed, and no event
is seen before its article. Each has a ``cause`` of its own, so that none is told twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.mongo.articles.revisions import Revision
from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import translated

__all__ = ["EVER", "Changes", "created", "gone", "merged", "returned", "revised"]

EVER = datetime(1970, 1, 1, tzinfo=UTC)
TURNS = 20  # tries to get numbers that another crawl of the same site takes at the same moment
TOGETHER = 500  # articles whose events are told together, of those that were left over


def created(article: str, at: datetime) -> Document:
    """The entry of an article that is stored for the first time."""
    return {"cause": f"{article} created", "kind": "created", "at": at}


def revised(article: str, found: Revision, at: datetime) -> Document:
    """The entry of an article that changed; its changes go into ``revisions``."""
    told = {"by": found.by, "silent": found.silent, "changes": found.changes}
    return {"cause": f"{article} revised {at.isoformat()}", "kind": "revised", "at": at, **told}


def merged(article: str, head: str) -> Document:
    """The entry of an article that belongs to another story now, that of ``head``, with all that are copies of it."""
    at = datetime.now(UTC)
    return {"cause": f"{article} merged {head} {at.isoformat()}", "kind": "merged", "at": at}


def gone(article: str, at: datetime) -> Document:
    """The entry of an article whose page is gone."""
    return {"cause": f"{article} gone {at.isoformat()}", "kind": "gone", "at": at}


def returned(article: str, since: datetime, at: datetime) -> Document:
    """The entry of an article whose page answers again."""
    return revised(article, Revision({"gone_at": {"from": since, "to": None}}, "publisher", silent=True), at)


class Changes:
    """The collections ``changes`` and ``revisions`` of a database. Methods raise StoreUnavailableError, and can be called again."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.articles, self.changes = database["articles"], database["changes"]
        self.revisions, self.sites = database["revisions"], database["sites"]
        self.last: dict[str, int] = {}

    async def tell(self, ids: Sequence[str]) -> None:
        """Tell what the articles' outboxes hold, in the order of the ids."""
        order = {identity: place for place, identity in enumerate(ids)}
        with translated():
            found = self.articles.find({"_id": {"$in": list(ids)}, "outbox.at": {"$gt": EVER}}, _TOLD)
            documents = [each async for each in found]
        await self._tell(sorted(documents, key=lambda each: order[each["_id"]]))

    async def tell_left_over(self) -> None:
        """Tell what crawls that were killed left in outboxes, of whatever site."""
        with translated():
            found = self.articles.find({"outbox.at": {"$gt": EVER}}, _TOLD)
            documents = [each async for each in found]
        documents.sort(key=lambda each: (each["outbox"][0]["at"], each["_id"]))
        for start in range(0, len(documents), TOGETHER):
            await self._tell(documents[start : start + TOGETHER])

    async def _tell(self, documents: Sequence[Document]) -> None:
        if not documents:
            return
        await self._keep_revisions(documents)
        by_site: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            by_site[document["site"]] += [_event(document, entry) for entry in document["outbox"]]
        for site, events in by_site.items():
            await self._number(site, events)
        with translated():
            await self.articles.bulk_write(list(_emptied(documents)))

    async def _keep_revisions(self, documents: Sequence[Document]) -> None:
        kept = [
            UpdateOne({"_id": entry["cause"]}, {"$setOnInsert": _revision(document, entry)}, upsert=True)
            for document in documents
            for entry in document["outbox"]
            if entry["kind"] == "revised"
        ]
        if kept:
            with translated():
                await self.revisions.bulk_write(kept, ordered=False)

    async def _number(self, site: str, events: list[Document]) -> None:
        """Give the events the next numbers of their site; whoever is slower than another crawl takes the ones behind."""
        for turn in range(TURNS):
            if turn:
                self.last.pop(site, None)
                events = await self._untold(events)
            if not events:
                return
            last = await self._last(site)
            numbered = [event | _place(site, last + place) for place, event in enumerate(events, 1)]
            if await self._insert(numbered):
                self.last[site] = last + len(events)
                return
        raise StoreUnavailableError(f"{TURNS} times another crawl of {site} was faster")

    async def _insert(self, numbered: list[Document]) -> bool:
        try:
            with translated():
                await self.changes.insert_many(numbered, ordered=True)
        except StoreUnavailableError as error:
            if isinstance(error.__cause__, BulkWriteError) and _is_taken(error.__cause__):
                return False
            raise
        return True

    async def _untold(self, events: list[Document]) -> list[Document]:
        with translated():
            found = self.changes.find({"cause": {"$in": [event["cause"] for event in events]}}, {"cause": 1})
            told = {each["cause"] async for each in found}
        return [event for event in events if event["cause"] not in told]

    async def _last(self, site: str) -> int:
        """The last number of a site; the site's record says where to begin to look."""
        if site not in self.last:
            with translated():
                record = await self.sites.find_one({"_id": site}, {"events": 1}) or {}
                last = int(record.get("events", 0))
                found = self.changes.find({"site": site, "number": {"$gt": last}}, {"number": 1})
                self.last[site] = max([last, *[each["number"] async for each in found]])
                await self.sites.update_one({"_id": site}, {"$max": {"events": self.last[site]}}, upsert=True)
        return self.last[site]


_TOLD = {"site": 1, "story_id": 1, "outbox": 1}


def _emptied(documents: Sequence[Document]) -> Iterator[UpdateMany]:
    """The writes that empty outboxes, but for those that got a further entry meanwhile: it is still to be told."""
    for count in {len(each["outbox"]) for each in documents}:
        alike = [each for each in documents if len(each["outbox"]) == count]
        causes = [entry["cause"] for each in alike for entry in each["outbox"]]
        told = {"_id": {"$in": [each["_id"] for each in alike]}, "outbox.cause": {"$in": causes}}
        yield UpdateMany({**told, "outbox": {"$size": count}}, {"$unset": {"outbox": ""}})


def _event(document: Document, entry: Document) -> Document:
    event: Document = {name: entry[name] for name in ("cause", "kind", "at", "by", "silent") if name in entry}
    fields = {"fields": list(entry["changes"])} if "changes" in entry else {}
    return {
        "site": document["site"],
        "article": document["_id"],
        "story_id": document["story_id"],
        **event,
        **fields,
    }


def _revision(document: Document, entry: Document) -> Document:
    told: dict[str, Any] = {name: entry[name] for name in ("at", "by", "silent", "changes")}
    return {"article": document["_id"], "site": document["site"], **told}


def _place(site: str, number: int) -> Document:
    return {"_id": f"{site}:{number:012}", "number": number}


def _is_taken(error: BulkWriteError) -> bool:
    return all(each["code"] == 11000 for each in error.details["writeErrors"])
