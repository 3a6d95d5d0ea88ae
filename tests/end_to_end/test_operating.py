"""What an operator's night may bring: servers and schedulers that die, crawls that hang, clocks that differ."""

import os
import signal

import pytest
from pymongo import MongoClient

from newscrawl.demo.truth import truths
from tests.commands import ROOT, wait_for
from tests.end_to_end.test_store_down import Mongo
from tests.receiver import receiving

pytestmark = [pytest.mark.mongo, pytest.mark.slow]

SITES = ["qinghe_portal", "xin_linghua"]
ARTICLES = len([one for one in truths() if one.site in SITES])


@pytest.fixture
def one(one):
    return one.but(PYTHONPATH=str(ROOT))


def once_each(database) -> None:
    """Each site was crawled once, by a run that was well, and nothing was lost or doubled."""
    runs = [(run["site"], run["verdict"]) for run in database["runs"].find()]
    assert sorted(runs) == [(site, "ok") for site in SITES]
    assert database["articles"].count_documents({}) == ARTICLES


def test_a_scheduler_that_is_killed_and_started_again_loses_no_due_run(one, another_warm, database):
    killed = one.alone(another_warm())
    pid = killed.start("schedule", *SITES, "--slots", "1")
    wait_for(lambda: database["runs"].find_one())
    os.kill(pid, signal.SIGKILL)
    killed.warm.ended(pid)
    again = one.start("schedule", *SITES, "--slots", "1")
    wait_for(lambda: database["runs"].count_documents({"verdict": "ok"}) == len(SITES))
    os.kill(again, signal.SIGTERM)
    assert one.warm.ended(again).code == 0
    once_each(database)


@pytest.mark.redis  # is run where faketime is installed, too
def test_machines_whose_clocks_differ_crawl_no_site_twice(one, faketime, database):
    """One clock is five minutes ahead, one five behind: each sees the leases and claims of the other as its own."""
    schedulers = []
    for offset in ("+5m", "-5m"):
        faked = {"LD_PRELOAD": str(faketime), "FAKETIME": offset, "DONT_FAKE_MONOTONIC": "1"}
        schedulers.append(one.but(**faked).popen("schedule", *SITES, "--slots", "2"))
    wait_for(lambda: database["sites"].count_documents({"last_run.verdict": "ok"}) == len(SITES))
    waits = [site["schedule"]["next_at"] - site["last_run"]["ended_at"] for site in database["sites"].find()]
    for scheduler in schedulers:
        scheduler.terminate()
    assert [scheduler.wait(60) for scheduler in schedulers] == [0, 0]
    once_each(database)
    assert len(waits) == len(SITES)
    assert all(20 < wait.total_seconds() / 3600 < 28 for wait in waits)


def test_mongodb_goes_away_while_nothing_else_does(bare, world, tmp_path, another_warm):
    mongo = Mongo(tmp_path)
    mongo.start()
    with receiving() as receiver:
        one = bare.but(
            http_proxy=world.address, NEWSCRAWL_MONGO_URI=f"{mongo.uri}&serverSelectionTimeoutMS=500",
            NEWSCRAWL_ALERTS=receiver.address(), no_proxy="127.0.0.1", SCRAPY_SETTINGS_MODULE="tests.end_to_end.hasty", PYTHONPATH=str(ROOT),
        )  # fmt: skip
        scheduler = one.alone(another_warm())
        pid = scheduler.start("schedule", SITES[1])
        try:
            wait_for(lambda: crawled(mongo) == 1)
            mongo.kill()
            wait_for(lambda: receiver.told)
            mongo.start()
            wait_for(lambda: len(receiver.told) == 2)
            assert one("run-now", SITES[1]).code == 0
            wait_for(lambda: crawled(mongo) == 2)
            os.kill(pid, signal.SIGTERM)
            ended = scheduler.warm.ended(pid)
        finally:
            scheduler.warm.kill()
            mongo.kill()
    assert ended.code == 0
    assert [title for title, _ in receiver.told] == ["newscrawl: MongoDB is away", "newscrawl: mended: MongoDB"]
    assert (ended.err.count("MongoDB went away"), ended.err.count("MongoDB is back")) == (1, 1)


def crawled(mongo: Mongo) -> int:
    """Runs that were well."""
    with MongoClient(mongo.uri) as client:
        return client["newscrawl"]["runs"].count_documents({"verdict": "ok"})


def test_crawls_that_do_not_end_are_stopped_and_told(one, database):
    with receiving() as receiver:
        unruly = one.but(
            SCRAPY_SETTINGS_MODULE="tests.end_to_end.unruly", NEWSCRAWL_ALERTS=receiver.address(), no_proxy="127.0.0.1"
        )
        assert unruly.cold("newscrawl", "schedule", "--once").code == 0
        reasons = {run["site"]: (run["verdict"], run["reason"]) for run in database["runs"].find()}
        assert reasons == {
            "deaf": ("crashed", "stopped by its limit of 25 s"),
            "eater": ("crashed", "stopped by its limit of 500 MiB"),
            "hanging": ("crashed", "stopped by its limit of 25 s"),
        }
        assert {site["last_run"]["verdict"] for site in database["sites"].find()} == {"crashed"}
        assert unruly.cold("newscrawl", "alerts", "review").out == "newscrawl: 3 sites: crashed\n"
    ((title, text),) = receiver.told
    assert title == "newscrawl: 3 sites: crashed"
    assert "eater: stopped by its limit of 500 MiB" in text.splitlines()
