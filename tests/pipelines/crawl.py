"""A crawl for the tests, in a process of its own: ``crawl.py '{"articles": 5, "settings": {...}}'`` prints its stats.

A downloader middleware answers, so there is no site to run; ``weight`` is in bytes a page.
"""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response

from newscrawl.items import Article


def article(number: int) -> Article:
    address = f"http://county.example/news/{number}.html"
    return Article(
        url=address,
        canonical_url=address,
        site="county",
        title=f"第{number}号通知",
        body=f"第{number}号通知的正文，" * 10,
        published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        crawled_at=datetime.now(UTC),
    )


class Answer:
    """Every page is there, and as heavy as asked."""

    def process_request(self, request: scrapy.Request) -> Response:
        return HtmlResponse(request.url, body=b" " * request.meta["weight"], request=request)


class County(scrapy.Spider):
    name = "county"
    articles = 10
    weight = 0
    odd = 0  # number of an article that MongoDB refuses

    async def start(self) -> AsyncIterator[Any]:
        for number in range(int(self.articles)):
            meta = {"weight": int(self.weight)}
            yield scrapy.Request(article(number).url, meta=meta, cb_kwargs={"number": number})

    def parse(self, response: Response, number: int) -> Iterator[Article]:
        self.crawler.stats.max_value("most_waiting", self.crawler.engine.scraper.slot.itemproc_size)
        assert response.status == 200
        item = article(number)
        item.channel = 7 if number == int(self.odd) and number else None
        yield item


PIPELINES = {
    "newscrawl.pipelines.validate.Validate": 100,
    "newscrawl.pipelines.store.Store": 900,
}
SETTINGS: dict[str, Any] = {
    "ITEM_PIPELINES": PIPELINES,
    "LOG_FORMATTER": "newscrawl.pipelines.log_lines.LogLines",
    "DOWNLOADER_MIDDLEWARES": {Answer: 1},
    "LOG_LEVEL": "INFO",
    "CONCURRENT_ITEMS": 8,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "MONGO_EMBEDDED": False,
    "MONGO_URI": None,
    "STORE_BATCH_COUNT": 20,
    "STORE_BATCH_BYTES": 2**20,
    "STORE_BATCH_SECONDS": 0.05,
    "STORE_PATIENCE": 10.0,
    "COPIES": "link",
    "SPOOL_BYTES": 0,
}


def main() -> None:
    asked = json.loads(sys.argv[1])
    process = AsyncCrawlerProcess(SETTINGS | asked.pop("settings", {}))
    crawler = process.create_crawler(County)
    process.crawl(crawler, **asked)
    process.start()
    sys.stdout.write(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main()
