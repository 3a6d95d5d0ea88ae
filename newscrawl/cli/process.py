"""Runs crawls in this process, one site after the other, and shows how far they are."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from time import monotonic
from typing import Any

import scrapy.core.downloader.contextfactory  # noqa: F401 - at its import it looks at all callers and modules: few so far
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.cli.output import err
from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.identity import check_identity
from newscrawl.mongo.client import Database, leave_threads, open_database
from newscrawl.runs.verdict import RunSummary, pages, summarise

logger = logging.getLogger(__name__)
LAST_WORDS = 1.0  # seconds
PROGRESS_EVERY = 0.2  # seconds, on a terminal
LAST = frozenset(["cancelled", "store_down"])  # verdicts after which no other site is begun


def project_settings(*, verbose: bool = False, **changes: Any) -> Settings:
    """The environment's settings; a person sees warnings only, unless ``verbose``."""
    settings = get_project_settings()
    settings.setdict({"LOG_LEVEL": "INFO" if verbose else "WARNING", **changes}, priority="cmdline")
    return settings


def sites_of(settings: Settings) -> SiteLoader:
    """The sites' spiders; those that cannot be loaded are told in a line each."""
    loader = SiteLoader.from_settings(settings)
    for site, why in loader.broken.items():
        err.print(f"newscrawl: {site} is left out: {why}", level="ERROR", facts={"site": site})
    return loader


def run_crawls(
    sites: Sequence[type[Spider] | str], settings: Settings, follow: Callable[[Crawler], None] | None = None
) -> list[RunSummary]:
    """Crawl the sites in order; ``follow`` is called with each crawl before it begins. Raises StoreUnavailableError before anything is fetched when MongoDB does not answer."""
    check_identity(settings)
    summaries: list[RunSummary] = []
    # A page makes thousands of short-lived objects: Python's thresholds collect far too often for them.
    gc.set_threshold(20_000, 20, 20)
    with store(settings), watching() as progress:
        process = AsyncCrawlerProcess(settings)

        async def crawl_all() -> None:
            from twisted.internet import reactor  # only once Scrapy has installed the right one

            try:
                for site in sites:
                    summaries.append(await crawl_one(process, site, progress, follow))
                    if summaries[-1].verdict in LAST:
                        break
            finally:
                if reactor.running:
                    reactor.stop()  # type: ignore[misc] # typed as a module of functions

        loop = asyncio.get_event_loop()
        task = loop.create_task(crawl_all())
        process.start(stop_after_crawl=False)
        if not task.done():  # a signal stops the reactor as soon as the crawl has ended, which has to be told yet
            loop.run_until_complete(asyncio.wait([task], timeout=LAST_WORDS))
    if task.done() and not task.cancelled():
        task.result()
    return [*summaries, *not_begun(sites[len(summaries) :], summaries)]


def not_begun(sites: Sequence[type[Spider] | str], before: Sequence[RunSummary]) -> Iterator[RunSummary]:
    """The runs that there would have been; they did not begin for the reason that ended the last one, or all of them."""
    reason = "store_down" if before and before[-1].verdict == "store_down" else "shutdown"
    for site in sites:
        yield summarise(site if isinstance(site, str) else site.name, {}, reason, 0.0)


@contextmanager
def store(settings: Settings) -> Iterator[Database]:
    """Make sure of MongoDB first, and keep the embedded server, if it is used, until all crawls are done."""
    uri, name, embedded = settings["MONGO_URI"], settings["MONGO_DATABASE"], settings.getbool("MONGO_EMBEDDED")
    with open_database(uri, name, embedded=embedded, progress=err.print) as database:
        yield database
    leave_threads()


@contextmanager
def watching() -> Iterator[Progress | None]:
    """A display on stderr when a person watches; None otherwise."""
    if not err.is_terminal:
        yield None
        return
    told = TextColumn("{task.description}: {task.fields[told]}", markup=False)
    with Progress(SpinnerColumn(), told, TimeElapsedColumn(), console=err, transient=True) as progress:
        yield progress


async def crawl_one(
    process: AsyncCrawlerProcess,
    site: type[Spider] | str,
    progress: Progress | None,
    follow: Callable[[Crawler], None] | None = None,
) -> RunSummary:
    """Crawl one site and say how it went."""
    crawler = process.create_crawler(site)
    if follow:
        follow(crawler)
    started = monotonic()
    watcher = asyncio.ensure_future(watch(crawler, progress) if progress else tell(crawler))
    told = ""
    try:
        await process.crawl(crawler)
    except NewscrawlError as error:
        told = str(error)
    except Exception:
        logger.exception("%s: the crawl could not start", crawler.spidercls.name)
    finally:
        watcher.cancel()
    stats: Mapping[str, Any] = stats_of(crawler)
    reason = str(stats.get("finish_reason", "crashed"))
    run = summarise(crawler.spidercls.name, stats, reason, monotonic() - started)
    return replace(run, reason=told) if told and "finish_reason" not in stats else run


def stats_of(crawler: Crawler) -> Mapping[str, Any]:
    """The counters of a crawl; none before it has started, when asking for them raises RuntimeError."""
    with suppress(RuntimeError):
        return crawler.stats.get_stats()
    return {}


async def watch(crawler: Crawler, progress: Progress) -> None:
    """Show the counters of a crawl until it is cancelled."""
    task = progress.add_task(crawler.spidercls.name, told="", total=None)
    try:
        while True:
            progress.update(task, told=so_far(crawler))
            await asyncio.sleep(PROGRESS_EVERY)
    finally:
        progress.remove_task(task)


async def tell(crawler: Crawler) -> None:
    """Print the counters of a crawl every LOGSTATS_INTERVAL seconds, if there is one, until it is cancelled."""
    site = crawler.spidercls.name
    while interval := crawler.settings.getfloat("LOGSTATS_INTERVAL"):
        await asyncio.sleep(interval)
        err.print(f"{site}: {so_far(crawler)}", facts={"site": site, "run": stats_of(crawler).get("run/id")})


def so_far(crawler: Crawler) -> str:
    """The counters of a crawl in words."""
    stats = stats_of(crawler)
    return f"{pages(stats)} pages, {stats.get('read/articles', 0)} articles, {stats.get('store/new', 0)} new"
