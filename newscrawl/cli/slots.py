"""What newscrawl schedule and newscrawl worker share: a database that stays open, slots for crawls, and how they are stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from scrapy.settings import Settings

from newscrawl.cli.output import err
from newscrawl.mongo.client import AsyncDatabase, Document, open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.mongo.documents.structure import ensured
from newscrawl.operations.children import Limits
from newscrawl.operations.slots import Slots


@asynccontextmanager
async def opened_for_long(settings: Settings) -> AsyncIterator[AsyncDatabase[Document]]:
    """The database, with all that it should have."""
    uri, name, embedded = settings["MONGO_URI"], settings["MONGO_DATABASE"], settings.getbool("MONGO_EMBEDDED")
    async with open_async_database(uri, name, embedded=embedded) as database:
        await ensured(database)
        yield database


async def slots_of(database: AsyncDatabase[Document], settings: Settings, count: int) -> Slots:
    """Slots on this machine; they say here what becomes of each crawl."""
    limits = Limits(settings.getfloat("RUN_SECONDS"), settings.getint("RUN_MEMORY"))
    return Slots(count, Schedules(database, await Clock.ask(database)), Runs(database), limits, tell)


def stop_with(stop: Callable[[], None]) -> None:
    """Call it for each signal to end."""
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def tell(line: str, **facts: object) -> None:
    """A line with its time, and in a log for programs with what it says."""
    err.log_line(line, **facts)
