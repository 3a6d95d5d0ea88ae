"""newscrawl schedule: crawl sites when they are due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from scrapy.settings import Settings

from newscrawl.cli.alerts import channels_of, reviewed
from newscrawl.cli.crawl import known
from newscrawl.cli.metrics import measured
from newscrawl.cli.process import project_settings, sites_of, store
from newscrawl.cli.slots import opened_for_long, shown, slots_of, stop_with, tell
from newscrawl.exceptions import ConfigurationError, QueueUnavailableError, StoreUnavailableError
from newscrawl.mongo.client import Database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations import scheduling
from newscrawl.operations.scheduling import Scheduler
from newscrawl.operations.telling import Channels
from newscrawl.operations.watching import Server, Watch


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
    loader = sites_of(settings)
    names = known(sites or [], settings) or sorted(loader.list())
    chosen = {name: getattr(loader.load(name), "priority", "usual") for name in names}
    if not chosen:
        raise ConfigurationError("there is no spider: newscrawl new-site URL makes one")
    with store(settings) as measuring:
        whole = not sites and not loader.broken
        asyncio.run(scheduled(chosen, settings, slots, dispatch, measuring, whole=whole, once=once))


async def scheduled(
    sites: Mapping[str, str],
    settings: Settings,
    count: int,
    dispatch: Dispatch,
    measuring: Database,
    *,
    whole: bool,
    once: bool,
) -> None:
    """Run a scheduler until it is told to stop. Prometheus is answered from the database ``measuring``, in threads."""
    channels = channels_of(settings, tell)
    async with opened_for_long(settings) as database:
        slots = await slots_of(database, settings, count)
        servers = [Server(StoreUnavailableError.server, partial(Clock.ask, database), "Nothing is crawled meanwhile.")]
        crews: scheduling.Dispatch = slots
        if dispatch is Dispatch.CELERY:
            crews, queue = handing(settings, slots.schedules, count)
            servers.append(queue)
        scheduler = Scheduler(slots.schedules, sites, crews, tell, whole=whole)
        stop_with(scheduler.stop)
        watch = watch_of(settings, channels, servers, slots.schedules.clock.now) if channels and not once else None
        watching = asyncio.ensure_future(watch.run()) if watch else None
        with measured(settings, count if crews is slots else 0, lambda: len(slots.running), tell, measuring):
            async with shown(slots):
                await scheduler.run(once=once)
        if watching:
            watching.cancel()


def handing(settings: Settings, schedules: Schedules, length: int) -> tuple[scheduling.Dispatch, Server]:
    """What hands crawls to workers, and the queue for that."""
    from newscrawl.operations.queue import Broker, Handing  # an extra's, which is not needed otherwise

    broker = Broker(settings["REDIS"])
    meanwhile = "Nothing is handed to workers meanwhile."
    queue = Server(QueueUnavailableError.server, partial(asyncio.to_thread, broker.version), meanwhile)
    return Handing(broker, schedules, length), queue


def watch_of(settings: Settings, channels: Channels, servers: Sequence[Server], now: Callable[[], datetime]) -> Watch:
    """What tells operators of their sites, and of servers that are away."""
    return Watch(
        partial(reviewed, settings, channels), servers, channels, every=settings.getfloat("ALERTS_EVERY"),
        hours=settings["ALERTS_HOURS"], now=now, said=tell,
    )  # fmt: skip
