"""A site with one listing, which a test changes between two crawls, and a program that crawls it.

``county.py '{"proxy": "http://...", "listings": [...], "settings": {...}}'`` prints the stats and what MongoDB was asked.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from pymongo import monitoring
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from newscrawl.base_spiders.listing_spider import ListingSpider
from newscrawl.base_spiders.sitemap_news_spider import SitemapNewsSpider
from newscrawl.demo.server import Answer
from newscrawl.items import Entry

PROGRAM = Path(__file__)
HOST = "www.example.com"  # nothing leaves the machine
SITE = f"http://{HOST}"
HTML = {"Content-Type": "text/html; charset=utf-8"}
TAGGED = {"ETag": '"1"', "Last-Modified": "Fri, 20 Mar 2020 04:21:03 GMT"}


def path(number: int) -> str:
    return f"/n/{number}.html"


@dataclass
class County:
    """Lists ``articles`` (their numbers), ``a_page`` on each page; ``answers`` are given instead of a page, ``when`` a page is
    asked for something is done first.
    """

    articles: list[int]
    a_page: int = 20
    pinned: list[int] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    base: str = ""  # of the addresses of articles
    view: str = ""  # what their addresses end in
    tags: bool = False  # whether listings have an ETag
    when: dict[str, Callable[[], object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, target: str) -> Answer:
        self.asked.append(target)
        self.when.get(target, int)()
        if target in self.answers:
            return self.answers[target]
        if target == "/" or target.startswith("/list_"):
            return self.listing(1 if target == "/" else int(target[6:-5]))
        named = re.match(r"(?:/wap)?/n/(\d+)\.html", target)
        return article(int(named[1]), self.headers) if named else Answer(404, b"404", HTML)

    def listing(self, number: int) -> Answer:
        shown = self.articles[(number - 1) * self.a_page : number * self.a_page]
        items = "".join(
            f"<li><a href={self.base}{path(one)}{self.view}>{title(one)}</a></li>" for one in [*self.pinned, *shown]
        )
        more = (
            f"<a class=next href=/list_{number + 1}.html>下一页</a>"
            if number * self.a_page < len(self.articles)
            else ""
        )
        body = f"<html><body><ul>{items}</ul>{more}</body></html>".encode()
        tags = {"ETag": f'"{crc32(body)}"'} if self.tags else {}
        return Answer(body=body, headers=HTML | tags)

    def taken(self) -> Counter[str]:
        """What was asked for since the last time."""
        asked, self.asked = [one for one in self.asked if one != "/robots.txt"], []
        return Counter(asked)


def title(number: int) -> str:
    return f"县里的第{number}号通知已经印发"


def article(number: int, headers: dict[str, str], more: str = "") -> Answer:
    text = "".join(f"<p>第{number}号通知的第{line}段，说的是县里的事情，大家都要照着办。</p>" for line in range(3))
    own = f"<link rel=canonical href={path(number)}>"
    page = f"<html><head>{own}<title>{title(number)}</title></head><body><h1>{title(number)}</h1><div>{text}<p>{more}</p></div></body></html>"
    return Answer(body=page.encode(), headers=HTML | headers)


class CountySpider(SitemapNewsSpider, ListingSpider):
    name = "county"
    article_urls = "/n/"
    start_urls = [f"{SITE}/"]  # each crawl is told its own
    article_links = "li a"
    next_page = "a.next"
    broken: dict[str, str] = {}  # path of an article to what is wrong with this program

    def parse_article(self, response: Response, entry: Entry | None = None) -> Iterator[Any]:
        wrong = self.broken.get(response.url.removeprefix(SITE))
        if wrong == "callback":
            raise ValueError("the callback\nfails")
        for each in super().parse_article(response, entry):
            if wrong == "stage":
                each.links = None
            if wrong == "refused":
                each.channel = 7
            if wrong == "no title":
                each.title = None
            yield each


class Queries(monitoring.CommandListener):
    """Counts what MongoDB is asked, by command and collection."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        by = ",".join(event.command.get("filter", ()))
        self.asked[f"{event.command_name} {event.command.get(event.command_name)} {by}".strip()] += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


def main() -> None:
    asked = json.loads(sys.argv[1])
    os.environ.update(http_proxy=asked["proxy"], no_proxy="")
    monitoring.register(queries := Queries())
    settings = get_project_settings()
    settings.setdict(asked["settings"], priority="cmdline")
    CountySpider.start_urls = [url for url in asked["listings"] if not url.endswith(".xml")]
    CountySpider.sitemaps = [url for url in asked["listings"] if url.endswith(".xml")]
    CountySpider.broken = asked.get("broken", {})
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(CountySpider)
    process.crawl(crawler)
    process.start()
    sys.stdout.write(json.dumps({"queries": queries.asked, **crawler.stats.get_stats()}, default=str))


if __name__ == "__main__":
    main()
