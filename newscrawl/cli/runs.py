"""newscrawl runs and newscrawl run: how crawls went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer

from newscrawl.cli.article_view import told
from newscrawl.cli.database import opened
from newscrawl.cli.output import console, err, print_fact, print_json, print_table
from newscrawl.exceptions import NotFoundError
from newscrawl.mongo.crawls.runs import find_runs, run_of
from newscrawl.runs.record import Run

COLUMNS = ("started", "site", "verdict", "pages", "new", "changed", "failed", "id")
DATABASE = Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")]


def runs(
    site: Annotated[str | None, typer.Option(help="Only of this site.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest first.")] = 20,
    database: DATABASE = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list, with all that is known of each.")] = False,
) -> None:
    """List crawls, the latest first: when, of which site, and how they went. newscrawl run ID tells all of one."""
    with opened(database) as db:
        found = list(find_runs(db, site=site, limit=limit))
    if json:
        print_json([asdict(each) for each in found])
    elif found:
        print_table([row(each) for each in found], COLUMNS)
    else:
        err.print(f"There was no run{f' of {site}' if site else ''} yet.")


def run(
    run_id: Annotated[str, typer.Argument(help="The run, as newscrawl runs lists it.", metavar="ID")],
    database: DATABASE = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show how one crawl went: verdict and reason, what was counted, and which finder found each field how often."""
    with opened(database) as db:
        found = run_of(db, run_id)
    if found is None:
        raise NotFoundError(f"there is no run {run_id}: newscrawl runs lists them")
    if json:
        print_json(asdict(found))
        return
    show(found)


def row(run: Run) -> dict[str, Any]:
    """The line of a run."""
    counts = run.counts
    return {
        "started": told(run.started_at, None),
        "site": run.site,
        "verdict": run.verdict or "running",
        "pages": counts.get("pages", 0),
        "new": counts.get("stored", 0),
        "changed": counts.get("changed", 0),
        "failed": counts.get("failed", 0),
        "id": run.id,
    }


def show(run: Run) -> None:
    """All of a run, for a person."""
    print_fact("run", run.id)
    print_fact("site", run.site)
    print_fact("verdict", f"{run.verdict}: {run.reason}" if run.verdict else "running")
    print_fact("began", f"{told(run.started_at, None)}, {run.trigger}, process {run.pid} on {run.host}")
    end = run.ended_at or run.beat_at
    print_fact("ended" if run.ended_at else "last heard of", f"{told(end, None)}, after {duration(run)}")
    print_fact("versions", counted(run.versions))
    print_fact("counts", counted(run.counts))
    for name in ("statuses", "failures", "signs", "dropped"):
        if table := getattr(run, name):
            print_fact(name, counted(table))
    if run.latency:
        print_fact("latency", ", ".join(f"{name} {seconds:.2f} s" for name, seconds in run.latency.items()))
    if run.articles:
        console.print()
        print_fact("fields", f"in how many of {run.articles} articles, and by which finder")
        rows = [{"field": name, "found": sum(by.values()), "found by": counted(by)} for name, by in run.fields.items()]
        print_table(rows, ("field", "found", "found by"))


def duration(run: Run) -> str:
    """How long a run took, or goes on by now."""
    return f"{((run.ended_at or run.beat_at) - run.started_at).total_seconds():.0f} s"


def counted(table: Mapping[str, Any]) -> str:
    """Names and numbers in a line, the greatest first."""
    ranked = sorted(table.items(), key=lambda one: one[1] if isinstance(one[1], int) else 0, reverse=True)
    return ", ".join(f"{name} {count}" for name, count in ranked if count)
