"""newscrawl schedule: crawl sites when they are due."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Annotated

import typer
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli.alerts import channels_of, reviewed
from newscrawl.cli.crawl import known
from newscrawl.cli.metrics import measured
from newscrawl.cli.output import err
from newscrawl.cli.process import project_settings, store
from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.client import Database, open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.mongo.documents.structure import ensured
from newscrawl.operations.children import Limits
from newscrawl.operations.scheduling import Scheduler
from newscrawl.operations.telling import Channels
from newscrawl.operations.watching import Watch


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
    loader = get_spider_loader(settings)
    names = known(sites or [], settings) or sorted(loader.list())
    chosen = {name: getattr(loader.load(name), "priority", "usual") for name in names}
    if not chosen:
        raise ConfigurationError("there is no spider: newscrawl new-site URL makes one")
    with store(settings) as database:
        asyncio.run(scheduled(chosen, settings, slots, database, once=once))


async def scheduled(
    sites: Mapping[str, str], settings: Settings, slots: int, measuring: Database, *, once: bool
) -> None:
    """Run a scheduler until it is told to stop. Prometheus is answered from the database ``measuring``, in threads."""
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
        with measured(settings, slots, lambda: len(scheduler.running), tell, measuring):
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
