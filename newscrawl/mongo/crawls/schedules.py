"""When sites are due, and what became of their last runs: ``schedule`` and ``last_run`` of their documents in ``sites``.

A site that is due is claimed before it is crawled: its next time is moved by a few minutes, on the condition that nobody else
has. The run itself sets the real one at its end. So a run whose process died is due again soon, and none is begun twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo import ASCENDING, UpdateOne

from newscrawl.mongo.client import AsyncDatabase, Database, Document
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.failures import translated
from newscrawl.runs.timing import HEAD_START, OBSERVED, Timing

__all__ = [
    "Due",
    "Schedules",
    "due_since",
    "is_removed",
    "lateness",
    "removed_sites",
    "schedule_records",
    "set_now",
    "set_pause",
]

CLAIM = timedelta(seconds=90)  # longer than a crawl takes to begin, and hardly longer than a lease
CLAIMS = 5  # after which the time between two claims does not grow any more
ASKED = "asked"  # the priority of a site that an operator wants to be crawled now, until that is begun
WORTH = {ASKED: timedelta(days=366), **HEAD_START}
FAILED = frozenset(["blocked", "site_down", "crashed", "empty"])  # verdicts after which a site is asked less often
PASSING = frozenset(["site_down", "crashed"])  # but first a few times soon: what was wrong may be over in minutes


@dataclass(frozen=True, slots=True)
class Due:
    """A site that is due since a time. ``claims`` is how often it was begun since a run told of its end; ``priority`` one of HEAD_START, or ASKED.

    ``waits_since`` is when it was due that was handed out since, and that no worker has begun. ``declared`` is the priority of one that was ASKED for.
    """

    site: str
    since: datetime
    claims: int
    priority: str = "usual"
    waits_since: datetime | None = None
    declared: str | None = None

    @property
    def rank(self) -> datetime:
        """The least is crawled first."""
        return (self.waits_since or self.since) - WORTH[self.priority]


class Schedules:
    """The schedule of a database's sites. Methods raise StoreUnavailableError when MongoDB does not answer."""

    def __init__(self, database: AsyncDatabase[Document], clock: Clock) -> None:
        self.sites, self.articles, self.clock = database["sites"], database["articles"], clock

    async def ask_time(self) -> None:
        """Go by the server's time as it is now; for a process that runs for long."""
        await self.clock.again(self.sites.database)

    async def add(self, sites: Mapping[str, str]) -> None:
        """Let the sites be due now that are new, or have a spider again. ``sites``: name to priority, one of HEAD_START."""
        begun = {"next_at": self.clock.now(), "claims": 0, "failures": 0}
        with translated():
            found = self.sites.find({"_id": {"$in": list(sites)}}, {"schedule": 1})
            known = {each["_id"]: each.get("schedule", {}) async for each in found}
            writes = []
            for site, priority in sites.items():
                schedule = known.get(site, {})
                if not schedule.keys() & {"next_at", "paused"}:
                    change: Document = {"schedule": {**begun, "priority": priority}}
                elif priority not in (schedule.get("priority"), schedule.get("declared")):
                    change = {"schedule.priority": priority, "schedule.declared": None}
                else:
                    continue
                writes.append(UpdateOne({"_id": site}, {"$set": change}, upsert=True))
            if writes:
                await self.sites.bulk_write(writes, ordered=False)

    async def remove(self, site: str) -> None:
        """Forget when a site is due that has no spider any more."""
        with translated():
            await self.sites.update_one({"_id": site}, {"$unset": {"schedule.next_at": "", "schedule.waits_since": ""}})

    async def due(self, limit: int, only: Collection[str] | None = None) -> Sequence[Due]:
        """Sites that are due and that nobody crawls, of all or of a few, by priority and lateness; about so many of them."""
        found = [due for priority in WORTH for due in await self._due(priority, limit, only)]
        return sorted(found, key=lambda due: due.rank)[:limit]

    async def _due(self, priority: str, limit: int, only: Collection[str] | None) -> list[Due]:
        now = self.clock.now()
        query: Document = {"schedule.priority": priority, "schedule.next_at": {"$lte": now}}
        if only is not None:
            query["_id"] = {"$in": list(only)}
        with translated():
            found = self.sites.find(query, {"schedule": 1, "lease.until": 1}).sort("schedule.next_at", ASCENDING)
            records = [each async for each in found.limit(limit)]
        free = [each for each in records if each.get("lease", {}).get("until", now) <= now]
        return [_due(each, priority) for each in free]

    async def claim(self, due: Due) -> bool:
        """Make a due site one's own, to begin its run; False when somebody else has."""
        again = self.clock.now() + CLAIM * 2 ** min(due.claims, CLAIMS)
        begun: Document = {"schedule.next_at": again, "schedule.claims": due.claims + 1, "schedule.waits_since": None}
        if due.declared:
            begun |= {"schedule.priority": due.declared, "schedule.declared": None}
        return await self._move(due, begun)

    async def hand_out(self, due: Due) -> datetime | None:
        """Let a due site wait for a worker, which makes it its own by ``handed``; until when, or None when somebody else has it.

        A site for which no worker came until then is due again, and not counted as begun.
        """
        until = _whole(self.clock.now() + CLAIM)
        waits = {"schedule.next_at": until, "schedule.waits_since": due.waits_since or due.since}
        return until if await self._move(due, waits) else None

    async def handed(self, site: str, until: datetime) -> Due | None:
        """The site that waits for a worker until then; None when it does not any more: it was begun, or handed out again."""
        with translated():
            found = await self.sites.find_one({"_id": site, "schedule.next_at": until}, {"schedule": 1})
        return _due(found, found["schedule"].get("priority", "usual")) if found else None

    async def crawled(self, site: str) -> bool:
        """Whether a process holds the site's lease."""
        with translated():
            held = {"_id": site, "lease.until": {"$gt": self.clock.now()}}
            return await self.sites.find_one(held, {"_id": 1}) is not None

    async def ended(self, timing: Timing, last_run: Document) -> None:
        """Keep how the site's last run went, and when the next one is due; of a site that nobody schedules the first alone."""
        site, now = timing.site, self.clock.now()
        with translated():
            record = await self.sites.find_one({"_id": site}, {"schedule": 1}) or {}
            change: Document = {"last_run": last_run}
            if last_run["verdict"] == "ok":
                change["last_good_at"] = now
            if "next_at" in record.get("schedule", {}):
                failures = record["schedule"].get("failures", 0) + 1 if last_run["verdict"] in FAILED else 0
                due = timing.after(
                    now,
                    articles=await self._published(timing, now),
                    failures=failures,
                    passing=last_run["verdict"] in PASSING,
                )
                change |= {
                    "schedule.next_at": due,
                    "schedule.claims": 0,
                    "schedule.failures": failures,
                    "schedule.waits_since": None,
                }
            await self.sites.update_one({"_id": site}, {"$set": change}, upsert=True)

    async def failed(self, site: str, last_run: Document) -> None:
        """Keep how a run went that did not tell of its end itself. When the next one is due was said when it was claimed."""
        with translated():
            await self.sites.update_one({"_id": site}, {"$set": {"last_run": last_run}}, upsert=True)

    async def _move(self, due: Due, change: Document) -> bool:
        """Change the schedule of a site that is due since then still."""
        with translated():
            done = await self.sites.update_one({"_id": due.site, "schedule.next_at": due.since}, {"$set": change})
        return done.modified_count == 1

    async def _published(self, timing: Timing, now: datetime) -> int:
        """Articles of the last weeks, of a site that does not say itself how often it is crawled."""
        if timing.every:
            return 0
        lately = {"$gte": now - OBSERVED, "$lt": now}
        return await self.articles.count_documents({"site": timing.site, "published_at": lately})


