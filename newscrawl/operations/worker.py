"""Takes crawls from the queue and runs them on this machine."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from celery.worker import WorkController, state
from celery.worker.consumer import Consumer
from celery.worker.control import Panel
from redis.exceptions import RedisError

from newscrawl.exceptions import NewscrawlError
from newscrawl.operations.patience import Patience
from newscrawl.operations.queue import TASK, Broker
from newscrawl.operations.slots import Slots

__all__ = ["Worker"]

logger = logging.getLogger("celery")
PAUSE = 2.0  # seconds between two attempts to reach MongoDB
LONGEST = 500  # characters of such a line
STRANGE = "dropped a message: newscrawl has not written it, or its site has no spider here"


class Worker:
    """Crawls what schedulers hand out, of ``sites``, in ``slots``. Any number of them may run at a time, anywhere.

    ``told`` gets a line for each run that ends and for what goes wrong.
    """

    def __init__(self, broker: Broker, slots: Slots, sites: Collection[str], told: Callable[[str], None]) -> None:
        self.broker, self.slots, self.sites, self.told = broker, slots, sites, told
        self.patience = Patience(told, "what comes waits for it")
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        """Go on until it is stopped and all runs have ended."""
        loop = asyncio.get_running_loop()

        def crawl(*words: Any, **_: Any) -> None:  # in one of Celery's threads, as many as there are slots
            asyncio.run_coroutine_threadsafe(self._crawl(words), loop).result()

        self.broker.app.task(name=TASK)(crawl)
        logger.setLevel(logging.ERROR)
        logger.addHandler(Heard(self.told))
        Panel.data = {"ping": Panel.data["ping"]}  # what may be asked of this process from afar
        controller = WorkController(
            self.broker.app, hostname=f"newscrawl@{socket.gethostname()}.{os.getpid()}", concurrency=self.slots.count, consumer_cls=partial(Listener, self.told, self.broker),
            without_gossip=True, without_mingle=True, without_heartbeat=True,
        )  # fmt: skip
        await asyncio.to_thread(controller.start)

    def stop(self) -> None:
        """Take nothing more; called again, end the crawls that run, cleanly."""
        if self.stopping.is_set():
            self.slots.end()
        elif running := self.slots.running:
            self.told(f"waiting for {len(running)} crawls to end: {', '.join(sorted(running))}")
        self.stopping.set()
        state.should_stop = 0

    async def _crawl(self, words: tuple[Any, ...]) -> None:
        """Crawl a site that waits for a worker, if MongoDB says that it does."""
        if (asked := self._read(words)) is None:
            self.told(STRANGE)
            return
        if going := self.slots.running.get(asked[0]):  # its crawl has told of its end, and its process ends
            await asyncio.wait([going])
        while (begun := await self.patience.ask(self._begin(*asked))) is None and not self.stopping.is_set():
            await asyncio.wait([asyncio.ensure_future(self.stopping.wait())], timeout=PAUSE)
        if begun:
            await asyncio.gather(self.slots.running[asked[0]], return_exceptions=True)

    def _read(self, words: tuple[Any, ...]) -> tuple[str, datetime] | None:
        """What a message says; None when it is none of a scheduler's."""
        try:
            site, until = words
            return (site, datetime.fromisoformat(until)) if site in self.sites else None
        except (TypeError, ValueError):
            return None

    async def _begin(self, site: str, until: datetime) -> bool:
        """Begin a crawl; False for a message that is late: somebody else crawls the site, or has."""
        await self.slots.schedules.ask_time()
        due = await self.slots.schedules.handed(site, until)
        return due is not None and await self.slots.begin(due)


class Heard(logging.Handler):
    """Tells what Celery says of its errors, in a line."""

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__()
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        self.told(f"Celery: {' '.join(record.getMessage().split())[:LONGEST]}")


class Listener(Consumer):  # type: ignore[misc] # Celery has no types
    """Celery's own, which says once that Redis is away, and goes on after a message that is none."""

    def __init__(self, told: Callable[[str], None], broker: Broker, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.told, self.broker = told, broker
        self.connection_errors += (ValueError, TypeError, KeyError, AttributeError)  # of what is no message at all

    def create_task_handler(self, *words: Any) -> Callable[[Any], Any]:
        """Celery's own, which falls over messages that are not as it writes them, and would get them again."""
        handle = super().create_task_handler(*words)

        def handled(message: Any) -> Any:
            try:
                return handle(message)
            except (OSError, RedisError):  # Redis went away
                raise
            except Exception:
                return self.on_unknown_message(None, message)

        return handled

    def ensure_connected(self, conn: Any) -> Any:
        """Wait for Redis."""
        away: list[Exception] = []

        def missed(error: Exception, _seconds: float) -> None:
            if not away:
                self.told(f"nothing is taken from Redis: {why_not(self.broker)}")
            away.append(error)

        connected = conn.ensure_connection(missed, None, interval_max=5, callback=state.maybe_shutdown)
        if away:
            self.told("Redis is back")
        self.first_connection_attempt = False
        return connected

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Let go of the connection, which may be in such a state that Celery's own way falls over it (kombu 5.7)."""
        with suppress(Exception):
            super().on_connection_error_after_connected(exc)

    def on_connection_error_before_connected(self, exc: Exception) -> None:
        """Said by ``ensure_connected``."""

    def on_unknown_message(self, _body: Any, message: Any) -> None:
        """Drop it, and say nothing of its words."""
        self.told(STRANGE)
        message.ack_log_error(logger, self.connection_errors)

    def on_unknown_task(self, _body: Any, message: Any, _error: Exception) -> None:
        """The same."""
        self.on_unknown_message(None, message)

    on_invalid_task = on_unknown_task

    def on_decode_error(self, message: Any, _error: Exception) -> None:
        """The same."""
        self.on_unknown_message(None, message)


def why_not(broker: Broker) -> str:
    """Why nothing comes from Redis."""
    try:
        broker.version()
    except NewscrawlError as error:
        return str(error)
    return "it does not let Celery listen"
