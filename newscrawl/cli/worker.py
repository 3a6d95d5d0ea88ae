"""newscrawl worker: crawl what schedulers hand out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer
from scrapy.settings import Settings

from newscrawl.cli.metrics import measured
from newscrawl.cli.process import project_settings, sites_of, store
from newscrawl.cli.slots import opened_for_long, shown, slots_of, stop_with, tell
from newscrawl.exceptions import QueueUnavailableError


def worker(slots: Annotated[int, typer.Option(min=1, max=1000, help="Crawls at once.")] = 4) -> None:
    """Crawl what newscrawl schedule --dispatch celery hands out, here; on any number of machines.

    NEWSCRAWL_REDIS is where it is handed out. Each crawl has a process of its own, with the limits that it has with newscrawl schedule.

    SIGTERM or Ctrl-C: takes nothing more and waits for the crawls that run; a second one ends them, too, cleanly.
    """
    settings = project_settings()
    with store(settings):
        asyncio.run(working(sites_of(settings).list(), settings, slots))


async def working(sites: Sequence[str], settings: Settings, slots: int) -> None:
    """Run a worker until it is told to stop."""
    from newscrawl.operations.queue import Broker  # an extra, which only this takes
    from newscrawl.operations.worker import Worker

    broker = Broker(settings["REDIS"])
    with suppress(QueueUnavailableError):  # which is waited for; one that refuses is not
        broker.version()
    async with opened_for_long(settings) as database:
        local = await slots_of(database, settings, slots)
        working = Worker(broker, local, sites, tell)
        stop_with(working.stop)
        with measured(settings, slots, lambda: len(local.running), tell):
            async with shown(local):
                await working.run()
