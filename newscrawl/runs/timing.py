"""When a site is crawled next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

__all__ = ["HEAD_START", "OBSERVED", "Timing", "parse_every", "within"]

OBSERVED = timedelta(days=14)
"""The articles of so long tell how often a site publishes."""

HEAD_START = {"high": timedelta(hours=1), "usual": timedelta(0), "low": timedelta(hours=-1)}
"""What a site's priority is worth: as if it were due so much longer. So one that is late overtakes in the end, whatever its priority."""

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(days=1)  # between two crawls of a site that declares nothing
LEAST, MOST = timedelta(minutes=1), timedelta(days=31)  # that a site may declare
SPREAD = 0.1  # of an interval: sites that were added together are not crawled together
SPREAD_AT = timedelta(seconds=59)  # behind a time of a cron form, and behind the first of a site's hours
AGAIN, AGAIN_MOST = timedelta(minutes=30), 10  # to the next attempt at a site that was down, and how often that doubles
PATIENCE = 4  # times the interval, at most, between two crawls of a site that fails
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
INTERVAL = re.compile(r"(\d{1,5})([mhd])")


@dataclass(frozen=True, slots=True)
class Timing:
    """What a site declares of it.

    ``every`` is an interval (``30m``, ``6h``, ``1d``) or a cron form of five fields in the site's zone; without it a site is crawled
    as often as it publishes, once for each article, but at least once a day and at most every 30 minutes. ``hours`` are the first
    hour in which it may be asked and the one that is too late.
    """

    site: str
    every: str | None = None
    hours: tuple[int, int] | None = None
    zone: str = "UTC"

    @classmethod
    def of(cls, spider: Any) -> Timing:
        """Of a spider, or its class. Hours and forms of a Chinese region are in China's time when it names no zone."""
        chinese = str(getattr(spider, "region", "")).isdigit()  # GB/T 2260
        zone = getattr(spider, "timezone", None) or ("Asia/Shanghai" if chinese else "UTC")
        return cls(spider.name, getattr(spider, "every", None), getattr(spider, "hours", None), zone)

    def after(self, now: datetime, *, articles: int = 0, failures: int = 0, passing: bool = False) -> datetime:
        """When the site is due again; later than ``now``, and in UTC.

        ``articles`` were published in the last OBSERVED; ``failures`` are crawls in a row that had nothing because of the site, of
        which each doubles the interval. What made the last one fail may be ``passing``: then the site is tried again after half
        an hour, an hour, and so on, where that is sooner.
        """
        chance = Random(f"{self.site} {now:%F %T}")  # noqa: S311 - no secret: the same site and time, the same spread
        form = parse_every(self.every) if self.every else observed(articles)
        local = now.astimezone(ZoneInfo(self.zone))
        due: datetime
        if isinstance(form, timedelta):
            waited = form * min(2**failures, PATIENCE) * chance.uniform(1 - SPREAD, 1 + SPREAD)
            due = (now + waited).astimezone(local.tzinfo)
        else:
            due = next(CronSim(form, local)) + SPREAD_AT * chance.random()
        if failures and passing:
            wait = AGAIN * 2 ** min(failures - 1, AGAIN_MOST) * chance.uniform(1 - SPREAD, 1 + SPREAD)
            due = min(due, (now + wait).astimezone(local.tzinfo))
        if self.hours and not within(self.hours, due.hour):
            opening = due.replace(hour=self.hours[0], minute=0, second=0, microsecond=0)
            due = opening + timedelta(days=opening < due) + SPREAD_AT * chance.random()
        return due.astimezone(now.tzinfo)


def parse_every(text: str) -> timedelta | str:
    """An interval, or a cron form as it came. Raises ValueError, which says what can be written, for what is neither.

    >>> parse_every("90m"), parse_every("*/20 6-22 * * *")
    (datetime.timedelta(seconds=5400), '*/20 6-22 * * *')
    """
    if found := INTERVAL.fullmatch(text):
        interval = int(found[1]) * UNITS[found[2]]
        if not LEAST <= interval <= MOST:
            raise ValueError(f"{text!r} is no interval from 1m to 31d")
        return interval
    try:
        next(CronSim(text, datetime(2026, 1, 1)))
    except (CronSimError, StopIteration):
        raise ValueError(
            f"{text!r} is neither an interval (30m, 6h, 1d) nor a cron form (minute hour day month weekday)"
        ) from None
    return text


def observed(articles: int) -> timedelta:
    """The interval in which a site publishes one article.

    >>> observed(0), observed(28), observed(10_000)
    (datetime.timedelta(days=1), datetime.timedelta(seconds=43200), datetime.timedelta(seconds=1800))
    """
    return min(max(OBSERVED / max(articles, 1), SHORTEST), LONGEST)


def within(hours: tuple[int, int], hour: int) -> bool:
    """Whether an hour is one of those from the first, which may be before midnight, to the second, which is none of them.

    >>> [hour for hour in range(24) if within((22, 2), hour)]
    [0, 1, 22, 23]
    """
    first, last = hours
    return first <= hour < last if first < last else hour >= first or hour < last
