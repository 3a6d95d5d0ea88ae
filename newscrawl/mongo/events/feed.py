"""The events of ``changes``, in order within each site, and how far each consumer has come: collection ``consumers``."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Literal

from pymongo import ASCENDING, DESCENDING, UpdateOne

from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import to_stored
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.events.waking import Waking
from newscrawl.mongo.failures import translated

__all__ = ["Event", "Feed", "event_id"]

BATCH = 100  # events of a site that are read together, with their articles
ASKED = 1000  # ids in one query
NEW_SITES_EVERY = 30.0  # seconds; with a change stream a new site is heard of at once
NAME = re.compile(r"[\w.-]{1,100}")

Kind = Literal["created", "revised", "merged", "gone"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an article. ``id`` is the same whenever the event is delivered.

    ``fields`` names what was revised, ``by`` says by whom (``publisher``, or ``extractor`` where the same page was read
    differently), ``silent`` that the publisher told no time of it. ``article`` is the article as it is now, which may be later
    than the event.
    """

    id: str
    site: str
    number: int
    kind: Kind
    article_id: str
    story_id: str | None
    fields: tuple[str, ...]
    by: str | None
    silent: bool
    at: datetime
    article: StoredArticle | None


def event_id(site: str, number: int) -> str:
    """The ``_id`` of an event.

    >>> event_id("county", 17)
    'county:000000000017'
    """
    return f"{site}:{number:012}"


class Feed:
    """The events that a consumer has not acknowledged, or all, one after the other; those of a site in their order.

    A consumer that was not seen before begins with the events since a time, or with the first one. Each event comes at least
    once: what was delivered and not acknowledged comes again to the next feed. With ``follow`` it never ends and waits for
    more. Raises StoreUnavailableError when MongoDB does not answer; the next feed goes on then.
    """

    def __init__(
        self, database: Database, consumer: str | None, since: datetime | None = None, *, follow: bool = True
    ) -> None:
        if consumer is not None and not NAME.fullmatch(consumer):
            raise ConfigurationError(f"{consumer!r} is no name of a consumer: letters, digits, . _ and - are allowed")
        self.database, self.changes = database, database["changes"]
        self.consumer, self.follow = consumer, follow
        self.since = since.replace(tzinfo=UTC) if since and since.tzinfo is None else since
        self.next: dict[str, int] = {}  # site to the number of the event that is expected
        self.looked = 0.0

    def __iter__(self) -> Iterator[Event]:
        return (event for batch in self.batches() for event in batch)

    def batches(self) -> Iterator[list[Event]]:
        """The same in lists: what is there of a site, BATCH events at most."""
        with translated(), ExitStack() as stack:
            waking = stack.enter_context(Waking(self.database)) if self.follow else None
            self.looked = 0.0  # whoever asks again now and then shall hear of a new site each time
            while True:
                self._meet_sites()
                sites = list(self._with_news())
                for site in sites:
                    if batch := self._read(site):
                        yield batch
                if not sites and waking is None:
                    return
                if not sites and waking:
                    waking.wait(self._is_new)

    def ack(self, *events: Event) -> None:
        """Acknowledge events, and with each those of its site that are before it. Safe to do twice, in any order."""
        if self.consumer is None:
            raise ValueError("a feed without a consumer keeps no place")
        last: dict[str, int] = {}
        for event in events:
            last[event.site] = max(event.number, last.get(event.site, 0))
        with translated():
            self.database["consumers"].bulk_write([self._acked(*each) for each in last.items()])

    def _acked(self, site: str, number: int) -> UpdateOne:
        who = {"consumer": self.consumer, "site": site}
        change = {"$max": {"number": number}, "$set": {"at": datetime.now(UTC)}, "$setOnInsert": who}
        return UpdateOne({"_id": f"{self.consumer}:{site}"}, change, upsert=True)

    def _meet_sites(self) -> None:
        """Find where to begin with sites that were not there before."""
        if self.looked and time.monotonic() - self.looked < NEW_SITES_EVERY:
            return
        self.looked = time.monotonic()
        new = set(self.changes.distinct("site")) - self.next.keys()
        known = self._acknowledged()
        fresh = sorted(new - known.keys())
        self.next |= {site: known[site] + 1 for site in sorted(new & known.keys())}
        self.next |= self._places_since(fresh) if self.since else {site: self._edge(site, ASCENDING) for site in fresh}

    def _acknowledged(self) -> dict[str, int]:
        if self.consumer is None:
            return {}
        found = self.database["consumers"].find({"consumer": self.consumer})
        return {each["site"]: each["number"] for each in found}

    def _edge(self, site: str, order: int) -> int:
        """The number of a site's first or last event."""
        found = next(self.changes.find({"site": site}, {"number": 1}).sort("number", order).limit(1), {"number": 1})
        return int(found["number"])

    def _places_since(self, sites: Sequence[str]) -> dict[str, int]:
        """Site to the number of its first event since the time; found by halving, for all sites in one query each time."""
        low = {site: self._edge(site, ASCENDING) for site in sites}
        high = {site: self._edge(site, DESCENDING) + 1 for site in sites}
        while open_sites := [site for site in sites if low[site] < high[site]]:
            middle = {site: (low[site] + high[site]) // 2 for site in open_sites}
            at = self._times(middle)
            for site, number in middle.items():
                if self.since and at.get(site, datetime.min.replace(tzinfo=UTC)) < self.since:
                    low[site] = number + 1
                else:
                    high[site] = number
        return low

    def _times(self, numbers: Mapping[str, int]) -> dict[str, datetime]:
        return {each["site"]: each["at"] for each in self._events(numbers, {"site": 1, "at": 1})}

    def _with_news(self) -> Iterator[str]:
        """The sites whose next event is there."""
        return (each["site"] for each in self._events(self.next, {"site": 1}))

    def _events(self, numbers: Mapping[str, int], fields: Document) -> Iterator[Document]:
        ids = [event_id(*place) for place in numbers.items()]
        for start in range(0, len(ids), ASKED):
            yield from self.changes.find({"_id": {"$in": ids[start : start + ASKED]}}, fields)

    def _read(self, site: str) -> list[Event]:
        first = self.next[site]
        within = {"site": site, "number": {"$gte": first, "$lt": first + BATCH}}
        found = enumerate(self.changes.find(within).sort("number", ASCENDING), first)
        events = [event for _, event in takewhile(lambda one: one[0] == one[1]["number"], found)]
        self.next[site] = first + len(events)
        ids = list({event["article"] for event in events})
        articles = {each["_id"]: to_stored(each) for each in self.database["articles"].find({"_id": {"$in": ids}})}
        return [_event(event, articles.get(event["article"])) for event in events]

    def _is_new(self, identity: str) -> bool:
        """Whether an event that was heard of has not been delivered; its site may be new."""
        site, _, number = str(identity).rpartition(":")
        if site not in self.next:
            self.looked = 0.0
        return int(number) >= self.next.get(site, 1)


def _event(document: Document, article: StoredArticle | None) -> Event:
    return Event(
        id=document["_id"], site=document["site"], number=document["number"], kind=document["kind"],
        article_id=document["article"], story_id=document.get("story_id"), fields=tuple(document.get("fields") or ()), by=document.get("by"), silent=document.get("silent", False),
        at=document["at"], article=article,
    )  # fmt: skip
