"""Whether a site has gone quiet: it publishes nothing for longer than its own last weeks allow.

How many articles were to be expected since the last one, by the weekdays and hours of the last eight weeks and by the holidays of its
country? A site is quiet when that is more than ALARM, which by a Poisson process happens once in a hundred thousand times, and
more than TWICE what was ever missed in those weeks: a newsroom that takes days off now and then has done so before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays

__all__ = ["WEEKS", "Quiet", "days_off", "quiet"]

WEEKS = timedelta(weeks=8)  # of articles that are looked at
GRACE = timedelta(weeks=3)  # that a site is known, and
ENOUGH = 20  # articles that it has, before it is judged
ALARM, TWICE = 11.5, 2.0
HOLIDAY = 0.4  # of what a Sunday has
SUNDAY, FRIDAY, DAYS, HOURS = 6, 4, 7, 24
HOUR = timedelta(hours=1)
COUNTRY = "CN"  # of GB/T 2260 codes


@dataclass(frozen=True, slots=True)
class Quiet:
    """A site that went quiet: ``since`` its last article; how many were to be ``expected``, and were missed at ``most`` before."""

    since: datetime
    expected: float
    most: float

    def __str__(self) -> str:
        return f"no article since; about {self.expected:.0f} were to be expected, {self.most:.0f} at most were missed before"


def quiet(
    times: Sequence[datetime], now: datetime, zone: str, off: Callable[[date], bool | None] = lambda _: None
) -> Quiet | None:
    """A Quiet when a site is quiet ``now``, by the aware times of its articles, of which the last WEEKS up to the latest one count.

    ``off`` says of a day whether people are off work: True on a holiday, False on a working weekend, None as usual.
    """
    past = [at for at in times if at <= now]
    last = max(past, default=now)
    known = sorted(at for at in past if at >= last - WEEKS)
    if len(known) < ENOUGH or last - known[0] < GRACE:
        return None
    rhythm = Rhythm(known, ZoneInfo(zone), off)
    expected = rhythm.expected(last, now)
    if expected <= ALARM:
        return None
    most = max((rhythm.expected(*gap) for gap in pairwise(known)), default=0.0)
    return Quiet(last.astimezone(UTC), expected, most) if expected > TWICE * most else None


class Rhythm:
    """How many articles a site publishes on each weekday and in each hour, in its own zone."""

    def __init__(self, times: Sequence[datetime], zone: ZoneInfo, off: Callable[[date], bool | None]) -> None:
        self.zone, self.off = zone, off
        local = [at.astimezone(zone) for at in times]
        days = Counter(kind for kind, _ in map(self._kind, _days(local[0].date(), local[-1].date())))
        articles = Counter(self._kind(at.date())[0] for at in local)
        mean = len(local) / days.total()
        # A weekday that was seen a few times only is drawn towards all days.
        self.rates = [(articles[kind] + mean) / (days[kind] + 1) for kind in range(DAYS)]
        hours = Counter(at.hour for at in local)
        self.shares = [(hours[hour] + 1) / (len(local) + HOURS) for hour in range(HOURS)]

    def expected(self, since: datetime, until: datetime) -> float:
        """Articles between two times; whole hours, as exact as an hour's share."""
        begin, end = since.astimezone(self.zone), until.astimezone(self.zone)
        if begin.date() == end.date():
            return self._rate(begin.date()) * self._share(begin, end)
        first = self._rate(begin.date()) * self._share(begin, begin.replace(hour=23, minute=59, second=59))
        last = self._rate(end.date()) * self._share(end.replace(hour=0, minute=0, second=0, microsecond=0), end)
        between = _days(begin.date() + timedelta(days=1), end.date() - timedelta(days=1))
        return first + sum(map(self._rate, between)) + last

    def _share(self, begin: datetime, end: datetime) -> float:
        """Of a day, between two of its times."""
        start, stop = (at.hour + at.minute / 60 for at in (begin, end))
        return sum(share * max(min(stop, hour + 1) - max(start, hour), 0.0) for hour, share in enumerate(self.shares))

    def _rate(self, day: date) -> float:
        kind, factor = self._kind(day)
        return self.rates[kind] * factor

    def _kind(self, day: date) -> tuple[int, float]:
        """The weekday that a day is like, and the share of it that it has."""
        off = self.off(day)
        if off:
            return SUNDAY, HOLIDAY
        return (FRIDAY if off is False else day.weekday()), 1.0


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@lru_cache(maxsize=64)
def days_off(region: str) -> Callable[[date], bool | None]:
    """Holidays and working weekends of a region (GB/T 2260 or ISO 3166-2); as usual where they are not known."""
    country, _, part = (COUNTRY, "", "") if region.isdigit() else region.partition("-")
    try:
        calendar = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return lambda _: None

    @lru_cache(maxsize=4096)
    def off(day: date) -> bool | None:
        works = calendar.is_working_day(day)
        weekend = calendar.is_weekend(day)
        return None if works != weekend else not works

    return off
