"""Ctrl-C, and what process managers send: a crawl ends soon, keeps what it has, and says that it is not whole."""

import os
import signal
import subprocess
import time

import pytest
from pymongo import MongoClient

from newscrawl.demo.truth import truths
from newscrawl.demo.world import SITES

pytestmark = pytest.mark.mongo

SOON = 5.0  # seconds
SIGNALS = [signal.SIGINT, signal.SIGTERM]


def wait_for(true):
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
def test_an_interrupted_crawl_keeps_what_it_has(stored, world, mongo_uri, database_name, sent):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    # As slow as outside of tests: what waits for its turn must not hold up the end.
    pid = one.start("crawl", *SITES, "-s", "DOWNLOAD_DELAY=0.5", "-s", "CONCURRENT_REQUESTS=4")
    with MongoClient(mongo_uri) as client:
        wait_for(lambda: client[database_name]["articles"].count_documents({}))
        os.kill(pid, sent)
        began = time.monotonic()
        ended = one.warm.ended(pid)
        assert time.monotonic() - began < SOON
        assert 0 < client[database_name]["articles"].count_documents({}) < len(truths())
    assert ended.code == 130
    assert ended.err.splitlines() == [
        "newscrawl: qinghe_portal: cancelled: stopped before its end; the next crawl finds what is missing",
        "newscrawl: qinnan_daily: cancelled: not begun",
        "newscrawl: xin_linghua: cancelled: not begun",
    ]
    rows = [line.split()[:2] for line in ended.out.splitlines()[1:]]
    assert rows == [[site, "cancelled"] for site in SITES]


@pytest.mark.parametrize("seconds", [0.15, 0.4])
def test_a_command_that_has_not_begun_ends_without_a_word(bare, seconds):
    with subprocess.Popen(
        [bare.program("newscrawl"), "sites"],
        env=bare.whole_env(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert "Traceback" not in err
    assert process.returncode == 130 or out  # it was quick


@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
def test_the_demo_is_interrupted(stored, mongo_uri, tmp_path, sent):
    one = stored.but(SCRAPY_PROJECT="development")
    pid = one.start("demo", "-v")
    wait_for(lambda: "Spider opened" in one.warm.err.read_text())
    os.kill(pid, sent)
    ended = one.warm.ended(pid)
    assert ended.code == 130
    assert "cancelled: " in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err
