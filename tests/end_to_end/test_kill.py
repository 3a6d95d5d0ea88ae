"""Crawls that are killed at any moment lose nothing: the next one finds what is missing, and makes nothing else of it."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import uuid4

import pytest
from pymongo import MongoClient

from newscrawl.demo.world import SITES, World
from tests.end_to_end.conftest import asked

# Single steps that are cut off, and killed crawls of one site, are tried in tests/mongo/articles and tests/pipelines.
pytestmark = [pytest.mark.mongo, pytest.mark.slow]

AT_ONCE = 2  # crawls
LARGE = SITES[:3]  # sites with reposts of each other's articles, and most of what can go wrong
LATE = 0.25  # seconds; a batch waits for 0.2
PASSING = {"crawled_at", "first_seen_at", "visits"}


@pytest.fixture
def databases(mongo_uri):
    """Makes as many as are asked for."""
    made = []
    with MongoClient(mongo_uri) as client:

        def make(number):
            made.extend(client[f"test_{uuid4().hex[:12]}"] for _ in range(number))
            return made

        yield make
        for database in made:
            client.drop_database(database)


def start(commands, world, database, sites):
    return commands.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database.name).start("crawl", *sites)


def articles(database):
    """Each by its id, without what differs from crawl to crawl: its addresses are a set."""
    kept = {}
    for each in database["articles"].find():
        lasting = {name: value for name, value in each.items() if name not in PASSING}
        kept[each["_id"]] = lasting | {name: sorted(each[name]) for name in ("addresses", "urls")}
    return kept


def kill(world, pid, requests, pause):
    """Kill the crawl a moment after it has asked for so many pages."""
    deadline = time.monotonic() + 60
    while asked(world) < requests and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(pause)
    with suppress(ProcessLookupError):  # the last kills may come when all is done
        os.kill(pid, signal.SIGKILL)


def killed_and_run_again(commands, database, sites, requests, pause):
    """How the killed crawl ended, what it had stored, and what is there after the next crawl."""
    with World() as world:
        pid = start(commands, world, database, sites)
        kill(world, pid, requests, pause)
        code = commands.warm.ended(pid).code
        before = articles(database)
        again = commands.warm.ended(start(commands, world, database, sites))
    assert again.code == 0, again
    return code, before, articles(database)


@pytest.mark.parametrize(("kills", "sites"), [(2, LARGE), (10, SITES)])
def test_killed_crawls_end_as_undisturbed_ones(stored, another_warm, databases, kills, sites):
    undisturbed_one, *killed_ones = databases(1 + kills)
    with World() as world:
        undisturbed = stored.warm.ended(start(stored, world, undisturbed_one, sites))
        total = asked(world)
    assert undisturbed.code == 0, undisturbed
    whole = articles(undisturbed_one)

    seed = time.time_ns() % 2**32
    dice = random.Random(seed)
    # The last one comes when nothing is left but to store.
    moments = [
        (total * (number + dice.uniform(0.2, 0.8)) / (kills - 1), dice.uniform(0, LATE)) for number in range(kills - 1)
    ]
    moments.append((total, dice.uniform(0, LATE)))
    lanes = [stored, *(stored.alone(another_warm()) for _ in range(AT_ONCE - 1))]

    def trials(lane):
        return [
            (moments[number], *killed_and_run_again(lanes[lane], killed_ones[number], sites, *moments[number]))
            for number in range(lane, kills, AT_ONCE)
        ]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        done = [trial for lane in threads.map(trials, range(AT_ONCE)) for trial in lane]
    for (requests, pause), code, before, after in done:
        print(
            f"killed {pause:.3f} s after request {requests:.0f} of {total}: {code}, {len(before)} articles were stored"
        )
        assert after == whole, f"seed {seed}"
    assert sum(code == -signal.SIGKILL for _, code, _, _ in done) >= max(1, kills - 2), f"seed {seed}"
    assert any(0 < len(before) < len(whole) for _, _, before, _ in done), f"seed {seed}"
