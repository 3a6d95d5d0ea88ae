"""What an operator says to newscrawl schedule: pause, resume, run-now, cancel."""

from __future__ import annotations

from typing import Annotated

import typer

from newscrawl.cli.database import opened
from newscrawl.cli.output import console
from newscrawl.exceptions import NotFoundError
from newscrawl.mongo.crawls.runs import cancel as cancel_run
from newscrawl.mongo.crawls.schedules import set_now, set_pause

SITE = Annotated[str, typer.Argument(help="The site, as newscrawl sites lists it.")]


def pause(site: SITE) -> None:
    """Leave a site out of the schedule until newscrawl resume. A crawl of it that runs goes on."""
    change(site, "is left out of the schedule until newscrawl resume", paused=True)


def resume(site: SITE) -> None:
    """Take a paused site into the schedule again: it is due now."""
    change(site, "is in the schedule, and due now", paused=False)


def change(site: str, done: str, *, paused: bool) -> None:
    """Pause or resume a site."""
    with opened() as db:
        if not set_pause(db, site, paused=paused):
            raise NotFoundError(unscheduled(site))
    console.print(f"{site} {done}")


def run_now(site: SITE) -> None:
    """Let the scheduler crawl a site as soon as it has a slot. newscrawl crawl does it here and now."""
    with opened() as db:
        if not set_now(db, site):
            raise NotFoundError(f"{unscheduled(site)}, and newscrawl resume each that is paused")
    console.print(f"{site} is due now")


def cancel(run_id: Annotated[str, typer.Argument(help="The run, as newscrawl runs lists it.", metavar="RUN")]) -> None:
    """End a run cleanly, wherever it runs: it keeps what it has, and is over in about 15 seconds."""
    with opened() as db:
        if not cancel_run(db, run_id):
            raise NotFoundError(f"there is no run {run_id} that goes on: newscrawl runs lists them")
    console.print(f"{run_id} ends with its next sign of life")


def unscheduled(site: str) -> str:
    """Why nothing can be said of a site to the scheduler."""
    return f"{site} is not in the schedule: newscrawl schedule takes in each site that has a spider"
