"""The collection ``runs``: a document is one crawl of one site, written when it begins, while it goes on, and at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pymongo import ASCENDING, DESCENDING

from newscrawl.mongo.articles.queries import newest_first, windows
from newscrawl.mongo.client import AsyncDatabase, Database, Document
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.crawls.leases import LEASE, Lease
from newscrawl.mongo.failures import translated
from newscrawl.runs.record import Run

__all__ = ["UNHEARD", "Runs", "cancel", "failed_since", "find_runs", "run_of", "runs_since"]

UNHEARD = "it was not heard of any more: it was killed, or could not reach MongoDB"
TABLES = (
    "counts",
    "statuses",
    "failures",
    "signs",
    "dropped",
    "fields",
    "marks",
)  # whose keys come from outside: they are kept as pairs
GOOD = (None, "ok", "drift")  # verdicts of runs that were there for their site
BEFORE = 200  # runs of a site with which another one is compared
AHEAD = timedelta(days=1)  # this machine's clock may be behind the server's


class Runs:
    """The runs of a database. Methods raise StoreUnavailableError when MongoDB does not answer, and can be called again."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self.collection = database["runs"]

    async def begin(self, run: Run) -> None:
        """Keep that a run has begun."""
        document = _document(asdict(run))
        document["_id"] = document.pop("id")
        with translated():
            await self.collection.replace_one({"_id": run.id}, document, upsert=True)

    async def keep(self, run_id: str, known: Mapping[str, Any]) -> bool:
        """Keep what is known of a run by now: fields of ``Run``. Whether somebody wants it to end (``cancel``)."""
        with translated():
            await self.collection.update_one({"_id": run_id}, {"$set": _document(known)})
            return await self.collection.find_one({"_id": run_id, "cancelled_at": {"$ne": None}}) is not None

    async def crashed(self, run_id: str, at: datetime, reason: str = UNHEARD) -> None:
        """Keep that a run died, unless it told of its end."""
        change = {"ended_at": at, "verdict": "crashed", "reason": reason}
        with translated():
            await self.collection.update_one({"_id": run_id, "ended_at": None}, {"$set": change})

    async def before(self, run: Lease, verdicts: Sequence[str], since: datetime, until: datetime) -> list[Run]:
        """The site's latest runs that began in a time, had articles or read listings, and ended so; without the one that holds the lease."""
        query = {"site": run.site, "verdict": {"$in": list(verdicts)}, "started_at": {"$gte": since, "$lt": until}}
        with translated():
            found = self.collection.find(query).sort("started_at", DESCENDING).limit(BEFORE)
            return [_run(each, until) async for each in found if each["_id"] != run.token]

    async def going(self) -> dict[str, Run]:
        """Site to its run that goes on, as its last sign of life says."""
        with translated():
            found = await self.collection.find({"ended_at": None}).sort("started_at", ASCENDING).to_list()
        return {each["site"]: _run(each, each["beat_at"]) for each in found}

    async def of_process(self, site: str, host: str, pid: int) -> Run | None:
        """The latest run of a site, if it is of that process on a host."""
        with translated():
            found = await self.collection.find({"site": site}).sort("started_at", DESCENDING).limit(1).to_list()
        return next((_run(each, each["beat_at"]) for each in found if (each["host"], each["pid"]) == (host, pid)), None)

    async def stopped(self, run: Run, reason: str, at: datetime) -> Run:
        """Keep that a run was stopped from outside, by the limits of its process; the run as it is then."""
        ended = replace(run, ended_at=at, verdict="crashed", reason=reason)
        change = {"ended_at": at, "verdict": ended.verdict, "reason": reason}
        with translated():
            await self.collection.update_one({"_id": run.id}, {"$set": change})
        return ended


def find_runs(
    database: Database, *, site: str | None = None, limit: int | None = None, now: datetime | None = None
) -> Iterator[Run]:
    """Runs, the latest first. One that should have been heard of by ``now``, the server's time, is shown as crashed."""
    query = {"site": site} if site else {}
    now = now or server_time(database)
    between = windows(now - timedelta(days=366), now + AHEAD)
    found = newest_first(database["runs"], "started_at", query, between, limit or 0)
    return (_run(each, now) for each in islice(found, limit))


def runs_since(database: Database, since: datetime) -> dict[str, Run]:
    """Runs by their ids: those that go on, and those that ended since a time. What of their fields was found is left out."""
    now, parts = server_time(database), {"fields": 0, "marks": 0, "shapes": 0}
    with translated():
        going = database["runs"].find({"ended_at": None}, parts)
        ended = database["runs"].find({"ended_at": {"$gte": since}}, parts)
        return {run.id: run for run in (_run(each, now) for each in [*going, *ended])}


def failed_since(database: Database, site: str, since: datetime, until: datetime) -> bool:
    """Whether a run of a site that began in a time had nothing of it, or did not reach its end."""
    query = {"site": site, "started_at": {"$gte": since, "$lt": until}}
    with translated():
        return any(each["verdict"] not in GOOD for each in database["runs"].find(query, {"verdict": 1}))


def run_of(database: Database, run_id: str) -> Run | None:
    """The run of an id."""
    with translated():
        found = database["runs"].find_one({"_id": run_id})
    return _run(found, server_time(database)) if found else None


def cancel(database: Database, run_id: str) -> bool:
    """Let a run end cleanly, with its next sign of life; False when it has ended or died, or there is none of that id."""
    lives = {"_id": run_id, "ended_at": None, "beat_at": {"$gte": server_time(database) - LEASE}}
    with translated():
        return database["runs"].update_one(lives, {"$currentDate": {"cancelled_at": True}}).matched_count == 1


def _document(known: Mapping[str, Any]) -> Document:
    return {name: _pairs(value) if name in TABLES else value for name, value in known.items()}


def _pairs(table: Mapping[str, Any]) -> list[list[Any]]:
    """A table as pairs: a key of MongoDB's should have no dots, and a finder's name may."""
    return [[key, _pairs(value) if isinstance(value, Mapping) else value] for key, value in table.items()]


def _table(pairs: list[Any]) -> dict[str, Any]:
    return {key: _table(value) if isinstance(value, list) else value for key, value in pairs}


def _run(document: Document, now: datetime) -> Run:
    document["id"] = document.pop("_id")
    known = {each.name: document[each.name] for each in fields(Run) if each.name in document}
    known |= {name: _table(known[name]) for name in TABLES if name in known}
    if known["ended_at"] is None and known["beat_at"] < now - LEASE:
        known |= {"ended_at": known["beat_at"], "verdict": "crashed", "reason": UNHEARD}
    return Run(**known)
