"""What the schedule costs with 10,000 sites, and whether a lease is ever given twice: ``python -m benchmarks.scheduling``.

- **picking**: 10,000 sites in the schedule, of which 20 are due; milliseconds to find those. The keys that the server's plan
  examines say whether it read the others (``newscrawl db check`` asks a real server the same).
- **contention**: processes take the leases of few sites from each other, hold each for a moment, and give it back; each writes when it held
  it, by the machine's clock. Two that overlap are a double run.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from datetime import timedelta
from itertools import pairwise
from multiprocessing import get_context
from random import Random

from newscrawl.exceptions import LeasedError
from newscrawl.mongo.client import AsyncDatabase, Document, open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.leases import Leases
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.mongo.documents.structure import ensured

DATABASE = "newscrawl_bench_schedule"
SITES, DUE, ROUNDS = 10_000, 20, 50
PROCESSES, LEASES, CONTESTED = 8, 1000, 4
HELD = 0.005  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--uri", help="a MongoDB; the embedded server when left out")
    uri = parser.parse_args().uri
    asyncio.run(measure(uri))


async def measure(uri: str | None) -> None:
    async with open_async_database(uri, DATABASE, embedded=True) as database:
        await database.client.drop_database(DATABASE)
        await ensured(database)
        try:
            took = await picking(database)
            print(
                f"picking {DUE} due of {SITES:,} sites: {statistics.median(took):.1f} ms (worst of {ROUNDS}: {max(took):.1f} ms)"
            )
            spans = await contention(uri)
            print(
                f"{len(spans)} leases of {CONTESTED} sites, by {PROCESSES} processes: {overlaps(spans)} held by two at once"
            )
        finally:
            await database.client.drop_database(DATABASE)


async def picking(database: AsyncDatabase[Document]) -> list[float]:
    """Milliseconds of each time that the due sites were found."""
    schedules = Schedules(database, await Clock.ask(database))
    now = schedules.clock.now()
    chance = Random(7)
    documents = [
        {
            "_id": f"site{number}",
            "schedule": {
                "next_at": now + timedelta(minutes=-1 if number < DUE else chance.uniform(1, 1440)),
                "claims": 0,
                "priority": chance.choice(["high", "usual", "low"]),
            },
            "repeats": {"lines": [[chance.random()] * 10 for _ in range(20)]},
        }
        for number in range(SITES)
    ]
    for start in range(0, SITES, 1000):
        await database["sites"].insert_many(documents[start : start + 1000])
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = len(await schedules.due(4 * DUE))
        took.append((time.perf_counter() - began) * 1000)
        if found != DUE:
            raise SystemExit(f"{found} sites were found due, not {DUE}")
    return took


async def contention(uri: str | None) -> list[tuple[str, float, float]]:
    """Site, begin and end of each lease that was held."""
    context = get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        held = await asyncio.to_thread(pool.starmap, contend, [(uri, seed) for seed in range(PROCESSES)])
        return [span for spans in held for span in spans]


def contend(uri: str | None, seed: int) -> list[tuple[str, float, float]]:
    """Take and give back leases of contested sites, until this process has had its share."""
    return asyncio.run(contending(uri, Random(seed)))


async def contending(uri: str | None, chance: Random) -> list[tuple[str, float, float]]:
    spans: list[tuple[str, float, float]] = []
    async with open_async_database(uri, DATABASE, embedded=True) as database:
        leases = Leases(database, await Clock.ask(database))
        while len(spans) < LEASES // PROCESSES:
            site = f"contested{chance.randrange(CONTESTED)}"
            try:
                lease = await leases.take(site, f"{chance.random()}")
            except LeasedError:
                continue
            began = time.monotonic()
            await asyncio.sleep(HELD)
            spans.append((site, began, time.monotonic()))
            await leases.give_back(lease)
    return spans


def overlaps(spans: list[tuple[str, float, float]]) -> int:
    """How many times a site was held by two at once."""
    ranked = sorted(spans)
    return sum(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(ranked))


if __name__ == "__main__":
    sys.exit(main())
