"""A real Redis on loopback, for tests: it can go away and come back, and keeps nothing meanwhile."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from redis import Redis as Client
from redis.exceptions import RedisError

__all__ = ["PROGRAM", "Redis"]

PROGRAM = "redis-server"
PATIENCE = 30  # seconds for a start


class Redis:
    """Redis from ``with`` to its end, with a password."""

    password = "s3cret-of-the-test"  # noqa: S105 - nobody else's

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = int(listener.getsockname()[1])

    @property
    def url(self) -> str:
        """For NEWSCRAWL_REDIS."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def client(self) -> Client:
        return Client.from_url(self.url)

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen(
            [PROGRAM, *options, "--requirepass", self.password], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, "redis-server has ended"
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False

    def stop(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
