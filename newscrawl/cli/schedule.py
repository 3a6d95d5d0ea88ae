"""newscrawl schedule, and what an operator says to it: pause, resume, run-now, cancel."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated

import typer
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli.alerts import channels_of, reviewed
from newscrawl.cli.articles import opened
from newscrawl.cli.crawl import known
from newscrawl.cli.output import console, err
from newscrawl.cli.process import project_settings, store
from newscrawl.exceptions import ConfigurationError, NotFoundError
from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls import runs as run_queries
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules, set_now, set_pause
from newscrawl.mongo.documents.structure import ensured
from newscrawl.operations.children import Limits
from newscrawl.operations.scheduling import Scheduler
from newscrawl.operations.telling import Channels
from newscrawl.operations.watching import Watch

SITE = Annotated[str, typer.Argument(help="The site, as newscrawl sites lists it.")]


def schedule(
    sites: Annotated[
        list[str] | None, typer.Argument(help="Only these sites; all when left out.", metavar="SITE...")
    ] = None,
    slots: Annotated[int, typer.Option(min=1, max=1000, help="Crawls at once.")] = 4,
    once: Annotated[bool, typer.Option("--once", help="Crawl what is due, and end: for a line of cron.")] = False,
) -> None:
    """Crawl sites whenever they are due, each in a process of its own.

    A site is due as often as it declares (every = "30m", or a cron form), or else as often as it publishes. A late site is
    crawled once. Several of these may run, here or on other machines.

    SIGTERM or Ctrl-C: begins nothing more and waits for the crawls that run; a second one ends them, too, cleanly.
    """
    settings = project_settings()
    chosen = known(sites or [], settings) or sorted(get_spider_loader(settings).list())
    if not chosen:
        raise ConfigurationError("there is no spider: newscrawl new-site URL makes one")
    with store(settings):
        asyncio.run(scheduled(chosen, settings, slots, once=once))


async def scheduled(sites: Sequence[str], settings: Settings, slots: int, *, once: bool) -> None:
    """Run a scheduler until it is told to stop."""
    channels = channels_of(settings, tell)
    limits = Limits(settings.getfloat("RUN_SECONDS"), settings.getint("RUN_MEMORY"))
    uri, name, embedded = settings["MONGO_URI"], settings["MONGO_DATABASE"], settings.getbool("MONGO_EMBEDDED")
    async with open_async_database(uri, name, embedded=embedded) as database:
        await ensured(database)
        clock = await Clock.ask(database)
        scheduler = Scheduler(Schedules(database, clock), Runs(database), sites, slots=slots, limits=limits, told=tell)
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, scheduler.stop)
        watch = watch_of(settings, channels, partial(Clock.ask, database), clock.now) if channels and not once else None
        watching = asyncio.ensure_future(watch.run()) if watch else None
        await scheduler.run(once=once)
        if watching:
            watching.cancel()


def watch_of(
    settings: Settings, channels: Channels, ping: Callable[[], Awaitable[Clock]], now: Callable[[], datetime]
) -> Watch:
    """What tells operators of their sites, and of MongoDB when it is away."""
    return Watch(
        partial(reviewed, settings, channels), ping, channels, every=settings.getfloat("ALERTS_EVERY"),
        hours=settings["ALERTS_HOURS"], now=now, said=tell,
    )  # fmt: skip


def tell(line: str) -> None:
    """A line with its time."""
    err.print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}")


def pause(site: SITE) -> None:
    """Leave a site out of the schedule until newscrawl resume. A crawl of it that runs goes on."""
    change(site, "is left out of the schedule until newscrawl resume", paused=True)


def resume(site: SITE) -> None:
    """Take a paused site into the schedule again: it is due now."""
    change(site, "is in the schedule, and due now", paused=False)


def change(site: str, done: str, *, paused: bool) -> None:
    """Pause or resume a site."""
    with opened() as db:
        if not set_pause(db, site, paused=paused):
            raise NotFoundError(unscheduled(site))
    console.print(f"{site} {done}")


def run_now(site: SITE) -> None:
    """Let the scheduler crawl a site as soon as it has a slot. newscrawl crawl does it here and now."""
    with opened() as db:
        if not set_now(db, site):
            raise NotFoundError(unscheduled(site))
    console.print(f"{site} is due now")


def cancel(run_id: Annotated[str, typer.Argument(help="The run, as newscrawl runs lists it.", metavar="RUN")]) -> None:
    """End a run cleanly, wherever it runs: it keeps what it has, and is over in about 15 seconds."""
    with opened() as db:
        if not run_queries.cancel(db, run_id):
            raise NotFoundError(f"there is no run {run_id} that has not ended: newscrawl runs lists them")
    console.print(f"{run_id} ends with its next sign of life")


def unscheduled(site: str) -> str:
    """Why nothing can be said of a site to the scheduler."""
    return f"{site} is not in the schedule: newscrawl schedule takes in each site that has a spider"
