"""The commands as their users start them: processes of their own, in an environment that holds only what a test says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.demo.world import World
from tests.commands import LONGEST, ROOT, Ended, Warm

BIN = Path(sys.executable).parent
NOT_INHERITED = ("NEWSCRAWL_", "SCRAPY_")


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

    def scrapy(self, *words: str) -> Ended:
        """Run ``scrapy`` to its end."""
        return self.warm.ended(self.warm.start(self.whole_env(), ("scrapy", *words)))

    def cold(self, *words: str) -> Ended:
        """Run a program of the virtual environment, from its very start to its end."""
        done = subprocess.run(
            [self.program(words[0]), *words[1:]], env=self.whole_env(), cwd=ROOT, text=True, timeout=LONGEST,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    def popen(self, *words: str) -> subprocess.Popen[str]:
        """Start ``newscrawl`` from its very start, beside others; what it prints is nobody's concern."""
        return subprocess.Popen(
            [self.program("newscrawl"), *words], env=self.whole_env(), cwd=ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

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


def asked(world: World) -> int:
    """How many requests the world has answered."""
    return sum(list(world.requests.values()))


@pytest.fixture(scope="session")
def bare(warm: Warm) -> Commands:
    """Commands in the testing environment that no MongoDB is named to."""
    return Commands({"SCRAPY_PROJECT": "testing"}, warm)


@pytest.fixture(scope="session")
def stored(bare: Commands, mongo_uri: str) -> Commands:
    """Commands that store in the tests' MongoDB."""
    return bare.but(NEWSCRAWL_MONGO_URI=mongo_uri)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as served:
        yield served


@pytest.fixture
def one(stored: Commands, world: World, database_name: str) -> Commands:
    """Commands that crawl the demo world into the test's own database."""
    return stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
