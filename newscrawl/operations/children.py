"""Crawls in processes of their own, each with a limit of time and of memory."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from newscrawl.runs.record import SCHEDULED

__all__ = ["Child", "Limits", "Log"]

GRACE = 60.0  # seconds that a crawl has to end when it is told to
LINE_MAX = 2**20  # bytes of a line of its log
LOOK = 1.0  # seconds between two looks at a process

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a crawl may take: seconds, and bytes of memory with those of its own children, such as a browser."""

    seconds: float
    memory: int


class Child:
    """A crawl of a site in a process of its own, which begins a session: what it started ends with it."""

    def __init__(self, site: str, process: asyncio.subprocess.Process, log: Log | None = None) -> None:
        self.site, self.process, self.pid = site, process, process.pid
        self.reading = asyncio.ensure_future(_read(process.stderr, log)) if process.stderr and log else None

    @classmethod
    async def begin(cls, site: str, log: Log | None = None) -> Child:
        """Begin it. Its log and its last words go where this process's go, or, line by line, to ``log``."""
        # How far it is its document says: lines of so many crawls would help nobody.
        told = {"RUN_TRIGGER": SCHEDULED, "LOGSTATS_INTERVAL": 0}
        words = ("-m", "newscrawl", "crawl", site, "--json", *(f"--set={name}={value}" for name, value in told.items()))
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE if log else None, limit=LINE_MAX, start_new_session=True,
        )  # fmt: skip
        return cls(site, process, log)

    async def end(self, limits: Limits) -> str | None:
        """Wait for its end; which limit ended it, or None when it did so itself. Stops it when this is cancelled."""
        try:
            if broken := await self._broken(limits):
                await self.stop()
            return broken
        except asyncio.CancelledError:
            await self.stop()
            raise
        finally:
            with suppress(ProcessLookupError):  # a browser that it left behind
                os.killpg(self.pid, signal.SIGKILL)
            if self.reading:
                await self.reading

    async def stop(self) -> None:
        """Let it end cleanly, and kill it when it does not, with all that it started."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), GRACE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            await self.process.wait()

    async def _broken(self, limits: Limits) -> str | None:
        loop = asyncio.get_running_loop()
        last = loop.time() + limits.seconds
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), LOOK)
                return None
            if loop.time() > last:
                return f"its limit of {limits.seconds:g} s"
            if self.memory() > limits.memory:
                return f"its limit of {limits.memory // 2**20} MiB"

    def memory(self) -> int:
        """Bytes that it holds now, with its children; 0 when it has ended."""
        with _alive():
            mine = psutil.Process(self.pid)
            return sum(one.memory_info().rss for one in [mine, *mine.children(recursive=True)])
        return 0


async def _read(stream: asyncio.StreamReader, log: Log) -> None:
    """Log a stream's lines to its end; a longer one than LINE_MAX is passed over."""
    while True:
        with suppress(ValueError):
            if not (line := await stream.readline()):
                return
            log(line.decode("utf-8", "replace").rstrip())


@contextmanager
def _alive() -> Iterator[None]:
    """What ends while it is looked at is passed over."""
    with suppress(psutil.NoSuchProcess):
        yield
