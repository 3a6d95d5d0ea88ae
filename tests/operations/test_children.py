"""Crawls that hang, take too much memory, or do not hear."""

import asyncio
import sys
import time

import psutil
import pytest

from newscrawl.mongo.client import open_async_database
from newscrawl.mongo.clock import Clock
from newscrawl.mongo.crawls.runs import Runs
from newscrawl.mongo.crawls.schedules import Schedules
from newscrawl.operations import children
from newscrawl.operations.children import Child, Limits
from newscrawl.operations.slots import Slots
from tests.commands import wait_for

HANGS = "import time; print(flush=True); time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {HANGS}"
EATS = f"much = bytearray(200 * 2**20); {HANGS}"
HAS_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {EATS!r}]); {HANGS}"


@pytest.mark.parametrize(
    ("program", "limits", "broken"),
    [
        ("pass", Limits(30, 2**30), None),
        (HANGS, Limits(0.5, 2**30), "its limit of 0.5 s"),
        (DEAF, Limits(0.5, 2**30), "its limit of 0.5 s"),
        (EATS, Limits(30, 100 * 2**20), "its limit of 100 MiB"),
        (HAS_A_CHILD, Limits(30, 100 * 2**20), "its limit of 100 MiB"),
    ],
    ids=["ends", "hangs", "deaf", "eats", "has a child that eats"],
)
def test_what_breaks_a_limit_is_ended(monkeypatch, program, limits, broken):
    monkeypatch.setattr(children, "GRACE", 0.5)
    monkeypatch.setattr(children, "LOOK", 0.1)

    async def scenario():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, start_new_session=True)  # fmt: skip
        await process.stdout.readline()  # it has begun
        ended = await Child("site", process).end(limits)
        await process.stdout.read()
        return ended, process.returncode

    began = time.monotonic()
    assert asyncio.run(scenario()) == (broken, {"pass": 0, DEAF: -9}.get(program, -15))
    assert time.monotonic() - began < 20


LEAVES = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {HANGS!r}], stdout=subprocess.DEVNULL).pid, flush=True)"


def test_what_a_crawl_leaves_behind_ends_with_it():
    async def scenario():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", LEAVES, stdout=asyncio.subprocess.PIPE, start_new_session=True)  # fmt: skip
        left = int(await process.stdout.readline())
        ended = await Child("site", process).end(Limits(30, 2**30))
        return left, ended

    left, ended = asyncio.run(scenario())
    assert ended is None
    wait_for(lambda: not psutil.pid_exists(left) or psutil.Process(left).status() == psutil.STATUS_ZOMBIE, 10)


@pytest.mark.mongo
def test_a_crawl_whose_process_cannot_be_started_is_crashed(monkeypatch, mongo_uri, database_name):
    """As when the virtual environment was made anew elsewhere, or there can be no more processes."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    lines = []

    async def scenario():
        async with open_async_database(mongo_uri, database_name) as database:
            schedules = Schedules(database, await Clock.ask(database))
            await schedules.add({"county": "usual"})
            slots = Slots(1, schedules, Runs(database), Limits(9, 2**30), lambda line, **_: lines.append(line))
            (due,) = await schedules.due(9)
            assert await slots.begin(due)
            await asyncio.gather(*slots.running.values())
            return await slots.free(), await database["runs"].find_one(), await database["sites"].find_one()

    free, run, site = asyncio.run(scenario())
    reason = "its process could not be started: No such file or directory: /nowhere/python"
    assert (free, run["verdict"], run["reason"], site["last_run"]["reason"]) == (1, "crashed", reason, reason)
    assert [line.partition(";")[0] for line in lines] == [f"county: crashed: {reason}"]
