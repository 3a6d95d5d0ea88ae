"""newscrawl health: which sites somebody has to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli.article_view import told
from newscrawl.cli.crawl import known
from newscrawl.cli.database import opened
from newscrawl.cli.output import console, err, print_fact, print_json, print_table
from newscrawl.cli.process import project_settings
from newscrawl.cli.runs import counted
from newscrawl.cli.sites import starts_of
from newscrawl.mongo.articles.queries import site_records
from newscrawl.mongo.client import Database
from newscrawl.mongo.clock import server_time
from newscrawl.operations.health import Health, examine
from newscrawl.runs.record import FIELDS, Run
from newscrawl.runs.timing import Timing
from newscrawl.text.urls import host_of

COLUMNS = ("site", "state", "since", "reason")


def health(
    sites: Annotated[
        list[str] | None, typer.Argument(help="These sites, with evidence; all when left out.", metavar="SITE...")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """Say which sites are not well, since when and why: from their runs, their schedule, and when they usually publish.

    A named site is shown with its first bad run beside the last good one. Exit code 1 when a site is not well.
    """
    settings = project_settings()
    with opened(settings=settings) as db:
        found = list(examined(db, known(sites or [], settings), settings))
    if json:
        print_json([asdict(each) | {"well": each.well} for each in found])
    elif shown := [each for each in found if sites or not each.well]:
        print_table([row(each) for each in shown], COLUMNS)
        for each in shown if sites else ():
            show(each)
    else:
        err.print(f"All {len(found)} sites are well.")
    if not all(each.well for each in found):
        raise typer.Exit(1)


def examined(db: Database, names: list[str], settings: Settings) -> Iterator[Health]:
    """The health of the sites, or of all that have a spider."""
    loader, records, now = get_spider_loader(settings), site_records(db), server_time(db)
    for name in names or sorted(loader.list()):
        spider = loader.load(name)
        host = next(map(host_of, starts_of(spider)), name)
        yield examine(db, Timing.of(spider), str(getattr(spider, "region", "")), records.get(name, {}), now, host)


def row(health: Health) -> dict[str, Any]:
    """The line of a site."""
    return {"site": health.site, "state": health.state, "since": told(health.since, None), "reason": health.reason}


def show(health: Health) -> None:
    """The evidence: freshness, and which fields were found before and now, by which finders."""
    if health.freshness:
        lag = ", ".join(f"{name} {hours:.1f} h" for name, hours in health.freshness.items())
        print_fact(f"{health.site} freshness", f"{lag} from publication to the first visit")
    good, bad = health.last_good, health.first_bad
    if good and bad:
        console.print()
        print_fact("first bad run", f"{bad.id}, {told(bad.started_at, None)}: {bad.verdict}: {bad.reason}")
        print_fact("last good run", f"{good.id}, {told(good.started_at, None)}: {good.reason}")
        names = [name for name in FIELDS if covered(good, name) != covered(bad, name)]
        print_table(
            [{"field": name, "good": covered(good, name), "bad": covered(bad, name)} for name in names],
            ("field", "good", "bad"),
        )


def covered(run: Run, name: str) -> str:
    """In how many of a run's articles a field was found, and by which finders."""
    found = run.fields.get(name, {})
    return f"{sum(found.values())} of {run.articles}: {counted(found)}" if found else f"0 of {run.articles}"
