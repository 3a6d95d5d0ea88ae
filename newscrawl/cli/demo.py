"""newscrawl demo: crawl the demo world, and show what came of it."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer
from scrapy.settings import Settings

from newscrawl.cli.article_view import show_article
from newscrawl.cli.crawl import show_problems
from newscrawl.cli.database import opened
from newscrawl.cli.output import console, err, print_json, print_table
from newscrawl.cli.process import project_settings, run_crawls
from newscrawl.demo.world import SITES, World
from newscrawl.mongo.articles.queries import count_by_site, find_articles
from newscrawl.mongo.documents.schema import to_article
from newscrawl.runs.verdict import RunSummary

DATABASE = "newscrawl_demo"
COLUMNS = ("site", "pages", "stored", "duplicates", "spam_links", "seconds")
SHOWN = "汉中市质监局与西乡县政府签署质量兴县合作协议"


def demo(
    json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Only serve the demo world, until interrupted.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The world's port; a free one when 0.")] = 0,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what happens.")] = False,
) -> None:
    """Crawl a small world of news sites on loopback with the real spiders, pipelines and store.

    Run again, it is a day later in that world: nothing is new, and one article was edited.
    """
    if serve:
        serve_world(port)
        return
    settings = demo_settings(verbose=verbose)
    with opened(DATABASE, settings) as database:
        edition = 2 if count_by_site(database) else 1
        with World(edition, port) as world:
            go_through(world)
            runs = run_crawls(SITES, settings)
        rows = [{column: getattr(run, column) for column in COLUMNS} for run in runs]
        if json:
            print_json({"sites": rows})
        else:
            print_table(rows, COLUMNS)
        show_problems(runs)
        if not json:
            show(runs, next(find_articles(database, site="xin_linghua", title=SHOWN), None))


def demo_settings(*, verbose: bool) -> Settings:
    """The environment's settings, but for what the demo is about: its own sites and database, and no waiting."""
    return project_settings(
        verbose=verbose,
        LOG_LEVEL="INFO" if verbose else "ERROR",  # what goes wrong in the demo world is meant to
        SPIDER_MODULES=["newscrawl.demo.spiders"],
        MONGO_DATABASE=DATABASE,
        MONGO_EMBEDDED=True,
        DOWNLOAD_DELAY=0,
        AUTOTHROTTLE_ENABLED=False,
        RETRY_BACKOFF=0,
        REVISIT_FIRST=0,  # the day that passes between two runs takes no time here, and the world's articles are old
        REVISIT_GROWTH=1,
        REVISIT_DAYS=36_500,
        CONCURRENT_REQUESTS=16,
        CONCURRENT_REQUESTS_PER_DOMAIN=8,
    )


def go_through(world: World) -> None:
    """Make the world this process's proxy for all hosts, whatever the machine's own proxies and exceptions are."""
    os.environ.update(http_proxy=world.address, no_proxy="")


def show(runs: list[RunSummary], article: dict[str, Any] | None) -> None:
    """What the table means, one article in full, and where to look further."""
    stored, changed = sum(run.stored for run in runs), sum(run.changed for run in runs)
    if stored:
        console.print(f"\n{stored} new articles stored.\n")
    else:
        console.print(f"\nNothing new: 0 articles stored. Edited since and stored anew: {changed}.\n")
    if article:
        show_article(to_article(article))
    program = os.path.relpath(sys.argv[0]) if os.sep in sys.argv[0] else sys.argv[0]
    console.print(f"\nLook further: {program} articles --database {DATABASE} --site qinnan_daily", soft_wrap=True)


def serve_world(port: int) -> None:
    """Serve the demo world until Ctrl-C or SIGTERM."""
    with World(port=port) as world:
        err.print(
            f"The demo world is a proxy at {world.address}: http_proxy={world.address} newscrawl crawl {' '.join(SITES)}"
        )
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
