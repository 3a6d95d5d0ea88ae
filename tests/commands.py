"""Processes that start the project's programs for tests, and what these leave behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

ROOT = Path(__file__).parents[1]
LONGEST = 120  # seconds; what hangs shall fail here and say what it printed


def wait_for(true: Callable[[], object], seconds: float = LONGEST) -> None:
    """Look until it is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self
        return json.loads(self.out)


class Seed:
    """A process that has imported what commands need: each Warm is a fork of it."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("warm.py")
        self.process = subprocess.Popen([sys.executable, program], cwd=ROOT, text=True, stdin=subprocess.PIPE)

    def fork(self, asks: Path, tells: Path) -> None:
        self.process.stdin.write(json.dumps([str(asks), str(tells)]) + "\n")
        self.process.stdin.flush()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


class Warm:
    """A process that starts commands at once; one at a time."""

    def __init__(self, seed: Seed, folder: Path) -> None:
        self.out, self.err = folder / "out", folder / "err"
        asks, tells = folder / "asks", folder / "tells"
        for pipe in (asks, tells):
            os.mkfifo(pipe)
        seed.fork(asks, tells)
        self.asks, self.tells = asks.open("w"), tells.open()  # in the order in which the fork opens them
        self.running: int | None = None

    def start(self, env: Mapping[str, str], words: tuple[str, ...]) -> int:
        """Start a command; its process id. One that a test that failed has left is killed."""
        self.kill()
        for file in (self.out, self.err):
            file.write_text("")
        asked = {"words": words, "env": dict(env), "out": str(self.out), "err": str(self.err)}
        self.asks.write(json.dumps(asked) + "\n")
        self.asks.flush()
        self.running = int(self.tells.readline())
        return self.running

    def kill(self) -> None:
        """Kill the command that runs, if one does."""
        if self.running:
            os.kill(self.running, 9)
            self.ended(self.running)

    def ended(self, pid: int) -> Ended:
        """Wait for the command that was started last."""
        alarm = Timer(LONGEST, os.kill, (pid, 9))
        alarm.start()
        code = int(self.tells.readline())
        alarm.cancel()
        self.running = None
        return Ended(code, self.out.read_text(), self.err.read_text())

    def close(self) -> None:
        self.kill()
        self.asks.close()
        self.tells.close()
