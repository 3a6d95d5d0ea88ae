"""newscrawl health: which sites somebody has to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

import typer
from scrapy.settings import Settings

from newscrawl.base_spiders.loading import SiteLoader
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
from newscrawl.operations.evidence import Evidence, PageRead, evidence
from newscrawl.operations.health import BROKEN, Health, examine
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

    A named site is shown with its first bad run beside the last good one, and a page of each. Exit code 1 when a site is not well.
    """
    settings = project_settings()
    with opened(settings=settings) as db:
        found = list(examined(db, sites or [], settings))
        pages = {each.site: evidence(db, each) for each in found if sites}
    if json:
        print_json([as_json(each, pages.get(each.site)) for each in found])
    elif shown := [each for each in found if sites or not each.well]:
        print_table([row(each) for each in shown], COLUMNS)
        for each in shown if sites else ():
            show(each, pages[each.site])
    else:
        err.print(f"All {len(found)} sites are well.")
    if not all(each.well for each in found):
        raise typer.Exit(1)


def as_json(health: Health, pages: Evidence | None) -> dict[str, Any]:
    """All that is known of a site; ``pages`` of one that was named."""
    return asdict(health) | {"well": health.well} | ({"pages": asdict(pages)} if pages else {})


def examined(db: Database, names: list[str], settings: Settings) -> Iterator[Health]:
    """The health of the sites, or of all that have a spider."""
    loader, records, now = SiteLoader.from_settings(settings), site_records(db), server_time(db)
    known([name for name in names if name not in loader.broken], settings)
    for name in names or sorted({*loader.list(), *loader.broken}):
        if name in loader.broken:
            yield Health(name, BROKEN, reason=loader.broken[name])
            continue
        spider = loader.load(name)
        host = next(map(host_of, starts_of(spider)), name)
        yield examine(db, Timing.of(spider), str(getattr(spider, "region", "")), records.get(name, {}), now, host)


def row(health: Health) -> dict[str, Any]:
    """The line of a site."""
    return {"site": health.site, "state": health.state, "since": told(health.since, None), "reason": health.reason}


def show(health: Health, pages: Evidence) -> None:
    """The evidence: how fresh its news are, and what is other than before: in its runs, and on a page."""
    console.print()
    if health.freshness:
        lag = ", ".join(f"{name} {hours:.1f} h" for name, hours in health.freshness.items())
        print_fact(f"{health.site} freshness", f"{lag} from publication to the first visit")
    good, bad = health.last_good, health.first_bad
    for name, run in (("first bad run", bad), ("last good run", good)):
        if run:
            print_fact(name, f"{run.id}, {told(run.started_at, None)}: {run.verdict}: {run.reason}")
    if good and bad:
        print_table([row for row in measures(good, bad) if row["good"] != row["bad"]], ("run", "good", "bad"))
    elif good:
        print_table([{"run": row["run"], "good": row["good"]} for row in measures(good, good)], ("run", "good"))
    shown = {name: page_cells(page) for name, page in (("good", pages.good), ("bad", pages.bad)) if page}
    if shown:
        console.print()
        print_table(
            [{"page": name, **{kind: cells[name] for kind, cells in shown.items()}} for name in PAGE], ("page", *shown)
        )


def measures(good: Run, bad: Run) -> list[dict[str, str]]:
    """What is measured of runs, of a good and a bad one side by side."""
    names = {name: partial(covered, name=name) for name in FIELDS} | MEASURES
    return [{"run": name, "good": measure(good), "bad": measure(bad)} for name, measure in names.items()]


def copies(run: Run) -> str:
    """How many of a run's articles were copies of others."""
    count = run.counts.get("duplicates", 0)
    return f"{count} of {count + run.counts.get('stored', 0)}"


MEASURES: dict[str, Callable[[Run], str]] = {
    "different titles": lambda run: f"{run.shapes.get('titles', 0)} of {run.articles}",
    "dated at the crawl": lambda run: f"{run.shapes.get('today', 0)} of {run.articles}",
    "characters of a body": lambda run: str(run.shapes.get("characters", 0)),
    "copies": copies,
    "in the place of pages": lambda run: counted(run.signs) or "-",
    "failures": lambda run: counted(run.failures) or "-",
}
PAGE = ("address", "read", "title", "published", "source", "body", "first words", "found by", "reason")


def page_cells(page: PageRead) -> dict[str, str]:
    """What was made of a page, in the lines of a table."""
    found_by = ", ".join(f"{name} {by}" for name, by in page.found_by.items())
    published = told(page.published_at, None) if page.published_at else ""
    body = f"{page.characters} characters"
    cells = (
        page.url,
        told(page.read_at, None),
        page.title,
        published,
        page.source,
        body,
        page.words,
        found_by,
        page.reason,
    )
    return {name: cell or "-" for name, cell in zip(PAGE, cells, strict=True)}


def covered(run: Run, name: str) -> str:
    """In how many of a run's articles a field was found, and by which finders."""
    found = run.fields.get(name, {})
    return f"{sum(found.values())} of {run.articles}: {counted(found)}" if found else f"0 of {run.articles}"
