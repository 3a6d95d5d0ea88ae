"""Watches sites, and the servers that crawls need, for newscrawl schedule, and tells operators of all of them."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.exceptions import NewscrawlError, StoreUnavailableError
from newscrawl.operations.alerts import Outage
from newscrawl.operations.telling import Message, Notify
from newscrawl.runs.timing import within

__all__ = ["Server", "Watch"]

LOOK = 10.0  # seconds between two looks at a server
AWAY = timedelta(minutes=1)  # that a server does not answer before it is told: a new primary is elected sooner


@dataclass
class Server:
    """A server that crawls need. ``ping`` raises NewscrawlError while it is away, or refuses; ``meanwhile`` says what becomes of crawls then.

    What is told of it is known to this process alone: MongoDB, where it would be kept, may be the one that is away.
    """

    name: str
    ping: Callable[[], Awaitable[object]]
    meanwhile: str
    away_since: datetime | None = None
    told: bool = False
    outage: Outage | None = None

    async def look(self, now: Callable[[], datetime]) -> None:
        """See whether it answers."""
        try:
            await self.ping()
        except NewscrawlError:
            self.away_since = self.away_since or now()
            return
        if self.away_since and self.told:
            self.outage = Outage(self.name, self.away_since, now())
        self.away_since = None

    def message(self, now: datetime) -> Message | None:
        """What is to be told: once when it is away for long, and once when it is back."""
        here = socket.gethostname()
        if self.away_since and not self.told and now - self.away_since >= AWAY:
            since = f"It does not answer {here} since {self.away_since:%Y-%m-%d %H:%M} UTC."
            return Message(f"newscrawl: {self.name} is away", f"{since} {self.meanwhile}")
        if self.outage and self.told and not self.away_since:
            minutes = (self.outage.until - self.outage.since) / timedelta(minutes=1)
            return Message(f"newscrawl: mended: {self.name}", f"It was away for {minutes:.0f} min, as {here} saw it.")
        return None

    def known(self, now: datetime) -> Outage | None:
        """The outage of which operators were told last; it goes on, or is over."""
        return Outage(self.name, self.away_since, now) if self.away_since and self.told else self.outage


class Watch:
    """Reviews the sites every so many seconds in the hours of this machine that are given, and tells of ``servers`` that are away.

    ``review`` looks at all sites, with the outages that were told, and gives the titles of what it told; ``now`` tells MongoDB's time, also while that is away.
    """

    def __init__(
        self,
        review: Callable[[Sequence[Outage]], list[str]],
        servers: Sequence[Server],
        notify: Notify,
        *,
        every: float,
        hours: tuple[int, int],
        now: Callable[[], datetime],
        said: Callable[[str], None],
    ) -> None:
        self.review, self.servers, self.notify, self.said = review, servers, notify, said
        self.every, self.hours, self.now = every, hours, now

    async def run(self) -> None:
        """Go on until this is cancelled."""
        reviewed = time.monotonic()
        while True:
            await asyncio.sleep(min(LOOK, self.every))
            await asyncio.gather(*(server.look(self.now) for server in self.servers))
            if not within(self.hours, datetime.now().hour):
                continue
            for server in self.servers:
                await self._tell_of(server)
            if time.monotonic() - reviewed >= self.every and not self._away(StoreUnavailableError.server):
                reviewed = time.monotonic()
                await self._review()

    def _away(self, name: str) -> bool:
        return any(server.name == name and server.away_since for server in self.servers)

    async def _tell_of(self, server: Server) -> None:
        if (message := server.message(self.now())) is None:
            return
        if await asyncio.to_thread(self.notify, message):
            server.told = not server.told
            self.said(f"told: {message.title}")

    async def _review(self) -> None:
        outages = [outage for server in self.servers if (outage := server.known(self.now()))]
        try:
            titles = await asyncio.to_thread(self.review, outages)
        except StoreUnavailableError:
            return  # the next look says so
        except Exception as error:  # crawls go on, whatever is wrong with a review
            self.said(f"the sites could not be reviewed: {type(error).__name__}: {error}")
            return
        for title in titles:
            self.said(f"told: {title}")
