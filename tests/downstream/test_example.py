"""The job of docs/downstream.md counts exactly, however often it is killed."""

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands import wait_for

pytestmark = pytest.mark.mongo

PAGE = (Path(__file__).parents[2] / "docs" / "downstream.md").read_text("utf-8")
JOB = next(code for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "sqlite3" in code)
# Acknowledged so seldom that each kill makes events come twice.
SELDOM = JOB.replace("        feed.ack(event)", "        event.number % 20 or feed.ack(event)")
SITES = {"county": "610724", "portal": "610700", "daily": "610724"}
KILLS = 3


def counted(folder: Path) -> dict[str, int]:
    try:
        with sqlite3.connect(folder / "regions.db") as counts:
            return dict(counts.execute("SELECT region, articles FROM regions"))
    except sqlite3.OperationalError:  # the job has not come that far
        return {}


@contextmanager
def running(folder: Path, env: dict[str, str]) -> Iterator[None]:
    """The job, until it is killed."""
    job = subprocess.Popen([sys.executable, "-c", SELDOM], cwd=folder, env=env)
    try:
        yield
        assert job.poll() is None, "it ended by itself"
    finally:
        job.kill()
        job.wait()


def test_it_ends_exact(write, mongo_uri, database_name, tmp_path):
    assert SELDOM != JOB
    assert len([line for line in JOB.splitlines() if line]) <= 20
    chance = random.Random(6)
    expected: Counter[str] = Counter()
    killed = threading.Event()

    def fill():
        while not killed.wait(0.01):
            site = chance.choice(list(SITES))
            write(site, region=SITES[site])
            expected[SITES[site]] += 1

    env = os.environ | {"NEWSCRAWL_MONGO_URI": mongo_uri, "NEWSCRAWL_MONGO_DATABASE": database_name}
    filling = threading.Thread(target=fill)
    filling.start()
    try:
        for _ in range(KILLS):
            before = sum(counted(tmp_path).values())
            with running(tmp_path, env):
                wait_for(lambda: sum(counted(tmp_path).values()) > before)  # noqa: B023 - called at once
                time.sleep(chance.uniform(0, 0.3))
    finally:
        killed.set()
    filling.join()
    with running(tmp_path, env):
        wait_for(lambda: sum(counted(tmp_path).values()) >= expected.total())
        time.sleep(1)  # were something counted twice, it would come now
    assert counted(tmp_path) == expected
