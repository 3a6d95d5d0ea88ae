"""Ctrl-C, and what process managers send: a crawl ends soon, keeps what it has, and says that it is not whole."""

import os
import signal
import subprocess
import sys
from itertools import dropwhile, islice

import pytest
from pymongo import MongoClient

from newscrawl.demo.truth import truths
from newscrawl.demo.world import SITES
from tests.commands import wait_for
from tests.end_to_end.conftest import asked

pytestmark = pytest.mark.mongo

AT_ONCE = 4  # requests
SIGNALS = [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]


@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
def test_an_interrupted_crawl_keeps_what_it_has(stored, world, mongo_uri, database_name, sent):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    # As slow as outside of tests: what waits for its turn must not hold up the end.
    pid = one.start("crawl", *SITES, "-s", "DOWNLOAD_DELAY=0.5", "-s", f"CONCURRENT_REQUESTS={AT_ONCE}")
    with MongoClient(mongo_uri) as client:
        wait_for(lambda: client[database_name]["articles"].count_documents({}))
        before = asked(world)
        os.kill(pid, sent)
        ended = one.warm.ended(pid)
        assert asked(world) - before <= 2 * AT_ONCE, "it ends with what is on its way, and what that one leads to"
        assert 0 < client[database_name]["articles"].count_documents({}) < len(truths())
    assert ended.code == 130
    assert ended.err.splitlines() == [
        f"newscrawl: {SITES[0]}: cancelled: stopped before its end; the next crawl finds what is missing",
        *(f"newscrawl: {site}: cancelled: not begun" for site in SITES[1:]),
    ]
    rows = [line.split()[:2] for line in ended.out.splitlines()[1:]]
    assert rows == [[site, "cancelled"] for site in SITES]


@pytest.mark.parametrize("imports", [1, 50])
def test_a_command_that_has_not_begun_ends_without_a_word(bare, imports):
    """So many imports after its first moment: Python tells each as it is done, however slow the machine is."""
    command = [sys.executable, "-X", "importtime", bare.program("newscrawl"), "sites"]
    with subprocess.Popen(
        command, env=bare.whole_env(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        begun = dropwhile(lambda line: not line.endswith(" newscrawl.__main__\n"), process.stderr)
        assert len(list(islice(begun, 1 + imports))) == 1 + imports
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert "Traceback" not in err
    assert "Abort" not in err
    assert process.returncode == 130 or out  # it was quick
