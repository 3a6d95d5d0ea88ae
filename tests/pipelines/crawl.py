"""A crawl for the tests, in a process of its own: ``crawl.py '{"articles": 5, "settings": {...}}'`` prints its stats.

Pages are ``data:`` addresses, so there is no site to run; ``pace`` is in pages a second, ``weight`` in bytes a page.
"""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from newscrawl.items import Article

PIPELINES = {
    "newscrawl.pipelines.validate.Validate": 100,
    "newscrawl.pipelines.mark_duplicates.MarkDuplicates": 400,
    "newscrawl.pipelines.store.Store": 900,
}
SETTINGS = {
    "ITEM_PIPELINES": PIPELINES,
    "LOG_FORMATTER": "newscrawl.pipelines.log_lines.LogLines",
    "LOG_LEVEL": "INFO",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "MONGO_EMBEDDED": False,
    "MONGO_URI": None,
    "STORE_BATCH_COUNT": 20,
    "STORE_BATCH_BYTES": 2**20,
    "STORE_BATCH_SECONDS": 0.05,
    "STORE_PATIENCE": 10.0,
}


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


class County(scrapy.Spider):
    name = "county"
    articles = 10
    weight = 0
    most_waiting = 0

    async def start(self) -> AsyncIterator[Any]:
        for number in range(int(self.articles)):
            page = f"data:text/html,{number}{'x' * int(self.weight)}"
            yield scrapy.Request(page, cb_kwargs={"number": number}, dont_filter=True)

    def parse(self, response: Response, number: int) -> Iterator[Article]:
        self.most_waiting = max(self.most_waiting, self.crawler.engine.scraper.slot.itemproc_size)
        self.crawler.stats.max_value("most_waiting", self.most_waiting)
        yield article(number)


def main() -> None:
    asked = json.loads(sys.argv[1])
    process = AsyncCrawlerProcess(SETTINGS | asked.pop("settings", {}))
    crawler = process.create_crawler(County)
    process.crawl(crawler, **asked)
    process.start()
    print(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main()
