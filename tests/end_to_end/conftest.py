"""The commands as their users start them: processes of their own, in an environment that holds only what a test says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from newscrawl.demo.world import World

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NOT_INHERITED = ("NEWSCRAWL_", "SCRAPY_")
LONGEST = 120  # seconds; what hangs shall fail here and say what it printed


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


class Warm:
    """A process that starts commands at once, because it has imported what they need; one at a time."""

    def __init__(self, folder: Path) -> None:
        self.out, self.err = folder / "out", folder / "err"
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("warm.py")], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def start(self, env: Mapping[str, str], words: tuple[str, ...]) -> int:
        """Start a command; its process id."""
        for file in (self.out, self.err):
            file.write_text("")
        asked = {"words": words, "env": env, "out": str(self.out), "err": str(self.err)}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self, pid: int) -> Ended:
        """Wait for the command that was started last."""
        alarm = Timer(LONGEST, os.kill, (pid, 9))
        alarm.start()
        code = int(self.process.stdout.readline())
        alarm.cancel()
        return Ended(code, self.out.read_text(), self.err.read_text())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@dataclass(frozen=True)
class Commands:
    """Starts commands with the variables ``env``, and no others of the project or of a proxy."""

    env: Mapping[str, str]
    warm: Warm

    def but(self, **env: str) -> Commands:
        return Commands({**self.env, **env}, self.warm)

    def alone(self, warm: Warm) -> Commands:
        return Commands(self.env, warm)

    def __call__(self, *words: str) -> Ended:
        """Run ``newscrawl`` to its end."""
        return self.warm.ended(self.start(*words))

    def start(self, *words: str) -> int:
        """Start ``newscrawl``; its process id."""
        return self.warm.start(self.whole_env(), ("newscrawl", *words))

    def cold(self, *words: str) -> Ended:
        """Run a program of the virtual environment, from its very start to its end."""
        done = subprocess.run(
            [self.program(words[0]), *words[1:]], env=self.whole_env(), cwd=ROOT, text=True, timeout=LONGEST,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    def program(self, name: str) -> Path:
        """A program of the virtual environment."""
        return BIN / name

    def whole_env(self) -> dict[str, str]:
        clean = {
            name: told
            for name, told in os.environ.items()
            if not name.startswith(NOT_INHERITED) and "proxy" not in name.lower()
        }
        return clean | dict(self.env)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Warm]]:
    """Makes further processes that start commands."""
    made: list[Warm] = []

    def another() -> Warm:
        made.append(Warm(tmp_path_factory.mktemp("command")))
        return made[-1]

    yield another
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def bare(warm: Callable[[], Warm]) -> Commands:
    """Commands in the testing environment that no MongoDB is named to."""
    return Commands({"SCRAPY_PROJECT": "testing"}, warm())


@pytest.fixture(scope="session")
def stored(bare: Commands, mongo_uri: str) -> Commands:
    """Commands that store in the tests' MongoDB."""
    return bare.but(NEWSCRAWL_MONGO_URI=mongo_uri)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as served:
        yield served
