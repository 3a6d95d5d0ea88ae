"""Processes of several machines on one clock, which jumps from one time at which sites are due to the next."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from pymongo.database import Database

from tests.commands import ROOT, wait_for
from tests.end_to_end.conftest import BIN, NOT_INHERITED

CLOCK = Path(__file__).parents[2] / "services" / "clock"
SOON = timedelta(minutes=5)  # what is due sooner is being crawled, or will be
REVIEWED = 2.5  # seconds in which a scheduler reviews all sites
EVERY, LATER = "0 */6 * * *", "30 */6 * * *"

SETTINGS = """
from settings.testing import *

SPIDER_MODULES = ["days_spiders"]
ALERTS_EVERY = 0.5
"""
HEAD = "from newscrawl.base_spiders.listing_spider import ListingSpider\n"
SPIDER = """

class {name}(ListingSpider):
    name = "{name}"
    region = "610700"
    every = "{every}"
    start_urls = ["http://{host}/"]
    article_links = "{links}"
    title = "{title}"
    body = "{body}"
"""
MARKS = {"links": "li.item a", "title": "h1.title", "body": "div.text p"}
MENDED = {"links": "div.entry a", "title": "h2.headline", "body": "section.words p"}


class Days:
    """The processes, their clock and their spiders; ``folder`` keeps what they share."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, folder / "clock"
        now = datetime.now(UTC)
        begin = (now + timedelta(hours=(5 - now.hour) % 6 or 6)).replace(
            minute=0
        )  # an hour after a time at which sites are due
        self.ahead = (begin - now).total_seconds()
        self.env: dict[str, str] = {}
        self.database: Database
        self.processes: list[subprocess.Popen[bytes]] = []
        self._move()

    def environment(self, **more: str) -> dict[str, str]:
        """Of a process on this clock."""
        clean = {name: told for name, told in os.environ.items() if not name.startswith(NOT_INHERITED)}
        path = os.pathsep.join(map(str, (CLOCK, self.folder)))
        return clean | {
            "CLOCK_AHEAD": str(self.clock),
            "PYTHONPATH": path,
            "SCRAPY_SETTINGS_MODULE": "days_settings",
            **more,
        }

    def write_spiders(self, hosts: dict[str, str], *, later: str, mended: Sequence[str] = ()) -> None:
        """Put the sites' spiders in place. One site is due half an hour later than the others."""
        (self.folder / "days_settings.py").write_text(SETTINGS)
        text = HEAD
        for name, host in hosts.items():
            marks, every = MENDED if name in mended else MARKS, LATER if name == later else EVERY
            text += SPIDER.format(name=name, host=host, every=every, **marks)
        (self.folder / "days_spiders.py").write_text(text)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "log").open("ab")
        process = subprocess.Popen(
            [BIN / "newscrawl", *words], env=self.env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        self.processes.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process, and the crawls that it has begun: their machine is gone."""
        children = psutil.Process(process.pid).children()
        process.kill()
        process.wait()
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        self.processes.remove(process)

    def end(self) -> list[int]:
        """Let all end; their exit codes."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(60) for process in self.processes]

    def close(self) -> None:
        for process in [*self.processes]:
            if process.poll() is None:
                self.kill(process)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def jump(self, to: datetime) -> None:
        """Let it be later."""
        self.ahead += max((to - self.now()).total_seconds(), 0)
        self._move()

    def _move(self) -> None:
        new = self.clock.with_suffix(".new")
        new.write_text(str(self.ahead))
        new.rename(self.clock)

    def due(self, *sites: str) -> datetime:
        """When the last one of the sites is due, of all when none is named."""
        query = {"_id": {"$in": sites}} if sites else {"schedule.next_at": {"$ne": None}}
        return max(each["schedule"]["next_at"] for each in self.database["sites"].find(query))

    def settle(self) -> None:
        """Wait until all is crawled that is due, and reviewed."""
        wait_for(self._settled, 90)
        time.sleep(REVIEWED)

    def _settled(self) -> bool:
        sites, now = [*self.database["sites"].find({"schedule": {"$ne": None}})], self.now()
        leased = [each for each in sites if each.get("lease", {}).get("until", now) > now]
        return bool(sites) and not leased and all(each["schedule"]["next_at"] > now + SOON for each in sites)

    def wait_for_run(self, site: str) -> psutil.Process:
        """The worker that crawls a site."""
        found = self.database["runs"].find_one
        wait_for(lambda: found({"site": site, "ended_at": None}))
        run = found({"site": site, "ended_at": None})
        return psutil.Process(run["pid"]).parent()
