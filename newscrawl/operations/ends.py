"""What is said of a run when its process has ended."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from newscrawl.mongo.crawls.runs import UNHEARD, Runs
from newscrawl.operations.children import Child
from newscrawl.runs.ending import facts, last_line

__all__ = ["Told", "tell_end"]


class Told(Protocol):
    """Is told a line, and what it says for programs."""

    def __call__(self, line: str, **facts: object) -> None: ...


async def tell_end(runs: Runs, child: Child, broken: str | None, at: datetime, told: Told) -> None:
    """Say what the run of a process came to. One that a limit ended (``broken``), or that was killed, is kept as such.

    Raises StoreUnavailableError when MongoDB does not answer.
    """
    run = await runs.of_process(child.site, child.pid)
    if run is None:  # another process crawls the site, or this one did not come so far
        told(f"{child.site}: ended without a run", site=child.site)
        return
    if broken or run.ended_at is None:
        run = await runs.stopped(run, f"stopped by {broken}" if broken else UNHEARD, at)
    told(last_line(run), **facts(run))
