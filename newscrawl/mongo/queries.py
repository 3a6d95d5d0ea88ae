"""What commands ask of the articles collection. None of these scans more than it must, on either kind of server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from pymongo import DESCENDING

from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.failures import translated
from newscrawl.mongo.schema import clean

__all__ = ["count_by_site", "day_bounds", "find_articles", "site_records"]

FIRST_WINDOW = timedelta(days=1)
WINDOWS = 15  # each twice as long as the one before: the last begins 90 years ago


def find_articles(
    database: Database,
    *,
    site: str | None = None,
    region: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    title: str | None = None,
    limit: int | None = None,
) -> Iterator[Document]:
    """Documents of articles, newest first and undated ones last; ``since`` counts as within and ``until`` as beyond.

    ``title`` is a part of the title, in small or capital letters. Goes back in time window by window, because the
    embedded server reads all that matches before it applies a limit.
    """
    query = _query(site, region, title)
    return islice(_newest_first(database, query, _windows(since, until), limit or 0), limit)


def _newest_first(database: Database, query: Document, windows: Iterator[Any], limit: int) -> Iterator[Document]:
    with translated():
        for window in windows:
            found = database["articles"].find(query | {"published_at": window})
            yield from found.sort("published_at", DESCENDING).limit(limit)


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


def _query(site: str | None, region: str | None, title: str | None) -> Document:
    query: Document = {name: clean(value) for name, value in {"site": site, "region": region}.items() if value}
    if title:
        query["title"] = {"$regex": re.escape(clean(title)), "$options": "i"}
    return query


def _windows(since: datetime | None, until: datetime | None) -> Iterator[Any]:
    """Conditions on ``published_at`` that together cover all between the bounds, each once, newest first."""
    edge, length = until, FIRST_WINDOW
    start = min(until or datetime.now(UTC), datetime.now(UTC))
    for _ in range(WINDOWS):
        start -= length
        if since is not None and start <= since:
            break
        yield _between(start, edge)
        edge, length = start, length * 2
    yield _between(since, edge)
    if since is None and until is None:
        yield None


def _between(since: datetime | None, until: datetime | None) -> Document:
    bounds = {"$gte": since or datetime.min.replace(tzinfo=UTC)}
    return bounds if until is None else bounds | {"$lt": until}
