"""The process that owns the embedded server: ``python -m newscrawl.mongo.supervisor FOLDER``, started by ``embedded``.

It starts the server on a free port, says where in ``server.json`` once it answers, starts it again if it dies, and
stops it about a second after the last user is gone. It inherits the locked ``supervisor.lock`` from who starts it.

Should it be killed itself, the kernel kills the server with it: a process can ask for that on Linux
(``PR_SET_PDEATHSIG``); elsewhere such a server has to be ended by hand. The journal makes that as safe as any crash.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from newscrawl.mongo.locks import lock, opened, unlock

logger = logging.getLogger("newscrawl.mongo.supervisor")

START_PATIENCE = 120.0  # seconds until a starting server must answer
STOP_PATIENCE = 10.0  # seconds between asking it to end and ending it
KNOCK_EVERY = 0.2  # seconds
STARTS = 4  # the port may be taken meanwhile; what fails so often in a row has another reason
LOOK_EVERY = 0.25  # seconds
LOOKS = 4  # nobody there so many times in a row: the last user is gone
USER = "newscrawl"
CONFIGURATION = '[storage]\ncache_size = "256M"\n'  # a file of our own also keeps it from reading one found elsewhere
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def supervise(folder: Path) -> None:
    """Run the server until nobody uses it, or until it has failed to start too often; one that died starts again."""
    secret = _secret(folder)
    address = folder / "server.json"
    port = _free_port()
    failures = 0
    while failures < STARTS:
        with opened(folder / "users.lock") as users, _server(folder, port, "--auth") as server:
            if _answers(server, port):
                failures = 0
                _write(address, json.dumps({"uri": _uri(port, secret), "supervisor": os.getpid()}))
                nobody_left = _watch(server, users)
                address.unlink()
                if nobody_left:
                    return
            else:
                failures += 1
                port = _free_port()
        logger.error("The server ended by itself with code %s", server.returncode)


def _watch(server: subprocess.Popen[bytes], users: IO[bytes]) -> bool:
    """True when the last user is gone; the lock is kept then, so that who comes now waits until all is stopped."""
    looks = 0
    while server.poll() is None:
        time.sleep(LOOK_EVERY)
        if not lock(users):
            looks = 0
        elif (looks := looks + 1) == LOOKS:
            return True
        else:
            unlock(users)
    return False


@contextmanager
def _server(folder: Path, port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    configuration = folder / "server.toml"
    configuration.write_text(CONFIGURATION)
    command = [sys.executable, "-m", "secantus", "--host", "127.0.0.1", "--port", str(port), *options]
    command += ["--storage-path", str(folder / "data"), "--config", str(configuration), "--log-level", "WARNING"]
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent())  # noqa: S603 - this interpreter
    try:
        yield server
    finally:
        _stop(server, port)


def _end_with_parent() -> Callable[[], object] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up here: nothing may be loaded between fork and exec
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop(server: subprocess.Popen[bytes], port: int) -> None:
    """Ask it to end, and end it if it does not.

    Its accept() sleeps on for 2 s unless somebody knocks. If it opens to a second knock, it has missed the signal, as
    happens now and then just after its start.
    """
    server.terminate()
    deadline = time.monotonic() + STOP_PATIENCE
    opened_to = 0
    while time.monotonic() < deadline:
        try:
            server.wait(KNOCK_EVERY)
        except subprocess.TimeoutExpired:
            opened_to += _listens(port)
            if opened_to > 1:
                server.terminate()
        else:
            return
    server.kill()
    server.wait()


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until something listens on the port, and see that it is this server and not a stranger."""
    deadline = time.monotonic() + START_PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        if _listens(port):
            return _pings(port) and server.poll() is None
        time.sleep(0.05)
    return False


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _pings(port: int) -> bool:
    try:
        with MongoClient[dict[str, object]](_uri(port), serverSelectionTimeoutMS=30_000) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def _secret(folder: Path) -> str:
    """The password of this data folder. A folder without one gets it from a server that does not ask for any yet."""
    path = folder / "password"
    if not path.exists():
        secret = secrets.token_urlsafe(24)
        port = _free_port()
        with _server(folder, port) as server:
            if not _answers(server, port):
                sys.exit("The server did not start")
            _give(port, secret)
            _write(path, secret)
    return path.read_text()


def _give(port: int, secret: str) -> None:
    with MongoClient[dict[str, object]](_uri(port), serverSelectionTimeoutMS=30_000) as client:
        try:
            client.admin.command("createUser", USER, pwd=secret, roles=["root"])
        except OperationFailure:  # there already: its file was lost
            client.admin.command("updateUser", USER, pwd=secret)


def _uri(port: int, secret: str | None = None) -> str:
    """Without ``journal=true`` the server acknowledges writes that a crash can still lose."""
    if secret is None:
        return f"mongodb://127.0.0.1:{port}/?journal=true"
    return f"mongodb://{USER}:{secret}@127.0.0.1:{port}/?journal=true&authSource=admin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write(path: Path, text: str) -> None:
    """All of the file or nothing, for this user only."""
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def main() -> None:
    """Go to the background, so that who started this need not wait for its end, and supervise there."""
    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    supervise(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
