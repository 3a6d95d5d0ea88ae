"""What storing costs and blocks: python benchmarks/store.py [--minutes 10] [--heads 1000 10000] [--only cpu pauses copies away].

The server is the embedded one, with data of its own, unless NEWSCRAWL_MONGO_URI is set.

- cpu: CPU of this process an article, without what it spends in the driver's calls; and commands a batch.
- pauses: how long the event loop is held while 50 articles a second are stored.
- copies: a lookup of an article's copies against so many stored heads.
- away: memory of a crawl whose MongoDB stands still for so many minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from pymongo import monitoring
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.asynchronous.database import AsyncDatabase

from benchmarks.duplicates.stories import tuned
from benchmarks.store_away import away
from benchmarks.store_copies import copies
from newscrawl.items import Article, Link
from newscrawl.mongo.articles.collection import Articles
from newscrawl.mongo.articles.intake import Intake
from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.embedded import embedded_server
from newscrawl.pipelines.batches import Batcher

COUNT, BATCH, ROUNDS = 300, 20, 5  # as many together as the embedded server is given
REPOSTS = 4  # every fourth article is a copy of one of another site
RATE, SECONDS = 50, 20
BEAT = 0.002
PAPER = tuned(1)
HAN = sorted(set("".join(PAPER.report(length=2000).body for _ in range(50))))  # characters that news is written in
AT = datetime(2024, 5, 1, tzinfo=UTC)


def words(length: int) -> str:
    """Text without sense, so that no article is like another."""
    return "".join(random.choices(HAN, k=length))


def articles(count: int, first: int = 0) -> list[Article]:
    """Articles of about 4 kB with five links."""
    made: list[Article] = []
    for number in range(first, first + count):
        origin = made[-1] if number % REPOSTS == REPOSTS - 1 else None
        made.append(article(number, origin.body if origin else None, "portal" if origin else "county"))
    return made


def article(number: int, body: str | None, site: str) -> Article:
    address = f"http://{site}.example/{number}.html"
    links = [Link(f"http://host{each}.example/", words(4), "inside", "editorial", "in_text") for each in range(5)]
    return Article(
        url=address, canonical_url=address, site=site, region="610724", title=words(20), language="zh",
        body=body or "\n".join(words(130) for _ in range(10)), published_at=AT + timedelta(minutes=number),
        crawled_at=datetime.now(UTC), links=links,
    )  # fmt: skip


def report(number: int) -> Article:
    """An article whose sentences others have, too."""
    written = PAPER.report(length=1300)
    return replace(article(number, written.body, "county"), title=written.title)


class Driver:
    """Seconds of CPU that this process has spent in the driver's calls, while no other task ran."""

    CALLS = (
        (AsyncCollection, ("bulk_write", "insert_many", "update_one", "find_one")),
        (AsyncCursor, ("next", "__anext__")),
    )

    def __init__(self) -> None:
        self.spent, self.within = 0.0, False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count within the block."""
        before = {(of, name): getattr(of, name) for of, names in self.CALLS for name in names}
        for (of, name), call in before.items():
            setattr(of, name, self._timed(call))
        try:
            yield
        finally:
            for (of, name), call in before.items():
                setattr(of, name, call)

    def _timed(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def timed(*words: Any, **more: Any) -> Any:
            if self.within:
                return await call(*words, **more)
            self.within, began = True, time.process_time()
            try:
                return await call(*words, **more)
            finally:
                self.within, self.spent = False, self.spent + time.process_time() - began

        return timed


class Commands(monitoring.CommandListener):
    """Counts commands by collection."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.seen[f"{event.command_name} {event.command.get(event.command_name)}"] += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...


@asynccontextmanager
async def emptied(uri: str) -> AsyncIterator[AsyncDatabase[dict[str, Any]]]:
    """A database with its indexes and nothing else."""
    async with open_async_database(uri, "bench_store") as database:
        await database.client.drop_database("bench_store")
        await Articles(database).ensure_indexes()
        yield database
        await database.client.drop_database("bench_store")


async def cpu(uri: str, commands: Commands) -> None:
    """Own CPU an article, of ROUNDS empty databases, and commands a batch."""
    own, drivers = [], []
    for _ in range(ROUNDS):
        async with emptied(uri) as database:
            made, driver, intake = articles(COUNT), Driver(), Intake(database)
            commands.seen.clear()
            with driver.watched():
                began = time.process_time()
                for start in range(0, COUNT, BATCH):
                    await intake.store(made[start : start + BATCH])
                spent = time.process_time() - began
            own.append((spent - driver.spent) / COUNT * 1000)
            drivers.append(driver.spent / COUNT * 1000)
    print(
        f"cpu: {median(own):.2f} ms of own CPU an article ({min(own):.2f} to {max(own):.2f}), {median(drivers):.2f} ms the driver's"
    )
    for name, count in sorted(commands.seen.items()):
        print(f"     {count / (COUNT / BATCH):5.1f} a batch of {BATCH}: {name}")


async def pauses(uri: str) -> None:
    """How long the loop is held: wall time between two beats, and the CPU that this process used meanwhile."""
    async with emptied(uri) as database:
        made, intake = articles(RATE * SECONDS), Intake(database)
        batches: Batcher[Article, Any] = Batcher(intake.store, count=100, seconds=0.2)
        late: list[float] = []
        held: list[float] = []
        beating = asyncio.ensure_future(_beat(late, held))
        putting = []
        for each in made:
            putting.append(asyncio.ensure_future(batches.put(each)))
            await asyncio.sleep(1 / RATE)
        await asyncio.gather(*putting)
        beating.cancel()
    for name, found in (("wall", late), ("CPU", held)):
        cuts = quantiles(found, n=1000)
        print(
            f"pauses: {name}: p50 {cuts[499]:.1f}, p99 {cuts[989]:.1f}, p99.9 {cuts[998]:.1f}, most {max(found):.1f} ms, {len(found)} beats"
        )


async def _beat(late: list[float], held: list[float]) -> None:
    while True:
        wall, used = time.perf_counter(), time.process_time()
        await asyncio.sleep(BEAT)
        late.append((time.perf_counter() - wall - BEAT) * 1000)
        held.append((time.process_time() - used) * 1000)


def main(asked: argparse.Namespace) -> None:
    monitoring.register(commands := Commands())
    with TemporaryDirectory() as home:
        os.environ["NEWSCRAWL_HOME"] = home
        if uri := os.environ.get("NEWSCRAWL_MONGO_URI"):
            run(asked, uri, commands)
        else:
            with embedded_server(print) as uri:
                run(asked, uri, commands)


def run(asked: argparse.Namespace, uri: str, commands: Commands) -> None:
    """What was asked for."""
    parts: dict[str, Callable[[], object]] = {
        "cpu": lambda: asyncio.run(cpu(uri, commands)),
        "pauses": lambda: asyncio.run(pauses(uri)),
        "copies": lambda: asyncio.run(copies(uri, asked.heads, emptied, report)),
        "away": lambda: away(asked.minutes),
    }
    for name in asked.only:
        parts[name]()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--heads", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--only", nargs="+", default=["cpu", "pauses", "copies", "away"])
    random.seed(1)
    main(parser.parse_args())
