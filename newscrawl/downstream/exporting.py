"""What an export takes: the articles that fit, or those of which the changes since a time speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Unpack

from newscrawl.downstream.collection import Filters, bounds_of
from newscrawl.mongo.client import Database
from newscrawl.mongo.documents.stored import StoredArticle
from newscrawl.mongo.events.feed import Event, Feed

__all__ = ["fits", "latest", "parts", "touched"]

PART = 10_000  # events


def touched(database: Database, since: datetime) -> Iterator[StoredArticle]:
    """The articles with an event since a time, each once, as they are now."""
    seen = set()
    for event in Feed(database, None, since, follow=False):
        if event.article and event.article_id not in seen:
            seen.add(event.article_id)
            yield event.article


def parts(feed: Feed) -> Iterator[list[Event]]:
    """What a feed has to deliver by now, PART events at most in one list."""
    events = iter(feed)
    while part := list(islice(events, PART)):
        yield part


def latest(events: Sequence[Event]) -> Iterator[StoredArticle]:
    """The articles of events, each once."""
    return iter({event.article_id: event.article for event in events if event.article}.values())


def fits(article: StoredArticle, **filters: Unpack[Filters]) -> bool:
    """Whether an article is one of those that the filters ask for."""
    since, until = bounds_of(filters)
    at = article.published_at
    return (
        all(filters.get(name) in (None, getattr(article, name)) for name in ("site", "region", "channel", "source"))
        and not (filters.get("heads") and article.copy_of)
        and not (since and (at is None or at < since))
        and not (until and (at is None or at >= until))
    )
