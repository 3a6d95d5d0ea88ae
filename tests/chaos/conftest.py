"""Crawls that are killed at random moments, and a server that can be killed, stopped and started again."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pymongo import MongoClient

from tests.chaos.verdict import faults
from tests.commands import Ended, Warm
from tests.server import Server

CRAWL = Path(__file__).with_name("crawl.py")
FEW = {"kills": 12, "server_kills": 2, "stops": 1, "longest": 6.0}
FULL = {"kills": 200, "server_kills": 20, "stops": 20, "longest": 60.0}


@pytest.fixture(scope="session")
def counts() -> dict[str, float]:
    """How often what is killed; CHAOS=full, or numbers by name, such as CHAOS='{"kills": 50}'."""
    told = os.environ.get("CHAOS", "")
    return FULL if told == "full" else FEW | json.loads(told or "{}")


@pytest.fixture
def dice() -> random.Random:
    """Moments of chance, from a seed that is printed with what fails."""
    seed = int(os.environ.get("CHAOS_SEED", time.time_ns() % 2**32))
    print(f"CHAOS_SEED={seed}")
    return random.Random(seed)


class Lane:
    """Crawls one after the other, each in a process of its own."""

    def __init__(self, warm: Warm) -> None:
        self.warm, self.pid, self.env = warm, 0, dict(os.environ)

    def start(self, uri: str, database: str, site: str, edition: int, seed: int, file_limit: int = 0, **more) -> None:
        settings = {"MONGO_URI": uri, "MONGO_DATABASE": database} | more
        asked = {"site": site, "edition": edition, "seed": seed, "file_limit": file_limit, "settings": settings}
        self.pid = self.warm.start(self.env, (str(CRAWL), json.dumps(asked)))

    def kill(self) -> bool:
        """Whether it was killed, and had not ended by itself before."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.warm.ended(self.pid).code == -signal.SIGKILL

    def end(self, *reasons: str) -> Ended:
        """Wait for its end, which has to be one without a traceback, for one of the reasons."""
        ended = self.warm.ended(self.pid)
        assert ended.code == 0, ended
        assert "Traceback" not in ended.err, ended.err
        assert ended.json["finish_reason"] in (reasons or ("finished",)), ended.err
        return ended


@pytest.fixture
def lanes(warm, another_warm, tmp_path) -> tuple[Lane, Lane]:
    """Two crawls at once, with one folder for what waits on disk."""
    both = Lane(warm), Lane(another_warm())
    for lane in both:
        lane.env["NEWSCRAWL_HOME"] = str(tmp_path / "home")
    return both


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    yield server
    server.process.send_signal(signal.SIGCONT)
    server.kill()


def verify(uri: str, name: str, sites: tuple[str, ...], edition: int) -> None:
    with MongoClient(uri, tz_aware=True) as client:
        found = faults(client[name], sites, edition)
        assert not found, "\n".join(found)
