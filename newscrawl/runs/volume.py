"""Whether a site publishes far less or far more than it uses to, by the weekdays and hours of its own last weeks.

The last day and the last week are compared with what was to be expected in them, and that share with those of the days and weeks
before: what a site has done before is usual, be it a week off or a day of elections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from newscrawl.runs.quiet import ENOUGH, GRACE, WEEKS, Rhythm

__all__ = ["Volume", "volume"]

LENGTHS = (1, 7)  # days
DAY = timedelta(days=1)
EXPECTED = 20  # articles, from which on too few can be told from chance
ALIKE = 10  # days or weeks before in which so many were to be expected
FEW, MANY = 0.3, 4.0  # of what was to be expected
FEWER, MORE = 0.5, 2.0  # of the least and the greatest share before


@dataclass(frozen=True, slots=True)
class Volume:
    """What a site published in the last ``days``, and what was to be ``expected``; ``usual`` is the least or greatest share before."""

    days: int
    articles: int
    expected: float
    usual: float

    @property
    def state(self) -> str:
        """``few`` or ``many``."""
        return "few" if self.articles < self.expected else "many"

    def __str__(self) -> str:
        length = "day" if self.days == 1 else f"{self.days} days"
        least = "at least" if self.state == "few" else "at most"
        about = f"about {self.expected:.0f} were to be expected"
        return f"{self.articles} articles in the last {length}; {about}, {least} {self.usual:.0%} of that came before"


def volume(
    times: Sequence[datetime], now: datetime, zone: str, off: Callable[[date], bool | None] = lambda _: None
) -> Volume | None:
    """A Volume when a site publishes far too few or far too many articles ``now``; arguments as ``quiet`` has them."""
    week = LENGTHS[-1] * DAY
    known = sorted(at for at in times if now - WEEKS - week < at <= now)
    before = [at for at in known if at <= now - week]
    if len(before) < ENOUGH or before[-1] - before[0] < GRACE:
        return None
    rhythm = Rhythm(before, ZoneInfo(zone), off)
    days = (now - before[0]) // DAY
    seen = [0] * days
    for at in known:
        if (age := (now - at) // DAY) < days:
            seen[age] += 1
    expected = [rhythm.expected(now - (age + 1) * DAY, now - age * DAY) for age in range(days)]
    return next(filter(None, (_judged(length, seen, expected) for length in LENGTHS)), None)


def _judged(length: int, seen: Sequence[int], expected: Sequence[float]) -> Volume | None:
    windows = list(_windows(length, seen, expected))
    articles, wanted = windows[0]
    share, before = _share(articles, wanted), windows[length:]
    alike = [_share(*window) for window in before if window[1] >= EXPECTED]
    if wanted >= EXPECTED and len(alike) >= ALIKE and share < min(FEW, FEWER * min(alike)):
        return Volume(length, articles, wanted, min(alike))
    most = max(_share(*window) for window in before)
    if articles >= EXPECTED and share > max(MANY, MORE * most):
        return Volume(length, articles, wanted, most)
    return None


def _share(articles: int, expected: float) -> float:
    """How much of what was to be expected came; about 1 where that was next to nothing."""
    return (articles + 1) / (expected + 1)


def _windows(length: int, seen: Sequence[int], expected: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Articles and what was to be expected in so many days, the last ones first."""
    for age in range(len(seen) - length + 1):
        yield sum(seen[age : age + length]), sum(expected[age : age + length])
