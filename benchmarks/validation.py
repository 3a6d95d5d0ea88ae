"""What the validator of articles costs the embedded server: python benchmarks/validation.py [--rounds N]."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
from datetime import UTC, datetime, timedelta
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from newscrawl.items import Article, Link
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.documents import structure
from newscrawl.mongo.embedded import embedded_server

COUNT, BATCH = 400, 20
HAN = [chr(code) for code in range(0x4E00, 0x5E00)]
AT = datetime(2024, 5, 1, tzinfo=UTC)


def words(length: int) -> str:
    """Text without sense, so that no article is like another."""
    return "".join(random.choices(HAN, k=length))


def article(number: int) -> Article:
    """An article of about 4 kB with five links."""
    address = f"http://county.example/{number}.html"
    links = [Link(f"http://host{each}.example/", words(4), "inside", "editorial", "in_text") for each in range(5)]
    return Article(
        url=address, canonical_url=address, site="county", region="610724", title=words(20), body=words(1300),
        published_at=AT + timedelta(minutes=number), crawled_at=datetime.now(UTC), links=links,
    )  # fmt: skip


def spent(home: str) -> float:
    """Seconds of CPU that the embedded server of a folder has used."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "secantus" in words and any(word.startswith(home) for word in words):
            return sum(process.cpu_times()[:2])
    raise RuntimeError("the embedded server does not run")


async def stored(uri: str, name: str, home: str) -> float:
    """Milliseconds of the server's CPU an article, of a new database."""
    async with open_async_database(uri, name) as database:
        await Articles(database).ensure_indexes()
        articles = [article(number) for number in range(COUNT)]
        before = spent(home)
        for start in range(0, COUNT, BATCH):
            await Intake(database, "keep").store(articles[start : start + BATCH])
        return (spent(home) - before) / COUNT * 1000


def measure(rounds: int) -> None:
    """The two in turn, so that what else the machine does falls on both."""
    figures: dict[str, list[float]] = {"without": [], "with": []}
    rules = structure.rules
    with TemporaryDirectory() as home:
        os.environ["NEWSCRAWL_HOME"] = home
        with embedded_server(print) as uri:
            for turn in range(rounds):
                for kind, found in figures.items():
                    structure.rules = rules if kind == "with" else dict
                    found.append(asyncio.run(stored(uri, f"{kind}_{turn}", home)))
    for kind, found in figures.items():
        print(
            f"{kind:8} the validator: {median(found):.2f} ms of the server's CPU an article ({min(found):.2f} to {max(found):.2f})"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    random.seed(1)
    measure(parser.parse_args().rounds)
