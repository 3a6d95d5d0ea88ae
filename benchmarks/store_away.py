"""The memory of a crawl whose MongoDB stands still; a part of benchmarks/store.py, which starts this file as a crawl."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import scrapy
from pymongo import MongoClient
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response

from newscrawl.items import Article

WEIGHT = 60_000  # bytes a page
AT_ONCE = 100  # requests that wait in the scheduler, or on their way
MB = 2**20


def page(number: int) -> str:
    return f"http://endless.example/{number}.html"


class Answer:
    """Every page is there."""

    def process_request(self, request: scrapy.Request) -> Response:
        return HtmlResponse(request.url, body=b" " * WEIGHT, request=request)


class Endless(scrapy.Spider):
    """A site whose pages have no end."""

    name = "endless"

    async def start(self) -> AsyncIterator[Any]:
        for number in range(AT_ONCE):
            yield scrapy.Request(page(number), cb_kwargs={"number": number})

    def parse(self, response: Response, number: int) -> Iterator[Any]:
        following = number + AT_ONCE
        yield scrapy.Request(page(following), cb_kwargs={"number": following})
        yield Article(
            url=response.url, canonical_url=response.url, site="endless", title=response.url,
            body=f"{response.url}的正文。" * 60, crawled_at=datetime.now(UTC), published_at=datetime(2024, 1, 1, tzinfo=UTC),
        )  # fmt: skip


def crawl(uri: str) -> None:
    """Crawl without an end, with no spool: articles wait in memory."""
    settings: dict[str, Any] = {
        "ITEM_PIPELINES": {"newscrawl.pipelines.store.Store": 900}, "DOWNLOADER_MIDDLEWARES": {Answer: 1}, "COPIES": "keep",
        "MONGO_URI": uri, "MONGO_DATABASE": "news", "MONGO_EMBEDDED": False, "STORE_BATCH_COUNT": 100,
        "STORE_BATCH_BYTES": 4 * MB, "STORE_BATCH_SECONDS": 0.2, "STORE_PATIENCE": 3600.0, "SPOOL_AFTER": 60.0, "SPOOL_BYTES": 0,
        "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    }  # fmt: skip
    process = AsyncCrawlerProcess(settings)
    process.crawl(Endless)
    process.start()


def away(minutes: float) -> None:
    """Resident memory of the crawl before and while the server is stopped."""
    with TemporaryDirectory() as folder, _server(folder) as (server, uri):
        process = psutil.Popen([sys.executable, __file__, json.dumps(uri)])
        try:
            with MongoClient(uri) as client:
                while client["news"]["articles"].estimated_document_count() < 500:
                    time.sleep(0.1)
            before = process.memory_info().rss
            server.send_signal(signal.SIGSTOP)
            seen = list(_sampled(process, minutes * 60))
            server.send_signal(signal.SIGCONT)
        finally:
            process.kill()
            process.wait()
    used = sum(each for _, each in seen[1:]) if seen else 0.0
    print(
        f"away: MongoDB stopped for {minutes:g} min: {before / MB:.0f} MB before, {max(rss for rss, _ in seen) / MB:.0f} MB at most, "
        f"{seen[-1][0] / MB:.0f} MB at the end; {used / (minutes * 60) * 100:.1f} % of a CPU meanwhile"
    )


def _sampled(process: psutil.Process, seconds: float) -> Iterator[tuple[int, float]]:
    """Each second the resident memory, and the CPU seconds since the last time."""
    last = sum(process.cpu_times()[:2])
    for _ in range(max(1, int(seconds))):
        time.sleep(1)
        spent = sum(process.cpu_times()[:2])
        yield process.memory_info().rss, spent - last
        last = spent


@contextmanager
def _server(folder: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """An embedded server without a supervisor, which would start it again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    uri = f"mongodb://127.0.0.1:{port}/?journal=true"
    options = ["--port", str(port), "--storage-path", folder, "--log-level", "ERROR"]
    server = subprocess.Popen([sys.executable, "-m", "secantus", *options])
    try:
        with MongoClient(uri, serverSelectionTimeoutMS=120_000) as client:
            client.admin.command("ping")
        yield server, uri
    finally:
        with suppress(ProcessLookupError):
            server.kill()
        server.wait()


if __name__ == "__main__":
    crawl(json.loads(sys.argv[1]))
