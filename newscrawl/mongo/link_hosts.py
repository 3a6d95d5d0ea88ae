"""What has been seen of the hosts that articles link to: collection ``link_hosts``, ``_id`` is the host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from newscrawl.mongo.client import Document
from newscrawl.mongo.failures import translated

__all__ = ["LinkHosts", "Seen"]

SITES_MAX = 50  # sites kept of a host: who reads the record wants to know whether they are many
TEXTS_MAX = 20  # words of links kept of it,
TEXT_LIMIT = 60  # and characters of each


class Seen(NamedTuple):
    """A link to a host in an article that was stored: its site, its words, and whether it was spam."""

    host: str
    site: str
    text: str
    is_spam: bool


class LinkHosts:
    """The collection ``link_hosts`` of a database. Methods raise StoreUnavailableError when MongoDB does not answer.

    A document holds ``spam`` and ``editorial`` (numbers of links by verdict, counted when their article was first stored),
    ``spam_sites`` and ``sites`` (on which it was linked as spam, and at all), ``texts`` (words of its links),
    ``first_seen_at``, ``last_seen_at``, and ``overrule`` when an operator said ``allow`` or ``block``.
    """

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["link_hosts"]

    async def records(self, hosts: Iterable[str]) -> dict[str, Document]:
        """Host to its document, for those that have one."""
        with translated():
            return {each["_id"]: each async for each in self.collection.find({"_id": {"$in": list(hosts)}})}

    async def add(self, links: Sequence[Seen]) -> None:
        """Add the links of articles that were stored for the first time. Done twice it counts twice."""
        by_host: dict[str, list[Seen]] = defaultdict(list)
        for link in links:
            by_host[link.host].append(link)
        with translated():
            known = await self.records(by_host)
            now = datetime.now(UTC)
            updates = [_update(host, seen, known.get(host, {}), now) for host, seen in by_host.items()]
            await self.collection.bulk_write(updates, ordered=False)


def _update(host: str, seen: Sequence[Seen], known: Document, now: datetime) -> UpdateOne:
    spam = [link for link in seen if link.is_spam]
    added = {
        "sites": _more(known, "sites", (link.site for link in seen), SITES_MAX),
        "spam_sites": _more(known, "spam_sites", (link.site for link in spam), SITES_MAX),
        "texts": _more(known, "texts", (link.text[:TEXT_LIMIT] for link in seen), TEXTS_MAX),
    }
    change: dict[str, Any] = {
        "$inc": {"spam": len(spam), "editorial": len(seen) - len(spam)},
        "$set": {"last_seen_at": now},
        "$setOnInsert": {"first_seen_at": now},
        "$addToSet": {name: {"$each": values} for name, values in added.items()},
    }
    return UpdateOne({"_id": host}, change, upsert=True)


def _more(known: Document, name: str, values: Iterable[str], most: int) -> list[str]:
    """The values that a set has not yet, as long as it has room."""
    there = known.get(name, [])
    return [value for value in dict.fromkeys(values) if value and value not in there][: max(0, most - len(there))]
