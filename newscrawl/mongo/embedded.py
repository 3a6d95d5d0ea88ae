"""The embedded MongoDB-compatible server, for whoever has no mongod: started on demand, stopped after its last user.

The server (package ``secantusdb``, extra ``embedded``) is under the GPL and is therefore started as a program of its
own, never imported. ``supervisor`` owns it; this file is the users' side. The folder holds, besides the data:

- ``users.lock``: every user holds it shared, so that a user ended by ``kill -9`` counts as gone at once;
- ``supervisor.lock``: held by the one supervisor. The user who finds it free takes it and hands it over to the
  supervisor that it starts, so two users who come at the same time start one;
- ``server.json``: the address with its password, there while the server answers;
- ``server.log``: what the supervisor and the server said since they were started.

Every program on the machine can reach the port on loopback, so the server asks for a password. It stands in files
of mode 0600 in that folder, which has mode 0700.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from platformdirs import user_data_path

from newscrawl.exceptions import ConfigurationError, MissingExtraError, StoreUnavailableError
from newscrawl.mongo.locks import lock, opened

__all__ = ["data_folder", "embedded_server"]

logger = logging.getLogger(__name__)

PATIENCE = 120.0  # seconds; a server that was killed reads its journal first: a minute for 100,000 articles
STARTS = 2  # a supervisor may just be ending as a user comes; if the next one ends too, its log tells why
PROGRESS_EVERY = 5.0  # seconds


def home() -> Path:
    """Where newscrawl keeps files on this machine: ``NEWSCRAWL_HOME``, else the user's data folder."""
    named = os.environ.get("NEWSCRAWL_HOME")
    return Path(named).absolute() if named else user_data_path("newscrawl")


def data_folder() -> Path:
    """Where the embedded server keeps its data."""
    return home() / "mongo"


@contextmanager
def embedded_server(progress: Callable[[str], None] = logger.info) -> Iterator[str]:
    """The URI of the running server, started if need be; it goes on running at least until the block ends.

    ``progress`` is told in whole sentences what is being waited for. The URI holds a password: do not print it.
    Raises MissingExtraError without the package and StoreUnavailableError when the server does not come up.
    """
    if find_spec("secantus") is None:
        raise MissingExtraError("The embedded MongoDB server", "embedded")
    folder = _made(data_folder())
    waiting = _Waiting(folder, progress)
    with opened(folder / "users.lock") as users:
        while not lock(users, shared=True):  # the supervisor is stopping the server: nobody was left
            waiting.a_little()
        yield _address(folder, waiting)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot hold the data: {error.strerror}. Set NEWSCRAWL_HOME.") from None
    return folder


def _address(folder: Path, waiting: _Waiting) -> str:
    starts = 0
    while True:
        with opened(folder / "supervisor.lock") as supervisor:
            if lock(supervisor):
                if starts == STARTS:
                    raise waiting.failure()
                starts += 1
                waiting.progress(f"Starting the embedded MongoDB server in {folder}")
                _start_supervisor(folder, supervisor)
            elif address := _published(folder):
                return address
        waiting.a_little()


def _start_supervisor(folder: Path, supervisor: IO[bytes]) -> None:
    """Start it with the lock in its hands; this returns once it has gone to the background."""
    (folder / "server.json").unlink(missing_ok=True)
    with (folder / "server.log").open("wb") as log:
        subprocess.run(  # noqa: S603 - this interpreter and a module of this package
            [sys.executable, "-m", "newscrawl.mongo.supervisor", str(folder)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[supervisor.fileno()], start_new_session=True,
            check=False,
        )  # fmt: skip


def _published(folder: Path) -> str | None:
    """The address of a server that answered; one that a killed supervisor left behind does not count."""
    try:
        server = json.loads((folder / "server.json").read_bytes())
        os.kill(server["supervisor"], 0)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return str(server["uri"])


class _Waiting:
    """Waits in small steps, tells about it now and then, and ends with one plain line when it takes too long."""

    def __init__(self, folder: Path, progress: Callable[[str], None]) -> None:
        self.folder, self.progress = folder, progress
        self.since = self.told = time.monotonic()

    def a_little(self) -> None:
        now = time.monotonic()
        if now - self.since > PATIENCE:
            raise self.failure()
        if now - self.told > PROGRESS_EVERY:
            self.told = now
            self.progress(f"Waiting for the embedded MongoDB server since {now - self.since:.0f} s")
        time.sleep(0.05)

    def failure(self) -> StoreUnavailableError:
        log = self.folder / "server.log"
        return StoreUnavailableError(f"The embedded MongoDB server did not start: {log} says why")
