"""Crawls that fetch from servers on loopback, in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 120  # seconds; a crawl that hangs shall fail here, and none that a busy machine holds up


class Fetched(NamedTuple):
    """What became of each URL (an answer's status, bytes and final URL, or a word), the stats, and what was logged."""

    outcomes: dict[str, list[Any]]
    stats: dict[str, Any]
    log: str

    def __getitem__(self, url: str) -> Any:
        (outcome,) = self.outcomes[url]
        return outcome


@pytest.fixture(scope="session")
def fetcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen, Path]]:
    log = tmp_path_factory.mktemp("fetcher") / "log"
    clean = {name: told for name, told in os.environ.items() if not name.startswith(("NEWSCRAWL_", "SCRAPY_"))}
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fetching.fetcher"], cwd=ROOT, text=True, stderr=errors,
            env=clean | {"SCRAPY_PROJECT": "testing"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
    yield process, log
    process.communicate("", timeout=LONGEST)


@pytest.fixture(scope="session")
def fetch(fetcher: tuple[subprocess.Popen, Path]) -> Callable[..., Fetched]:
    """Fetches URLs in one crawl; ``allow`` is a list of what may be connected to."""
    process, log = fetcher

    def run(*urls: str, allow: tuple[str, ...] = (), settings: dict[str, Any] | None = None, **asked: Any) -> Fetched:
        own = {"ALLOW_ADDRESSES": ",".join(allow), "RETRY_TIMES": 0, "LOG_LEVEL": "WARNING", **(settings or {})}
        before = log.stat().st_size
        process.stdin.write(json.dumps({"urls": urls, "settings": own, **asked}) + "\n")
        process.stdin.flush()
        alarm = Timer(LONGEST, process.kill)
        alarm.start()
        told = process.stdout.readline()
        alarm.cancel()
        said = log.read_text()[before:]
        assert told, said
        return Fetched(**json.loads(told), log=said)

    return run
