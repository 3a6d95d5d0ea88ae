"""The articles collection as stories: heads, found by the keys of their likeness, and the copies that belong to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

from pymongo import UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.duplicates.shelf import Head, head_of
from newscrawl.items import Article, Copy
from newscrawl.mongo.client import Document
from newscrawl.mongo.documents.schema import to_article
from newscrawl.mongo.events.changes import EVER, merged
from newscrawl.mongo.failures import translated

__all__ = ["TURNS", "Stories"]

COMPARED = dict.fromkeys(
    (
        "url", "canonical_url", "site", "source", "source_url", "publisher", "published_at", "published_precision",
        "title", "attachments", "content_hash", "title_hash", "signature", "keys",
    ),
    1,
)  # fmt: skip
TURNS = 10  # heads that may be replaced one after the other while one article is stored


class Stories:
    """What a crawl asks of the stories in the collection ``articles``, and how it joins them.

    A story is its head and the copies of it: all have the head's id as ``story_id``, and only the head has ``keys``, so that
    the ten-thousandth copy is compared with as many articles as the first one. Every method raises StoreUnavailableError
    when MongoDB does not answer, and can then be called again.
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["articles"]

    async def heads(self, keys: Collection[int]) -> list[Head]:
        """The heads under any of the keys, without their texts."""
        if not keys:
            return []
        with translated():
            found = self.collection.find({"keys": {"$in": list(keys)}}, COMPARED)
            return [head_of(to_article(each), each["keys"]) async for each in found]

    async def ids_under(self, keys: Collection[int]) -> set[str]:
        """The ids of the heads under any of the keys."""
        if not keys:
            return set()
        with translated():
            return {each["_id"] async for each in self.collection.find({"keys": {"$in": list(keys)}}, {"_id": 1})}

    async def texts(self, ids: Collection[str]) -> dict[str, str]:
        """Id to the text of the article."""
        if not ids:
            return {}
        with translated():
            found = self.collection.find({"_id": {"$in": list(ids)}}, {"body": 1})
            return {each["_id"]: each["body"] or "" async for each in found}

    async def members(self, stories: Collection[str], sites: Collection[str]) -> dict[tuple[str, str], list[Article]]:
        """Story and site to the site's articles in it, with their texts."""
        members = defaultdict(list)
        if stories:
            query = {"story_id": {"$in": list(stories)}, "site": {"$in": list(sites)}}
            with translated():
                async for each in self.collection.find(query, COMPARED | {"body": 1, "story_id": 1}):
                    members[each["story_id"], each["site"]].append(to_article(each))
        return members

    async def replace(self, old: str, copy: Copy) -> bool:
        """Make the head ``old`` a copy, as ``copy`` says, and with it all that are copies of it.

        False when it is a copy of another one already: somebody was faster, and what led here has to be decided again.
        ``moving`` stays with ``old`` until all have followed, so that ``resume`` can end what was cut off.
        """
        head: Document = {
            "$set": {"story_id": copy.id, "copy_of": asdict(copy), "moving": True},
            "$unset": {"keys": ""},
        }
        head["$push"] = {"outbox": merged(old, copy.id)}
        with translated():
            done = await self.collection.update_one({"_id": old, "copy_of": None}, head)
        if not done.matched_count and (await self.replaced([old])).get(old, copy).id != copy.id:
            return False
        await self._move(old, copy)
        return True

    async def resume(self) -> None:
        """End the replacing of heads that was cut off."""
        with translated():
            moving = [each async for each in self.collection.find({"moving": True}, {"copy_of": 1})]
        for each in moving:
            await self._move(each["_id"], Copy(**each["copy_of"]))

    async def untold(self) -> tuple[list[Head], dict[str, Copy]]:
        """The articles whose events are not told yet: heads with their texts, and copies by their ids."""
        with translated():
            found = self.collection.find({"outbox.at": {"$gt": EVER}}, COMPARED | {"body": 1, "copy_of": 1})
            documents = [each async for each in found]
        heads = [head_of(to_article(each), each["keys"]) for each in documents if each.get("keys")]
        return heads, {each["_id"]: Copy(**each["copy_of"]) for each in documents if each.get("copy_of")}

    async def _move(self, old: str, copy: Copy) -> None:
        """Let the copies of ``old`` follow it; should its new head be replaced at the same moment, they go on to that one's."""
        story, done = old, UpdateOne({"_id": old}, {"$unset": {"moving": ""}})
        for _ in range(TURNS):
            follow = UpdateMany({"story_id": story, "_id": {"$nin": [story, copy.id]}}, _story(copy))
            with translated():
                await self.collection.bulk_write([follow])
            replaced = await self.replaced([copy.id])
            if copy.id not in replaced:
                break
            story, copy = copy.id, _with_head(copy, replaced[copy.id])
        with translated():
            await self.collection.bulk_write([done])

    async def follow(self, copies: Mapping[str, Copy]) -> None:
        """See that copies that were stored belong to a head, should theirs have been replaced at the same moment."""
        for _ in range(TURNS):
            replaced = await self.replaced({copy.id for copy in copies.values()})
            copies = {
                identity: _with_head(copy, replaced[copy.id])
                for identity, copy in copies.items()
                if copy.id in replaced
            }
            if not copies:
                return
            with translated():
                await self.collection.bulk_write(
                    [UpdateOne({"_id": each}, _story(copy)) for each, copy in copies.items()]
                )

    async def replaced(self, ids: Iterable[str]) -> dict[str, Copy]:
        """Those of the articles that are copies, each with what it is a copy of."""
        if not (wanted := list(ids)):
            return {}
        with translated():
            found = [each async for each in self.collection.find({"_id": {"$in": wanted}}, {"copy_of": 1})]
        return {each["_id"]: Copy(**each["copy_of"]) for each in found if each.get("copy_of")}


def _story(copy: Copy) -> Document:
    return {"$set": {"story_id": copy.id, "copy_of.id": copy.id, "copy_of.site": copy.site}}


def _with_head(copy: Copy, of_head: Copy) -> Copy:
    """The same copy, of the head that replaced its own."""
    return Copy(of_head.id, of_head.site, copy.rule, copy.likeness, copy.added, copy.cut)
