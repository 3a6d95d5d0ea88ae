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
    """Redis from ``with`` to its end, with a password; with TLS when it has a ``certificate`` for localhost, a file with its key."""

    password = "s3cret-of-the-test"  # noqa: S105 - nobody else's

    def __init__(self, folder: Path, certificate: Path | None = None) -> None:
        self.folder, self.certificate = folder, certificate
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = int(listener.getsockname()[1])

    @property
    def url(self) -> str:
        """For NEWSCRAWL_REDIS."""
        return f"redis{'s' if self.certificate else ''}://:{self.password}@localhost:{self.port}/0"

    @property
    def trusted(self) -> str:
        """The same, with who vouches for the certificate."""
        return f"{self.url}?ssl_ca_certs={self.certificate}" if self.certificate else self.url

    def client(self) -> Client:
        return Client.from_url(self.trusted)

    def start(self) -> None:
        options = [
            "--tls-port" if self.certificate else "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
            "--save",
            "",
        ]
        if self.certificate:
            files = [f"--tls-{what}-file" for what in ("cert", "key", "ca-cert")]
            options += [word for option in files for word in (option, str(self.certificate))]
            options += ["--port", "0", "--tls-auth-clients", "no"]
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
