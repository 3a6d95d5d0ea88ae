"""What newscrawl schedule and newscrawl worker share: a database that stays open, slots for crawls, and how they are stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from rich.progress import Progress, TaskID
from scrapy.settings import Settings

from newscrawl.cli.output import err
from newscrawl.cli.process import watching
from newscrawl.exceptions import StoreUnavailableError
from newscrawl.mongo.client import AsyncDatabase, Document, open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.mongo.documents.structure import ensured
from newscrawl.operations.children import Limits
from newscrawl.operations.slots import Slots
from newscrawl.runs.record import Run

SHOWN_EVERY = 0.5  # seconds


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
    log = err.print if err.is_terminal else None  # whoever watches reads whole lines above what is shown
    return Slots(count, Schedules(database, await Clock.ask(database)), Runs(database), limits, tell, log)


@asynccontextmanager
async def shown(slots: Slots) -> AsyncIterator[None]:
    """Show a person who watches how far the crawls are, while the block goes on."""
    with watching() as progress:
        showing = asyncio.ensure_future(show(slots, progress)) if progress else None
        yield
        if showing:
            showing.cancel()


async def show(slots: Slots, progress: Progress) -> None:
    """Show a row for each crawl, with what its last sign of life says, until this is cancelled."""
    rows: dict[str, TaskID] = {}
    while True:
        going: Mapping[str, Run] = {}
        with suppress(StoreUnavailableError):
            going = await slots.runs.going() if slots.running else {}
        for site in slots.running:
            if site not in rows:
                rows[site] = progress.add_task(site, told="begins", total=None)
            if site in going:
                progress.update(rows[site], told=so_far(going[site]))
        for site in rows.keys() - slots.running.keys():
            progress.remove_task(rows.pop(site))
        await asyncio.sleep(SHOWN_EVERY)


def so_far(run: Run) -> str:
    """How far a crawl is, in words."""
    return f"{run.counts.get('pages', 0)} pages, {run.articles} articles, {run.counts.get('stored', 0)} new"


def stop_with(stop: Callable[[], None]) -> None:
    """Call it for each signal to end."""
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def tell(line: str, **facts: object) -> None:
    """A line with its time, and in a log for programs with what it says."""
    err.log_line(line, **facts)
