"""A site is crawled by one process at a time: who crawls it holds its lease, ``lease`` of its document in ``sites``.

A lease ends when it is given back, when its time is over without being renewed, or when its holder is seen to have died. All
times are the server's (``clock.Clock``). What a holder writes after it lost its lease unknowingly, as after a long sleep, is as
safe as what two writers write at once: see docs/reliability.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from newscrawl.exceptions import LeasedError
from newscrawl.mongo.client import AsyncDatabase, Document
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.holders import has_died, this_process
from newscrawl.mongo.failures import translated

__all__ = ["LEASE", "Lease", "Leases"]

LEASE = timedelta(seconds=60)  # without renewal; longer than a MongoDB of several members needs to elect


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that is held. ``token`` is whose it is; ``lost_by`` the token of who held it last and never gave it back."""

    site: str
    token: str
    lost_by: str | None = None


class Leases:
    """The leases of a database's sites. Methods raise StoreUnavailableError when MongoDB does not answer."""

    def __init__(self, database: AsyncDatabase[Document], clock: Clock) -> None:
        self.collection, self.clock = database["sites"], clock

    async def take(self, site: str, token: str) -> Lease:
        """Take the lease of a site. Raises LeasedError, which says who holds it, when somebody does."""
        while True:
            with translated():
                found = await self.collection.find_one({"_id": site}, {"lease": 1})
            held: Document | None = (found or {}).get("lease")
            if held and held["until"] > self.clock.now() and not has_died(held["holder"]):
                raise LeasedError(_said(site, held))
            before: str | None = held["token"] if held else None
            if await self._replace(site, before, self._lease(token), new=found is None):
                return Lease(site, token, before)

    async def renew(self, lease: Lease) -> bool:
        """Hold the lease for longer; False when somebody else has it by now."""
        until = {"$set": {"lease.until": self.clock.now() + LEASE}}
        with translated():
            return (await self.collection.update_one(_whose(lease.site, lease.token), until)).matched_count == 1

    async def give_back(self, lease: Lease) -> None:
        """End the lease, if it is still held."""
        with translated():
            await self.collection.update_one(_whose(lease.site, lease.token), {"$unset": {"lease": ""}})

    def _lease(self, token: str) -> Document:
        now = self.clock.now()
        return {"token": token, "holder": this_process(), "since": now, "until": now + LEASE}

    async def _replace(self, site: str, token: str | None, lease: Document, *, new: bool) -> bool:
        """Put a lease in the place of the one with a token, or of none; False when another process was faster."""
        with translated():
            if new:
                try:
                    await self.collection.insert_one({"_id": site, "lease": lease})
                except DuplicateKeyError:
                    return False
                return True
            return (
                await self.collection.update_one(_whose(site, token), {"$set": {"lease": lease}})
            ).matched_count == 1


def _whose(site: str, token: str | None) -> Document:
    return {"_id": site, "lease.token": token}


def _said(site: str, held: Document) -> str:
    holder, since, until = held["holder"], held["since"], held["until"]
    who = f"process {holder['pid']} on {holder['host']}, which began at {_clock(since)} UTC"
    return f"{site} is being crawled by {who}: wait for it, or until {_clock(until)} if it has died"


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
