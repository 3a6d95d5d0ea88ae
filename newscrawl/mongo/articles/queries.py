"""What commands ask of the articles collection. None of these scans more than it must, on either kind of server."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from pymongo import DESCENDING
from pymongo.collection import Collection

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.failures import translated

__all__ = ["count_by_site", "day_bounds", "find_articles", "latest_times", "newest_first", "site_records", "windows"]

FIRST_WINDOW = timedelta(days=1)
SHORTEST_WINDOW = timedelta(hours=1)
FEW, MANY = 500, 2000  # articles in a window: the next one is twice as long, or half
EARLIEST = datetime(1930, 1, 1, tzinfo=UTC)  # what is older, if anything, is one window


def find_articles(
    database: Database,
    *,
    site: str | None = None,
    region: str | None = None,
    channel: str | None = None,
    source: str | None = None,
    heads: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    title: str | None = None,
    limit: int | None = None,
) -> Iterator[Document]:
    """Documents of articles, newest first and undated ones last; ``since`` counts as within and ``until`` as beyond.

    ``title`` is a part of the title, in small or capital letters; ``heads`` leaves out copies. Goes back in time window by
    window, because the embedded server reads all that matches before it gives the first or applies a limit.
    """
    query = _query(site=site, region=region, channel=channel, source=source)
    if title:
        query["title"] = {"$regex": re.escape(clean(title)), "$options": "i"}
    if heads:
        query["copy_of"] = None
    return islice(newest_first(database["articles"], "published_at", query, windows(since, until), limit or 0), limit)


def newest_first(
    collection: Collection[Document], field: str, query: Document, windows: Generator[Any, int | None], limit: int
) -> Iterator[Document]:
    """Documents by the time in a field, the latest first, window by window; ``limit`` in each, 0 for none."""
    with translated(), suppress(StopIteration):
        window = next(windows)
        while True:
            found = collection.find(query | {field: window})
            count = 0
            for document in found.sort(field, DESCENDING).limit(limit):
                count += 1
                yield document
            window = windows.send(count)


def latest_times(database: Database, site: str, length: timedelta, until: datetime) -> list[Document]:
    """``published_at``, its precision and ``first_seen_at`` of a site's articles in so long up to its latest one.

    What is dated beyond ``until``, or not at all, is left out.
    """
    latest = next(find_articles(database, site=site, until=until, limit=1), {}).get("published_at")
    if latest is None:
        return []
    query = {"site": site, "published_at": {"$gte": latest - length, "$lt": latest + timedelta(seconds=1)}}
    with translated():
        return list(
            database["articles"].find(
                query, {"published_at": 1, "published_precision": 1, "first_seen_at": 1, "_id": 0}
            )
        )


def count_by_site(database: Database) -> dict[str, int]:
    """Site to the number of its articles, by name. Reads one index entry per article, the embedded server more."""
    group = {"$group": {"_id": "$site", "count": {"$sum": 1}}}
    with translated():
        if not database["articles"].estimated_document_count():
            return {}
        groups = database["articles"].aggregate([group], hint="site_published")
        return dict(sorted((group["_id"], group["count"]) for group in groups))


def site_records(database: Database) -> dict[str, Document]:
    """Site to what is kept of it from one crawl to the next, but for what was learned of its lines."""
    with translated():
        return {each["_id"]: each for each in database["sites"].find({}, {"repeats": 0})}


def day_bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """``since`` and ``until`` in UTC for whole days of a site's own time, ``last`` included.

    >>> day_bounds(date(2020, 3, 20), date(2020, 3, 20), ZoneInfo("Asia/Shanghai"))[0].isoformat()
    '2020-03-19T16:00:00+00:00'
    """
    midnights = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    since, until = (midnight.astimezone(UTC) for midnight in midnights)
    return since, until


def _query(**wanted: str | None) -> Document:
    return {name: clean(value) for name, value in wanted.items() if value}


def windows(since: datetime | None, until: datetime | None) -> Generator[Any, int | None]:
    """Conditions on a time that together cover all between the bounds, each once, newest first.

    Told how many documents were in a window, it makes the next one longer or shorter.
    """
    edge, length = until, FIRST_WINDOW
    start = min(until or datetime.now(UTC), datetime.now(UTC))
    while start - length > (since or EARLIEST):
        start -= length
        count = (yield _between(start, edge)) or 0
        edge = start
        length = length * 2 if count < FEW else max(length / 2, SHORTEST_WINDOW) if count > MANY else length
    yield _between(since, edge)
    if since is None and until is None:
        yield None


def _between(since: datetime | None, until: datetime | None) -> Document:
    bounds = {"$gte": since or datetime.min.replace(tzinfo=UTC)}
    return bounds if until is None else bounds | {"$lt": until}
