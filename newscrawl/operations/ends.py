"""What is said of a run when its process has ended."""

from __future__ import annotations

import socket
from datetime import datetime
from secrets import token_hex
from typing import Protocol

from newscrawl.mongo.crawls.runs import UNHEARD, Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations.children import Child
from newscrawl.runs.ending import facts, last_line
from newscrawl.runs.record import Run

__all__ = ["Told", "tell_end"]


class Told(Protocol):
    """Is told a line, and what it says for programs."""

    def __call__(self, line: str, **facts: object) -> None: ...


async def tell_end(runs: Runs, schedules: Schedules, child: Child, broken: str | None, told: Told) -> None:
    """Say what the run of a process came to. One that a limit ended (``broken``), that was killed, or that could not begin, is kept as such.

    Raises StoreUnavailableError when MongoDB does not answer.
    """
    at, code = schedules.clock.now(), child.process.returncode
    run = await runs.of_process(child.site, socket.gethostname(), child.pid)
    if run is None and (code == 0 or await schedules.crawled(child.site)):
        told(f"{child.site}: another process crawls it", site=child.site)
        return
    untold = broken or run is None or run.ended_at is None
    if run is None:
        run = unbegun(child, at)
        await runs.begin(run)
    elif untold:
        run = await runs.stopped(run, f"stopped by {broken}" if broken else UNHEARD, at)
    if untold:
        last = {"id": run.id, "ended_at": run.ended_at, "verdict": run.verdict, "reason": run.reason}
        await schedules.failed(child.site, last)
    told(last_line(run), **facts(run))


def unbegun(child: Child, at: datetime) -> Run:
    """The run of a process that ended before it began one."""
    reason = f"its process ended with {child.process.returncode} before it began: newscrawl crawl {child.site} says why"
    return Run(
        id=f"{child.site}-{token_hex(4)}", site=child.site, trigger=child.trigger, host=socket.gethostname(), pid=child.pid, versions={},
        started_at=at, beat_at=at, ended_at=at, verdict="crashed", reason=reason,
    )  # fmt: skip
