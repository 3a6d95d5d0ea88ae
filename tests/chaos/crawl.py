"""A site for the chaos tests, and a crawl of it in a process of its own: ``crawl.py '{"site": "early", "edition": 2, "settings": {...}}'``.

With each edition it has PAGES articles more, and every REVISED-th one reads otherwise. Every SHARED-th article is on every
site, word for word; the site that comes first in the alphabet has it first.
"""

import json
import resource
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from newscrawl.items import Article
from tests.pipelines.crawl import SETTINGS, Answer

PAGES, REVISED, SHARED = 10, 5, 3
HAN = [chr(code) for code in range(0x4E00, 0x5E00)]
AT = datetime(2024, 1, 1, tzinfo=UTC)


def words(seed: str, length: int) -> str:
    """Text without sense, the same for the same seed."""
    return "".join(Random(seed).choices(HAN, k=length))


def is_shared(number: int) -> bool:
    return number % SHARED == 0


def is_revised(number: int) -> bool:
    return number % REVISED == 1 and not is_shared(number)


def article(site: str, number: int, edition: int) -> Article:
    address = f"http://www.{site}.example/news/{number}.html"
    whose = "" if is_shared(number) else site
    lines = [words(f"{whose} {number} {line}", 80) for line in range(5)]
    if is_revised(number):
        lines.append(words(f"{site} {number} edition {edition}", 40))
    return Article(
        url=address, canonical_url=address, site=site, region=region(site), language="zh",
        title=f"{words(f'{whose} {number}', 12)}{number}", body="\n".join(lines),
        body_html="\n".join(f"<p>{line}</p>" for line in lines),
        published_at=AT + timedelta(days=number, hours=ord(site[0])), published_precision="second",
        crawled_at=datetime.now(UTC), extractor="1",
    )  # fmt: skip


def region(site: str) -> str:
    return f"61{ord(site[0]):04}"


class Paper(scrapy.Spider):
    """Asks for every page of the edition, in an order of its own."""

    name = "paper"
    edition = 1
    seed = 0

    async def start(self) -> AsyncIterator[Any]:
        numbers = list(range(PAGES * int(self.edition)))
        Random(self.seed).shuffle(numbers)
        for number in numbers:
            url = article(self.name, number, 1).url
            yield scrapy.Request(url, meta={"weight": 20_000}, cb_kwargs={"number": number})

    def parse(self, response: Response, number: int) -> Iterator[Article]:
        yield article(self.name, number, int(self.edition))


OWN: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES": {Answer: 1},
    "LOG_LEVEL": "INFO",
    "STORE_BATCH_COUNT": 10,
    "STORE_BATCH_SECONDS": 0.02,
    "STORE_PATIENCE": 120.0,
}


def main() -> None:
    asked = json.loads(sys.argv[1])
    if limit := asked.pop("file_limit", 0):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    process = AsyncCrawlerProcess(SETTINGS | OWN | asked.pop("settings", {}))
    crawler = process.create_crawler(Paper)
    process.crawl(crawler, name=asked.pop("site"), **asked)
    process.start()
    sys.stdout.write(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main()
