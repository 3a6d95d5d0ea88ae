"""Tells copies: the same address twice in a crawl, the same text anywhere in the collection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Self

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.duplicates.exact import content_hash
from newscrawl.duplicates.origin import precedence
from newscrawl.exceptions import StoreUnavailableError
from newscrawl.items import Article, Copy
from newscrawl.mongo.articles import Head
from newscrawl.mongo.batches import Batcher
from newscrawl.pipelines.connection import Connection, connect

__all__ = ["MarkDuplicates"]

RULE = "same_content"
LOOKUP_SECONDS = 0.05  # an article waits so long for others to be looked up with it
RECENT = 10_000  # contents remembered, for articles on their way to MongoDB; far more than a crawl has under way


class MarkDuplicates:
    """Marks an article that repeats another one (``copy_of``), and drops a second one from the same address.

    Of the articles with the same content one is the original, whichever was crawled first (``precedence``). When the
    original comes late, the stored copies are marked then.
    """

    connection: Connection

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.stats = crawler, crawler.stats
        self.addresses: set[bytes] = set()
        self.recent: OrderedDict[str, Head] = OrderedDict()
        self.late: dict[str, tuple[set[str], Head]] = {}
        count = crawler.settings.getint("STORE_BATCH_COUNT")
        self.lookups: Batcher[str, list[Head]] = Batcher(self._stored_heads, count=count, seconds=LOOKUP_SECONDS)
        crawler.signals.connect(self._stored, signals.item_scraped)
        for signal in (signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._not_stored, signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        self.connection = await connect(self.crawler)

    async def process_item(self, item: Article) -> Article:
        self._drop_same_address(item)
        ItemAdapter(item).update(content_hash=content_hash(item.body), story_id=item.id, copy_of=None)
        if item.content_hash:
            with self.connection.lost(item):
                await self._compare(item, item.content_hash)
        return item

    def _drop_same_address(self, item: Article) -> None:
        address = bytes.fromhex(item.id)
        if address in self.addresses:
            self.stats.inc_value("mark_duplicates/dropped/same_url")
            raise DropItem(f"{item.url}: this crawl has {item.canonical_url} already", log_level="DEBUG")
        self.addresses.add(address)

    async def _compare(self, item: Article, content: str) -> None:
        stored = await self.lookups.put(content)
        known = {head.id: head for head in (*stored, *self._remembered(content))}
        heads = known | {item.id: Head(item.id, item.site, item.published_at)}
        original = min(heads.values(), key=lambda head: precedence(head.published_at, head.id))
        self._remember(content, original)
        self._mark(item, original)
        replaced = known.keys() - {original.id}
        in_store = replaced & {head.id for head in stored}
        await self._replace(in_store, original)
        if on_their_way := replaced - in_store:
            self.late[item.id] = on_their_way, original

    def _mark(self, item: Article, original: Head) -> None:
        if original.id != item.id:
            ItemAdapter(item).update(copy_of=_copy(original), story_id=original.id)
            self.stats.inc_value(f"mark_duplicates/marked/{RULE}")

    async def _replace(self, heads: Iterable[str], original: Head) -> None:
        for head in heads:
            change = partial(self.connection.articles.replace_head, head, _copy(original), original.id)
            await self.connection.patiently(change)
            self.stats.inc_value(f"mark_duplicates/replaced/{RULE}")

    async def _stored(self, item: Article) -> None:
        """What was on its way when this article was compared is stored as well now: batches keep their order."""
        if item.id in self.late:
            with suppress(StoreUnavailableError):
                await self._replace(*self.late.pop(item.id))

    def _not_stored(self, item: Article) -> None:
        self.late.pop(item.id, None)
        if item.content_hash and any(head.id == item.id for head in self._remembered(item.content_hash)):
            del self.recent[item.content_hash]

    async def _stored_heads(self, contents: list[str]) -> list[list[Head]]:
        found = await self.connection.patiently(partial(self.connection.articles.heads, set(contents)))
        return [found.get(content, []) for content in contents]

    def _remembered(self, content: str) -> list[Head]:
        return [self.recent[content]] if content in self.recent else []

    def _remember(self, content: str, original: Head) -> None:
        self.recent[content] = original
        self.recent.move_to_end(content)
        if len(self.recent) > RECENT:
            self.recent.popitem(last=False)


def _copy(original: Head) -> Copy:
    return Copy(original.id, original.site, RULE)