def schedule_records(database: Database) -> dict[str, Document]:
    """Site to ``schedule``, ``last_run``, ``last_good_at`` (the end of its last run that was ok) and ``lease`` of its document."""
    parts = {"schedule": 1, "last_run": 1, "last_good_at": 1, "lease.until": 1}
    with translated():
        return {each["_id"]: each for each in database["sites"].find({}, parts)}


def due_since(record: Document) -> datetime | None:
    """When a site is due, or was before it was handed out; None when nobody schedules it."""
    schedule: Document = record.get("schedule", {})
    due: datetime | None = schedule.get("waits_since") or schedule.get("next_at")
    return due


def lateness(record: Document, now: datetime) -> float:
    """Seconds since a site has been due; 0 before that, while it is crawled, and when nobody schedules it."""
    due, lease = due_since(record), record.get("lease", {}).get("until", now)
    return max(0.0, (now - due).total_seconds()) if due and lease <= now else 0.0


def is_removed(record: Document) -> bool:
    """Whether a site was in the schedule, and has no spider any more."""
    schedule = record.get("schedule")
    return schedule is not None and not schedule.keys() & {"next_at", "paused"}


def removed_sites(database: Database) -> list[str]:
    """The sites that were in the schedule, and have no spider any more."""
    return [site for site, record in schedule_records(database).items() if is_removed(record)]


def _due(record: Document, priority: str) -> Due:
    schedule = record["schedule"]
    return Due(
        record["_id"], schedule["next_at"], schedule.get("claims", 0), priority, schedule.get("waits_since"),
        schedule.get("declared"),
    )  # fmt: skip


def _whole(at: datetime) -> datetime:
    """A time as MongoDB keeps it, in whole milliseconds."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def set_pause(database: Database, site: str, *, paused: bool) -> bool:
    """Leave a site out of the schedule, or take it in again, due now; False when it is not in the schedule."""
    change: Document = {
        "$unset": {"schedule.next_at": "", "schedule.waits_since": ""},
        "$set": {"schedule.paused": True},
    }
    if not paused:
        change = {"$unset": {"schedule.paused": ""}, "$currentDate": {"schedule.next_at": True}}
    return any(_set(database, site, f"schedule.{name}", change) for name in ("next_at", "paused"))


def set_now(database: Database, site: str) -> bool:
    """Let a site be due now, before all others; False when it is not in the schedule, or left out of it."""
    with translated():
        schedule = (database["sites"].find_one({"_id": site}, {"schedule": 1}) or {}).get("schedule", {})
    declared = schedule.get("declared") or schedule.get("priority", "usual")
    asked = {"schedule.claims": 0, "schedule.priority": ASKED, "schedule.declared": declared}
    change = {"$currentDate": {"schedule.next_at": True}, "$set": asked}
    return _set(database, site, "schedule.next_at", change)


def _set(database: Database, site: str, known_by: str, change: Document) -> bool:
    with translated():
        return database["sites"].update_one({"_id": site, known_by: {"$ne": None}}, change).matched_count == 1
