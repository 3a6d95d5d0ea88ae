"""The server's time, which is the same for all machines that ask it: their own clocks may differ by minutes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from newscrawl.mongo.client import AsyncDatabase, Database, Document
from newscrawl.mongo.failures import translated

__all__ = ["Clock", "server_time"]


def server_time(database: Database) -> datetime:
    """The server's time in UTC, for a command. Raises StoreUnavailableError when it does not answer."""
    with translated():
        return _told(database.command("hello"))


class Clock:
    """Tells the server's time, asked once and carried on by this machine's monotonic clock, to about the length of one answer."""

    def __init__(self, told: datetime, at: float) -> None:
        self.told, self.at = told, at

    @classmethod
    async def ask(cls, database: AsyncDatabase[Document]) -> Clock:
        """Ask the server. Raises StoreUnavailableError when it does not answer."""
        before = time.monotonic()
        with translated():
            told = _told(await database.command("hello"))
        return cls(told, (before + time.monotonic()) / 2)

    async def again(self, database: AsyncDatabase[Document]) -> None:
        """Ask once more, in a process that runs for long: a monotonic clock stands still while its machine sleeps."""
        asked = await Clock.ask(database)
        self.told, self.at = asked.told, asked.at

    def now(self) -> datetime:
        """The server's time, in UTC."""
        return self.told + timedelta(seconds=time.monotonic() - self.at)


def _told(hello: Document) -> datetime:
    told: datetime = hello["localTime"]
    return told.replace(tzinfo=UTC)
