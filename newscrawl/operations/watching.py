"""Watches sites and MongoDB for newscrawl schedule, and tells operators of both."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.operations.alerts import Outage
from newscrawl.operations.telling import Message, Notify
from newscrawl.runs.timing import within

__all__ = ["Watch"]

LOOK = 10.0  # seconds between two looks at MongoDB
AWAY = timedelta(minutes=1)  # that MongoDB does not answer before it is told: a new primary is elected sooner


class Watch:
    """Reviews the sites every so many seconds in the hours of this machine that are given, and tells of MongoDB itself when it is away.

    ``review`` looks at all sites and gives the titles of what it told; ``ping`` raises StoreUnavailableError while MongoDB is away;
    ``now`` tells MongoDB's time, also then.
    What is told of MongoDB is known to this process alone: what is kept there cannot be read then.
    """

    def __init__(
        self,
        review: Callable[[Outage | None], list[str]],
        ping: Callable[[], Awaitable[object]],
        notify: Notify,
        *,
        every: float,
        hours: tuple[int, int],
        now: Callable[[], datetime],
        said: Callable[[str], None],
    ) -> None:
        self.review, self.ping, self.notify, self.said = review, ping, notify, said
        self.every, self.hours, self.now = every, hours, now
        self.away_since: datetime | None = None
        self.told = False
        self.outage: Outage | None = None

    async def run(self) -> None:
        """Go on until this is cancelled."""
        reviewed = time.monotonic()
        while True:
            await asyncio.sleep(min(LOOK, self.every))
            there = await self._look()
            if not within(self.hours, datetime.now().hour):
                continue
            await self._tell_of_mongodb()
            if there and time.monotonic() - reviewed >= self.every:
                reviewed = time.monotonic()
                await self._review()

    async def _look(self) -> bool:
        """Whether MongoDB answers."""
        try:
            await self.ping()
        except StoreUnavailableError:
            self.away_since = self.away_since or self.now()
            return False
        if self.away_since and self.told:
            self.outage = Outage(self.away_since, self.now())
        self.away_since = None
        return True

    async def _tell_of_mongodb(self) -> None:
        """Once when it is away for long, and once when it is back."""
        here = socket.gethostname()
        if self.away_since and not self.told and self.now() - self.away_since >= AWAY:
            text = (
                f"It does not answer {here} since {self.away_since:%Y-%m-%d %H:%M} UTC. Nothing is crawled meanwhile."
            )
            self.told = await self._told(Message("newscrawl: MongoDB is away", text))
        elif self.outage and self.told and not self.away_since:
            minutes = (self.outage.until - self.outage.since) / timedelta(minutes=1)
            text = f"It was away for {minutes:.0f} min, as {here} saw it."
            self.told = not await self._told(Message("newscrawl: mended: MongoDB", text))

    async def _told(self, message: Message) -> bool:
        if done := await asyncio.to_thread(self.notify, message):
            self.said(f"told: {message.title}")
        return done

    async def _review(self) -> None:
        try:
            titles = await asyncio.to_thread(self.review, self.outage)
        except StoreUnavailableError:
            return  # the next look says so
        except Exception as error:  # crawls go on, whatever is wrong with a review
            self.said(f"the sites could not be reviewed: {type(error).__name__}: {error}")
            return
        for title in titles:
            self.said(f"told: {title}")
