"""newscrawl sites: the spiders there are, and what is stored of their sites."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from scrapy import Spider
from scrapy.settings import Settings

from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.cli.article_view import told
from newscrawl.cli.database import opened
from newscrawl.cli.output import err, print_json, print_table
from newscrawl.cli.process import project_settings, sites_of
from newscrawl.exceptions import NewscrawlError
from newscrawl.mongo.articles.queries import count_by_site, site_records
from newscrawl.mongo.client import Document
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.crawls.schedules import lateness

MINUTE = 60  # seconds
COLUMNS = ("site", "region", "kind", "articles", "farm", "last", "verdict", "next", "start_urls")


def sites(
    database: Annotated[str | None, typer.Option(help="The database; NEWSCRAWL_MONGO_DATABASE when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """List the sites that have a spider.

    "farm" is the site's score as a farm of reposts, from 0 to 1: the mean of two shares of its latest 200 articles, those that
    copy an earlier one of another site, and those with commercial links or lines at their tail. "last" and "verdict" are those of
    its last run, "next" is when newscrawl schedule crawls it again, or how late it is.
    """
    settings = project_settings()
    loader = sites_of(settings)
    spiders = [loader.load(name) for name in sorted(loader.list())]
    counts, records, now = stored(database, settings)
    rows = [row(spider, counts.get(spider.name, 0), records.get(spider.name, {}), now, json=json) for spider in spiders]
    if json:
        print_json(rows)
    else:
        print_table(rows, COLUMNS)


def stored(database: str | None, settings: Settings) -> tuple[dict[str, int], dict[str, Document], datetime]:
    """Numbers of articles and records by site, and MongoDB's time; none, and a line that says why, when there is no MongoDB."""
    try:
        with opened(database, settings) as db:
            return count_by_site(db), site_records(db), server_time(db)
    except NewscrawlError as error:
        err.print(f"newscrawl: without what is stored: {error}")
        return {}, {}, datetime.now(UTC)


def row(spider: type[Spider], articles: int, record: Document, now: datetime, *, json: bool) -> dict[str, Any]:
    """What is known of a site."""
    farming, run, schedule = (record.get(name, {}) for name in ("farming", "last_run", "schedule"))
    due, late = schedule.get("next_at"), lateness(record, now)
    starts = starts_of(spider)
    return {
        "site": spider.name,
        "region": getattr(spider, "region", ""),
        "kind": spider.__mro__[1].__name__,
        "articles": articles,
        "farm": farming if json else farming.get("score", ""),
        "last": run.get("ended_at") if json else told(run.get("ended_at"), None),
        "verdict": run.get("verdict", ""),
        "next": due if json else planned(schedule, late),
        **({"late": round(late), "paused": bool(schedule.get("paused"))} if json else {}),
        "start_urls": starts if json else "\n".join(starts),
    }


def starts_of(spider: type[Spider]) -> list[str]:
    """The addresses at which a site's crawls begin."""
    return spider.beginnings() if issubclass(spider, NewsSpider) else list(getattr(spider, "start_urls", []))


def planned(schedule: Document, late: float) -> str:
    """When a site is crawled next, for people; ``late`` in seconds."""
    if schedule.get("paused"):
        return "paused"
    return f"{late // 60:.0f} min late" if late >= MINUTE else told(schedule.get("next_at"), None)
