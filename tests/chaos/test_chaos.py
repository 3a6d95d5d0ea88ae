"""Whatever is killed at whatever moment: no article lost or doubled, no event missing, twice or out of order."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from pymongo import MongoClient

from tests.chaos.conftest import verify
from tests.chaos.consumer import Consumer
from tests.chaos.crawl import PAGES, region
from tests.commands import wait_for

pytestmark = [pytest.mark.mongo, pytest.mark.chaos]

SITES = ("early", "late")
EDITIONS = 10  # crawls of a site that are disturbed, before one that is not
LONGEST = 1.5  # seconds until a crawl is killed
ENDS = ("finished", "store_down")  # of a crawl whose server may be away when it begins
SPOOLING = {"SPOOL_AFTER": 0.5, "SPOOL_BYTES": 2**26}


def hasty(server) -> str:
    """Its address for a driver that gives up soon."""
    return f"{server.uri}&serverSelectionTimeoutMS=300&socketTimeoutMS=2000"


def finish(lanes, uri, name, edition, **more) -> None:
    """A crawl of each site to its end, and one more, which ends what is left over."""
    for lane, site in zip(lanes, SITES, strict=True):
        lane.start(uri, name, site, edition, 0, **more)
    for lane in lanes:
        lane.end()
    lanes[0].start(uri, name, SITES[0], edition, 0, **more)
    lanes[0].end()
    verify(uri, name, SITES, edition)


def test_killed_crawls_of_sites_that_repost_each_other(lanes, mongo_uri, counts, dice, tmp_path):
    """One site has what the other has, and both are crawled at once; a consumer is killed with them."""
    kills = rounds = 0
    while kills < counts["kills"]:
        rounds += 1
        name = f"test_{uuid4().hex[:12]}"
        with Consumer(mongo_uri, name, tmp_path / name) as consumer:
            for edition in range(1, EDITIONS + 1):
                for lane, site in zip(lanes, SITES, strict=True):
                    lane.start(mongo_uri, name, site, edition, dice.getrandbits(32))
                for lane in dice.sample(lanes, 2):
                    time.sleep(dice.uniform(0, LONGEST))
                    kills += lane.kill()
                consumer.kill() if dice.random() < 0.5 else None
            finish(lanes, mongo_uri, name, EDITIONS + 1)
            consumer.ends_with({region(site): PAGES * (EDITIONS + 1) for site in SITES})
        with MongoClient(mongo_uri) as client:
            client.drop_database(name)
    print(f"{kills} crawls killed in {rounds} databases")


def test_two_crawls_of_one_site_at_once(lanes, mongo_uri, database_name, dice):
    for edition in (3, 6, 9):
        for lane in lanes:
            lane.start(mongo_uri, database_name, "early", edition, dice.getrandbits(32))
        if edition == 6:
            time.sleep(dice.uniform(0, 1))
            lanes[1].kill()
            lanes[0].end()
        else:
            for lane in lanes:
                lane.end()
    lanes[0].start(mongo_uri, database_name, "early", 9, 0)
    lanes[0].end()
    verify(mongo_uri, database_name, ("early",), 9)


def test_a_killed_server_with_kills_while_articles_go_to_disk_and_come_back(lanes, server, counts, dice):
    kills = edition = 0
    while kills < counts["server_kills"]:
        edition = edition % EDITIONS + 1
        name = f"news_{kills // EDITIONS}"
        for lane, site in zip(lanes, SITES, strict=True):
            lane.start(hasty(server), name, site, edition, dice.getrandbits(32), **SPOOLING)
        time.sleep(dice.uniform(0.2, 1.5))
        server.kill()
        kills += 1
        time.sleep(dice.uniform(0, 3))
        lanes[0].kill()  # maybe while it writes to disk
        server.start()
        lanes[0].start(hasty(server), name, SITES[0], edition, dice.getrandbits(32), **SPOOLING)
        time.sleep(dice.uniform(0, 1))
        lanes[0].kill()  # maybe while it brings back what is there
        lanes[1].end(*ENDS)
        if edition == EDITIONS or kills >= counts["server_kills"]:
            finish(lanes, hasty(server), name, edition, **SPOOLING)
    print(f"{kills} times the server was killed")


def test_a_server_that_stops_for_a_while(lanes, server, counts, dice):
    edition = 0
    for stop in range(int(counts["stops"])):
        edition = stop % EDITIONS + 1
        name = f"news_{stop // EDITIONS}"
        for lane, site in zip(lanes, SITES, strict=True):
            lane.start(hasty(server), name, site, edition, dice.getrandbits(32), **SPOOLING | {"SPOOL_AFTER": 20.0})
        time.sleep(dice.uniform(0.2, 1.5))
        server.stop(dice.uniform(5, counts["longest"]))
        for lane in lanes:
            lane.end(*ENDS)
        if edition == EDITIONS or stop + 1 == counts["stops"]:
            finish(lanes, hasty(server), name, edition, **SPOOLING)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 64 kB for what waits on disk, or where none may be made a limit for files."""
    folder = tmp_path / "home"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    with suppress(OSError):
        if os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0:
            yield 0
            subprocess.run(["umount", str(folder)], check=True)
            return
    yield 65_536


def test_a_disk_that_is_full(lanes, server, small_disk, dice):
    print(f"limit of files: {small_disk or 'none, but a file system of 64 kB'}", file=sys.stderr)
    for lane, site in zip(lanes, SITES, strict=True):
        lane.start(hasty(server), "news", site, EDITIONS, dice.getrandbits(32), small_disk, **SPOOLING)
    server.wait_for(20)
    server.kill()
    wait_for(lambda: any("cannot be written" in lane.warm.err.read_text() for lane in lanes))
    server.start()
    for lane in lanes:
        lane.end(*ENDS)
    finish(lanes, hasty(server), "news", EDITIONS, file_limit=small_disk, **SPOOLING)
