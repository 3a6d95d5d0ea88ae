"""What a run came to, in one line."""

from __future__ import annotations

from typing import Any

from newscrawl.runs.record import Run

__all__ = ["facts", "last_line"]

COUNTS = {
    "pages": "pages",
    "new": "stored",
    "changed": "changed",
    "unchanged": "unchanged",
    "known": "known",
    "duplicates": "duplicates",
    "dropped": "dropped",
    "failed": "failed",
    "bytes": "bytes",
}


def facts(run: Run) -> dict[str, Any]:
    """The line's parts, for programs: ``site``, ``run``, ``trigger``, ``verdict``, ``reason``, counts, ``bytes``, ``seconds``."""
    counts = {name: run.counts.get(count, 0) for name, count in COUNTS.items()}
    seconds = round(((run.ended_at or run.beat_at) - run.started_at).total_seconds(), 1)
    told = {"site": run.site, "run": run.id, "trigger": run.trigger, "verdict": run.verdict, "reason": run.reason}
    return {**told, **counts, "seconds": seconds}


def last_line(run: Run) -> str:
    """The line that says all of a run.

    >>> from datetime import datetime, timedelta
    >>> began = datetime(2026, 11, 27, 6)
    >>> print(last_line(Run(
    ...     id="county-4398a1c2", site="county", trigger="schedule", host="h", pid=1, versions={}, started_at=began,
    ...     beat_at=began, ended_at=began + timedelta(seconds=42), verdict="ok", reason="7 articles",
    ...     counts={"pages": 9, "stored": 6, "changed": 1, "duplicates": 1, "bytes": 96_400})))
    county: ok: 7 articles; run county-4398a1c2, 9 pages, 6 new, 1 changed, 0 unchanged, 0 known, 1 duplicates, 0 dropped, 0 failed, 96 kB, 42.0 s
    """
    told = facts(run)
    counts = ", ".join(f"{told[name]} {name}" for name in COUNTS if name != "bytes")
    size = f"{told['bytes'] / 1000:,.0f} kB"
    return f"{run.site}: {run.verdict}: {run.reason}; run {run.id}, {counts}, {size}, {told['seconds']} s"
