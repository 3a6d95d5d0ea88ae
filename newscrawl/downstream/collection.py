"""The collection as a job reads it: ``articles`` and ``changes``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from newscrawl.mongo.articles.queries import day_bounds, find_articles
from newscrawl.mongo.client import Database, open_database
from newscrawl.mongo.documents.schema import to_stored
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.events.feed import Feed

__all__ = ["Filters", "articles", "articles_of", "bounds_of", "changes"]

HERE = ZoneInfo("Asia/Shanghai")


class Filters(TypedDict, total=False):
    """Which articles. A site, a day or bounds are looked up; the others are applied to what these give."""

    site: str
    region: str
    channel: str
    source: str
    day: date  # of publication, China time; ``since`` and ``until`` are its bounds otherwise
    since: datetime
    until: datetime
    heads: bool  # leave out what copies another article


def articles(
    uri: str | None = None, *, database: str | None = None, **filters: Unpack[Filters]
) -> Iterator[StoredArticle]:
    """Stored articles, newest first and undated ones last; see Filters.

    ``uri`` and ``database`` are those of NEWSCRAWL_MONGO_URI and NEWSCRAWL_MONGO_DATABASE when left out. Raises
    ConfigurationError for an address that is missing or wrong, StoreUnavailableError when MongoDB does not answer.
    """
    with _opened(uri, database) as opened:
        yield from articles_of(opened, **filters)


def articles_of(database: Database, **filters: Unpack[Filters]) -> Iterator[StoredArticle]:
    """The same from a database that is open."""
    since, until = bounds_of(filters)
    found = find_articles(
        database,
        site=filters.get("site"),
        region=filters.get("region"),
        channel=filters.get("channel"),
        source=filters.get("source"),
        heads=filters.get("heads", False),
        since=since,
        until=until,
    )
    return map(to_stored, found)


def bounds_of(filters: Filters) -> tuple[datetime | None, datetime | None]:
    """The time of publication that is asked for: from, and up to but without."""
    if day := filters.get("day"):
        return day_bounds(day, day, HERE)
    return filters.get("since"), filters.get("until")


@contextmanager
def changes(
    consumer: str,
    since: datetime | None = None,
    *,
    follow: bool = True,
    uri: str | None = None,
    database: str | None = None,
) -> Iterator[Feed]:
    """The events that ``consumer`` has not acknowledged, for ``with``; see Feed. Raises as ``articles`` does."""
    with _opened(uri, database) as opened:
        yield Feed(opened, consumer, since, follow=follow)


@contextmanager
def _opened(uri: str | None, name: str | None) -> Iterator[Database]:
    """As the command line opens it: without an address in the embedded server, but never so in production."""
    uri = uri or os.environ.get("NEWSCRAWL_MONGO_URI")
    name = name or os.environ.get("NEWSCRAWL_MONGO_DATABASE", "newscrawl")
    with open_database(uri, name, embedded=os.environ.get("SCRAPY_PROJECT") != "production") as database:
        yield database
