"""Which of several articles with one story is its origin."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from newscrawl.duplicates.words import bare_words
from newscrawl.text.urls import same_site

__all__ = ["precedence"]

DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
NO_TIME = datetime(1, 1, 1, tzinfo=UTC)
OWN = re.compile(r"本[站网报刊台社]|本公众号|原创|自采")  # names by which every site calls itself


def precedence(
    published_at: datetime | None,
    identity: str,
    precision: str | None = None,
    *,
    source: str | None = None,
    source_url: str | None = None,
    publisher: str | None = None,
    url: str = "",
) -> tuple[bool, datetime, str]:
    """Sorts the articles of one story: the one that comes first is the origin, the others are its copies.

    The earliest published comes first, one without a time last; between equals the ``_id`` decides. So it does not matter
    which was crawled first. What is told by the day, the hour or the month only counts as published at its end: a copy that
    says no more than the day must not come before the origin of that morning. One that itself names another medium as its
    source comes a day later than it says: reposts of one day follow the report, and a portal that names its source for
    everything is still the origin of what nobody had before it.
    """
    late = DAY if _is_foreign(source, source_url, publisher, url) else timedelta()
    if published_at is None:
        return True, NO_TIME + late, identity
    return False, published_at + _uncertain(published_at, precision) + late, identity


def _uncertain(published_at: datetime, precision: str | None) -> timedelta:
    """From the beginning of what was told to its end."""
    if precision == "hour":
        return timedelta(hours=1) - MOMENT
    if precision == "day":
        return DAY - MOMENT
    if precision == "month":  # its first local midnight may be a day before in UTC
        second = published_at + DAY
        return monthrange(second.year, second.month)[1] * DAY - MOMENT
    return timedelta()


def _is_foreign(source: str | None, source_url: str | None, publisher: str | None, url: str) -> bool:
    """Whether the source leads to another registered domain, or has a name that is not the site's; in doubt not."""
    if source_url and url and not same_site(source_url, url):
        return True
    named, own = bare_words(source or ""), bare_words(publisher or "")
    if not named or not own or OWN.search(source or ""):
        return False
    return named not in own and own not in named
