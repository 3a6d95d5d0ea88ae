"""When a page is asked for again: often while its article is young, seldom later, never when it is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from scrapy.settings import BaseSettings

__all__ = ["Revisits", "birth"]

SOON = timedelta(days=1)  # a page often tells no more than the day


@dataclass(frozen=True, slots=True)
class Revisits:
    """A page is due again when its age has grown by the factor ``growth`` since the last visit, and by ``first`` at least.

    So with an hour and 2 an article is visited at the age of about 1, 2, 4, 8, 16 and 32 hours, then after 2.7, 5.3 and
    10.7 days and so on, however often its site is crawled; beyond ``last`` never.
    """

    first: timedelta
    growth: float
    last: timedelta

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """As the settings have it."""
        return cls(
            timedelta(seconds=settings.getfloat("REVISIT_FIRST")),
            settings.getfloat("REVISIT_GROWTH"),
            timedelta(days=settings.getfloat("REVISIT_DAYS")),
        )

    def due(self, born: datetime | None, visited: datetime | None, now: datetime) -> bool:
        """Whether a page is to be asked for; ``born`` and ``visited`` are None when nobody knows."""
        if visited is None or born is None:
            return True
        return self._age(born, visited) <= now - born <= self.last

    def next_due(self, born: datetime | None, visited: datetime | None, now: datetime) -> datetime | None:
        """When a page will be due that is not due now, or is asked for now; None when it never will be."""
        if visited is None or born is None or self.due(born, visited, now):
            return now + self.first  # sooner than that it cannot be
        age = self._age(born, visited)
        return born + age if now - born < age <= self.last else None

    def _age(self, born: datetime, visited: datetime) -> timedelta:
        then = visited - born
        return max(then + self.first, then * self.growth)


def birth(published: datetime | None, first_seen: datetime | None) -> datetime | None:
    """When an article came to be: when it was first seen, unless it was published long before that.

    >>> birth(datetime(2020, 3, 20), datetime(2020, 3, 20, 9, 40)), birth(datetime(2020, 3, 20), datetime(2026, 1, 1))
    (datetime.datetime(2020, 3, 20, 9, 40), datetime.datetime(2020, 3, 20, 0, 0))
    """
    if published is None or first_seen is None:
        return first_seen or published
    return published if first_seen - published > SOON else first_seen
