"""What is said of a run when its process has ended."""

from __future__ import annotations

import socket
from secrets import token_hex
from typing import Any, Protocol

from newscrawl.mongo.crawls.runs import UNHEARD, Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations.children import Child
from newscrawl.runs.ending import facts, last_line
from newscrawl.runs.record import SCHEDULED, Run

__all__ = ["Told", "tell_end", "tell_unbegun"]


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
    if run is None:
        reason = f"its process ended with {code} before it began: newscrawl crawl {child.site} says why"
        await tell_unbegun(runs, schedules, child.site, reason, told, pid=child.pid)
        return
    if broken or run.ended_at is None:
        run = await runs.stopped(run, f"stopped by {broken}" if broken else UNHEARD, at)
        await schedules.failed(run.site, last_run(run))
    told(last_line(run), **facts(run))


async def tell_unbegun(
    runs: Runs, schedules: Schedules, site: str, reason: str, told: Told, *, pid: int | None = None
) -> None:
    """Keep and say that a run did not begin. Raises StoreUnavailableError when MongoDB does not answer."""
    at = schedules.clock.now()
    run = Run(
        id=f"{site}-{token_hex(4)}", site=site, trigger=SCHEDULED, host=socket.gethostname(), pid=pid or 0, versions={},
        started_at=at, beat_at=at, ended_at=at, verdict="crashed", reason=reason,
    )  # fmt: skip
    await runs.begin(run)
    await schedules.failed(site, last_run(run))
    told(last_line(run), **facts(run))


def last_run(run: Run) -> dict[str, Any]:
    """What is kept of it with its site."""
    return {"id": run.id, "ended_at": run.ended_at, "verdict": run.verdict, "reason": run.reason}
