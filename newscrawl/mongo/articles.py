"""The articles collection, as a crawl uses it: what is there, what is new, what changed, what is a copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

import bson
import pymongo
from bson.errors import BSONError
from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from newscrawl.items import Copy
from newscrawl.mongo.addresses import ADDRESSES_MAX, addresses_of
from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import refusals, translated
from newscrawl.mongo.schema import VISIT, digest

__all__ = ["Articles", "Head", "Outcome"]

INDEXES = [
    IndexModel([("site", ASCENDING), ("published_at", DESCENDING)], name="site_published"),
    IndexModel([("published_at", DESCENDING)], name="published"),
    # One entry a story and not one a copy, so that a text that is everywhere is found as fast as any other.
    IndexModel([("content_hash", ASCENDING)], name="heads", partialFilterExpression={"copy_of": None}),
    IndexModel([("copy_of.id", ASCENDING)], name="copies", sparse=True),
    IndexModel([("link_hosts", ASCENDING)], name="link_hosts"),
    IndexModel([("addresses", ASCENDING)], name="addresses"),
]
LATEST = 200  # articles of a site that tell whether it is a farm
INDEX_PATIENCE = 3600.0  # seconds; only a collection that is already large takes long

DOCUMENT_MAX = 16 * 2**20 - 2**16  # bytes: MongoDB's limit, less what an update adds
URLS_MAX = 20  # addresses kept of one article; some sites make a new one at each visit

KNOWN = {"digest": 1, "urls": 1, "addresses": 1, "crawled_at": 1, "first_seen_at": 1}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; ``reason`` says why one was refused."""

    kind: Literal["new", "changed", "unchanged", "refused"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The article that the copies of a story refer to."""

    id: str
    site: str
    published_at: datetime | None


class Articles:
    """The collection ``articles`` of a database.

    Every method raises StoreUnavailableError when MongoDB does not answer, and can then be called again with the same
    arguments: no write does harm when it is done twice.
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["articles"]

    async def ensure_indexes(self) -> None:
        """Create the indexes that are missing: all of them on the empty collection, none on later starts."""
        with translated(), pymongo.timeout(INDEX_PATIENCE):
            there = await self.collection.index_information()
            if missing := [index for index in INDEXES if index.document["name"] not in there]:
                await self.collection.create_indexes(missing)

    async def store(self, documents: Sequence[Document]) -> list[Outcome]:
        """Write the documents of ``to_document`` and say what became of each, in their order.

        Only the crawl's fields are written: whatever other jobs added to a document stays.
        """
        with translated():
            known = await self._known([document["_id"] for document in documents])
            plans = [_plan(document, known) for document in documents]
            return await self._write(plans)

    async def heads(self, hashes: Iterable[str]) -> dict[str, list[Head]]:
        """Content hash to the stored articles with that content that are no copies: one each, as a rule."""
        found = defaultdict(list)
        with translated():
            query = {"content_hash": {"$in": list(hashes)}, "copy_of": None}
            async for each in self.collection.find(query, {"content_hash": 1, "site": 1, "published_at": 1}):
                found[each["content_hash"]].append(Head(each["_id"], each["site"], each["published_at"]))
        return found

    async def farming(self, site: str) -> Document:
        """What a site's latest articles show of its being a farm of reposts: ``articles`` that were looked at, the numbers of
        ``copies`` of earlier ones of other sites and of commercial ``tails``, and ``score``, the mean of the two shares.
        """
        shown = {"copy_of.site": 1, "links.verdict": 1, "links.position": 1}
        copies = tails = 0
        with translated():
            found = self.collection.find({"site": site}, shown).sort("published_at", DESCENDING).limit(LATEST)
            latest = [each async for each in found]
        for each in latest:
            copies += (each.get("copy_of") or {}).get("site", site) != site
            tails += any(link["verdict"] == "spam" and link["position"] == "tail" for link in each["links"])
        count = len(latest)
        score = round((copies + tails) / (2 * count), 2) if count else 0.0
        return {"articles": count, "copies": copies, "tails": tails, "score": score}

    async def replace_head(self, old: str, new: Copy, story: str) -> None:
        """Make the article ``old``, and all that are copies of it, copies of ``new``.

        ``old`` itself comes last: as long as it is a head, work that was cut off here is found and done again.
        """
        change = {"$set": {"copy_of": {"id": new.id, "site": new.site, "rule": new.rule}, "story_id": story}}
        with translated():
            await self.collection.bulk_write(
                [UpdateMany({"copy_of.id": old, "_id": {"$ne": new.id}}, change), UpdateOne({"_id": old}, change)]
            )

    async def _known(self, ids: list[str]) -> dict[str, Document]:
        return {each["_id"]: each async for each in self.collection.find({"_id": {"$in": ids}}, KNOWN)}

    async def _write(self, plans: list[_Plan]) -> list[Outcome]:
        outcomes = [plan.outcome for plan in plans]
        writing = [(place, plan.update) for place, plan in enumerate(plans) if plan.update is not None]
        try:
            if writing:
                await self.collection.bulk_write([update for _, update in writing], ordered=False)
        except BulkWriteError as error:
            for position, reason in refusals(error).items():
                outcomes[writing[position][0]] = Outcome("refused", reason)
        return outcomes


class _Plan(NamedTuple):
    """What will have become of a document, and the write that it takes, if any."""

    outcome: Outcome
    update: UpdateOne | None = None


def _plan(document: Document, known: dict[str, Document]) -> _Plan:
    try:
        size, fingerprint = len(bson.encode(document)), digest(document)
    except (BSONError, OverflowError, TypeError, ValueError) as error:
        return _Plan(Outcome("refused", str(error)))
    if size > DOCUMENT_MAX:
        return _Plan(Outcome("refused", f"{size} bytes are more than MongoDB takes"))
    before = known.get(document["_id"])
    known[document["_id"]] = {"urls": [document["url"]], **(before or {}), "digest": fingerprint}
    return _compared(document, fingerprint, before)


def _compared(document: Document, fingerprint: str, before: Document | None) -> _Plan:
    if before is None:
        return _Plan(Outcome("new"), _update(document, fingerprint, {}))
    if before.get("digest") != fingerprint:
        return _Plan(Outcome("changed"), _update(document, fingerprint, before))
    seen = document["crawled_at"]
    if seen is not None and before.get("crawled_at") == seen:  # written already, but the answer was lost
        return _Plan(Outcome("new" if before.get("first_seen_at") == seen else "unchanged"))
    return _Plan(Outcome("unchanged"), _update({name: document[name] for name in ("_id", *VISIT)}, None, before))


def _update(values: Document, fingerprint: str | None, before: Document) -> UpdateOne:
    """Set the values, and the fingerprint if there is a new one; ``before`` is what is known of the stored document."""
    change: Document = {"$set": {name: value for name, value in values.items() if name not in ("_id", "addresses")}}
    change["$inc"] = {"visits": 1}
    if fingerprint:
        change["$set"]["digest"] = fingerprint
    if not before:
        change["$setOnInsert"] = {"first_seen_at": values["crawled_at"] or datetime.now(UTC)}
    if added := _added(values, before.get("urls", []), before.get("addresses", [])):
        change["$addToSet"] = added
    return UpdateOne({"_id": values["_id"]}, change, upsert=True)


def _added(values: Document, urls: list[str], addresses: list[str]) -> Document:
    """The addresses of this visit that were not known, as far as there is room for them."""
    added: Document = {}
    if values["url"] not in urls and len(urls) < URLS_MAX:
        added["urls"] = values["url"]
    unknown = [address for address in addresses_of(values) if address not in addresses]
    if unknown := unknown[: ADDRESSES_MAX - len(addresses)]:
        added["addresses"] = {"$each": unknown}
    return added
