"""The job of docs/downstream.md, which follows the events, and is killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.downstream.test_example import SELDOM, counted

PATIENCE = 120.0  # seconds


class Consumer:
    """Counts articles by region, from the first event on."""

    def __init__(self, uri: str, database: str, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.env = os.environ | {"NEWSCRAWL_MONGO_URI": uri, "NEWSCRAWL_MONGO_DATABASE": database}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.job.kill()
        self.job.wait()

    def start(self) -> None:
        self.job = subprocess.Popen([sys.executable, "-c", SELDOM], cwd=self.folder, env=self.env)

    def kill(self) -> None:
        """Kill it and let the next one go on."""
        self.job.kill()
        self.job.wait()
        self.start()

    def ends_with(self, expected: dict[str, int]) -> None:
        """See that it comes to exactly this, and stays there."""
        deadline = time.monotonic() + PATIENCE
        while sum(self._counted().values()) < sum(expected.values()):
            assert time.monotonic() < deadline, f"{self._counted()} instead of {expected}"
            assert self.job.poll() is None, "it ended by itself"
            time.sleep(0.05)
        time.sleep(0.5)  # were something counted twice, it would come now
        assert self._counted() == expected

    def _counted(self) -> dict[str, int]:
        try:
            return counted(self.folder)
        except sqlite3.OperationalError:
            return {}
