"""How well sites are, from their runs and from when they publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from newscrawl.mongo.articles.queries import latest_times
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.crawls.runs import UNHEARD, failed_since, find_runs
from newscrawl.mongo.crawls.schedules import due_since
from newscrawl.runs.freshness import Seen, followed, freshness, happened, slow
from newscrawl.runs.quiet import WEEKS, days_off, quiet
from newscrawl.runs.record import Run
from newscrawl.runs.timing import Timing
from newscrawl.runs.volume import volume

__all__ = ["BROKEN", "GOOD", "LATE", "REMOVED", "Health", "examine"]

GOOD = frozenset(["ok", "cancelled"])  # a run that somebody stopped says nothing against its site
LOOKED_AT = 200  # runs of a site, to find the first bad one
LATE = timedelta(hours=1)  # that a site may be due without being crawled
BROKEN = "broken"  # the state of a site whose spider cannot be loaded
REMOVED = "removed"  # and of one that was in the schedule, and has no spider any more
UNCRAWLED = (
    "it is due, and nobody crawls it: does newscrawl schedule run, or newscrawl worker where it hands out crawls?"
)


@dataclass(frozen=True, slots=True)
class Health:
    """How a site is. ``state`` is ok, new (never crawled), paused, broken, late, quiet, few, many, slow, or the verdict of its last run.

    ``since`` is when that began, ``first_bad`` the run with which it did, ``last_good`` the one before. ``freshness``: hours from publication to
    its first visit, for half and for 95 % of the latest articles. ``latest`` is the last run that ended. ``host``: where the site is.
    ``passing``: that run was killed, and a scheduler begins it again: it is no news before that happens twice in a row.
    """

    site: str
    state: str
    since: datetime | None = None
    reason: str = ""
    first_bad: Run | None = None
    last_good: Run | None = None
    freshness: Mapping[str, float] = field(default_factory=dict)
    latest: Run | None = None
    host: str = ""
    passing: bool = False

    @property
    def well(self) -> bool:
        """Whether nobody has to look."""
        return self.state in ("ok", "new", "paused", REMOVED)


def examine(database: Database, timing: Timing, region: str, record: Document, now: datetime, host: str = "") -> Health:
    """The health of a site whose document in ``sites`` is ``record``."""
    site, schedule = timing.site, record.get("schedule", {})
    runs = latest_runs(database, site, now)
    ended = [run for run in runs if run.verdict]
    bad = list(takewhile(lambda run: run.verdict not in GOOD, ended))
    articles = [seen_of(each) for each in latest_times(database, site, WEEKS, now)] if ended else []
    health = Health(
        site, "ok" if ended else "new", last_good=ended[len(bad)] if len(bad) < len(ended) else None,
        freshness=freshness(articles), latest=ended[0] if ended else None, host=host or site,
    )  # fmt: skip
    if schedule.get("paused"):
        return replace(health, state="paused")
    if bad:
        return replace(health, **of_runs(bad, now))
    due = due_since(record)
    if due and now - due > LATE and (not runs or runs[0].ended_at):
        return replace(health, state="late", since=due, reason=UNCRAWLED)
    looked = next((run.started_at for run in ended if run.verdict == "ok"), None)
    return replace(health, **of_articles(database, timing, region, articles, min(looked, now))) if looked else health


def of_articles(
    database: Database, timing: Timing, region: str, articles: Sequence[Seen], looked: datetime
) -> Mapping[str, Any]:
    """What a site's articles say of it as it was ``looked`` at last: nothing when they are as ever."""
    if not followed(articles):
        return {}
    times, off = [happened(each) for each in articles], days_off(region)
    if silence := quiet(times, looked, timing.zone, off):
        return {"state": "quiet", "since": silence.since, "reason": str(silence)}
    if changed := volume(times, looked, timing.zone, off):
        return {"state": changed.state, "since": looked - timedelta(days=changed.days), "reason": str(changed)}
    if (longer := slow(articles)) and not failed_since(database, timing.site, longer.since, looked):
        return {"state": "slow", "since": longer.since, "reason": str(longer)}
    return {}


def seen_of(times: Document) -> Seen:
    """When an article was published and seen."""
    exact = times.get("published_precision") not in ("day", "month", "year")
    return Seen(times["published_at"], times["first_seen_at"], exact)


def of_runs(bad: Sequence[Run], now: datetime) -> Mapping[str, Any]:
    """What bad runs in a row, the latest first, say of their site."""
    latest, first = bad[0], bad[-1]
    killed = latest is first and latest.reason == UNHEARD
    return {
        "state": str(latest.verdict),
        "since": first.started_at,
        "reason": str(latest.reason),
        "first_bad": first,
        "passing": killed and now - (latest.ended_at or now) < LATE,
    }


def latest_runs(database: Database, site: str, now: datetime) -> list[Run]:
    """The latest run that ended, and further ones where it was a bad one."""
    few = []
    for run in find_runs(database, site=site, limit=2, now=now):  # each is asked for when it is looked at
        few.append(run)
        if run.verdict in GOOD:
            return few
        if run.verdict:
            return list(find_runs(database, site=site, limit=LOOKED_AT, now=now))
    return few
