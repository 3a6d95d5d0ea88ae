"""What the middlewares of fetching/ cost a page, over bare Scrapy: python -m benchmarks.fetching [FOLDER...]

Both fetch the same pages from another process and read nothing of them; each crawl is a fresh process that measures its own CPU
seconds while its spider is open. Rounds alternate which goes first. Both obey robots.txt and wait for nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from benchmarks.crawl import serving
from benchmarks.crawl_child import COMMON, Bare, Meter, measured
from newscrawl.cli.process import project_settings

SAME = {
    **COMMON, "EXTENSIONS": {Meter: 0}, "ITEM_PIPELINES": {}, "SPIDER_MIDDLEWARES": {}, "CONCURRENT_ITEMS": 8, "COOKIES_ENABLED": False,
    "CONCURRENT_REQUESTS": 16, "ROBOTSTXT_OBEY": True, "LOG_LEVEL": "WARNING", "DOWNLOAD_WARNSIZE": 0,
}  # fmt: skip


KINDS = ("bare", "fetching", "lean")  # lean: bare Scrapy without its MetaRefresh, which decodes every page


class Pages(Bare):
    """Fetches all pages of the listing, and reads nothing of them."""

    def parse_article(self, response: Response) -> Iterator[Any]:  # noqa: ARG002 - Scrapy names its arguments
        """Nothing of it."""
        return iter(())


def crawl(kind: str) -> None:
    """One crawl, in this process; prints its CPU milliseconds a page."""
    settings = project_settings() if kind == "fetching" else scrapy.settings.Settings()
    settings.setdict({**SAME, "METAREFRESH_ENABLED": kind != "lean"}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Pages)
    process.crawl(crawler)
    process.start()
    pages = crawler.stats.get_value("response_received_count")
    cpu = measured["cpu_closed"] - measured["cpu_opened"]
    print(json.dumps({"pages": pages, "ms": 1000 * cpu / pages}))


def main() -> None:
    """Run the command line."""
    parser = ArgumentParser(description="What the middlewares of fetching/ cost a page.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="saved pages; else the demo world's")
    parser.add_argument("--pages", type=int, default=1000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="R")
    parser.add_argument("--crawl", choices=KINDS, help="one crawl in this process")
    asked = parser.parse_args()
    if asked.crawl:
        crawl(asked.crawl)
        return
    costs: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with serving(asked.pages, asked.folders) as proxy:
        for number in range(asked.rounds):
            for kind in sorted(costs, reverse=bool(number % 2)):
                costs[kind].append(one(kind, proxy))
    print("| | ms of CPU a page, median | least to most |\n|---|---:|---:|")
    for kind, found in costs.items():
        print(f"| {kind} | {median(found):.2f} | {min(found):.2f} to {max(found):.2f} |")
    for kind in ("bare", "lean"):
        more = median(costs["fetching"]) - median(costs[kind])
        print(
            f"fetching costs {more:.2f} ms more than {kind}, {min(costs['fetching']) - min(costs[kind]):.2f} ms by the least of each"
        )


def one(kind: str, proxy: str) -> float:
    """One crawl in a process of its own; its milliseconds a page."""
    command = [sys.executable, "-m", "benchmarks.fetching", "--crawl", kind]
    done = subprocess.run(command, env={**os.environ, "http_proxy": proxy}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"fetching: the {kind} crawl failed\n{done.stderr[-4000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    print(f"{kind}: {told['pages']} pages, {told['ms']:.2f} ms", file=sys.stderr)
    return float(told["ms"])


if __name__ == "__main__":
    main()
