"""newscrawl schedule: crawl sites when they are due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli.alerts import channels_of, reviewed
from newscrawl.cli.crawl import known
from newscrawl.cli.metrics import measured
from newscrawl.cli.process import project_settings, store
from newscrawl.cli.slots import opened_for_long, shown, slots_of, stop_with, tell
from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.client import Database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations import scheduling
from newscrawl.operations.scheduling import Scheduler
from newscrawl.operations.telling import Channels
from newscrawl.operations.watching import Watch


class Dispatch(StrEnum):
    """Who crawls what is due."""

    LOCAL = "local"
    CELERY = "celery"


def schedule(
    sites: Annotated[
        list[str] | None, typer.Argument(help="Only these sites; all when left out.", metavar="SITE...")
    ] = None,
    slots: Annotated[
        int, typer.Option(min=1, max=1000, help="Crawls at once; with --dispatch celery, those that wait for a worker.")
    ] = 4,
    dispatch: Annotated[
        Dispatch, typer.Option(help="Who crawls: this machine, or newscrawl worker on any number of machines.")
    ] = Dispatch.LOCAL,
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
    with store(settings) as measuring:
        asyncio.run(scheduled(chosen, settings, slots, dispatch, measuring, once=once))


async def scheduled(
    sites: Mapping[str, str], settings: Settings, count: int, dispatch: Dispatch, measuring: Database, *, once: bool
) -> None:
    """Run a scheduler until it is told to stop. Prometheus is answered from the database ``measuring``, in threads."""
    channels = channels_of(settings, tell)
    async with opened_for_long(settings) as database:
        slots = await slots_of(database, settings, count)
        clock = slots.schedules.clock
        crews = slots if dispatch is Dispatch.LOCAL else handing(settings, slots.schedules, count)
        whole = len(sites) == len(get_spider_loader(settings).list())
        scheduler = Scheduler(slots.schedules, sites, crews, tell, whole=whole)
        stop_with(scheduler.stop)
        watch = watch_of(settings, channels, partial(Clock.ask, database), clock.now) if channels and not once else None
        watching = asyncio.ensure_future(watch.run()) if watch else None
        with measured(settings, count if crews is slots else 0, lambda: len(slots.running), tell, measuring):
            async with shown(slots):
                await scheduler.run(once=once)
        if watching:
            watching.cancel()


def handing(settings: Settings, schedules: Schedules, length: int) -> scheduling.Dispatch:
    """What hands crawls to workers."""
    from newscrawl.operations.queue import Broker, Handing  # an extra's, which is not needed otherwise

    return Handing(Broker(settings["REDIS"]), schedules, length)


def watch_of(
    settings: Settings, channels: Channels, ping: Callable[[], Awaitable[Clock]], now: Callable[[], datetime]
) -> Watch:
    """What tells operators of their sites, and of MongoDB when it is away."""
    return Watch(
        partial(reviewed, settings, channels), ping, channels, every=settings.getfloat("ALERTS_EVERY"),
        hours=settings["ALERTS_HOURS"], now=now, said=tell,
    )  # fmt: skip
