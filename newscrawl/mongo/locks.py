"""File locks between the processes of one machine: the kernel drops them with their holder, however it ended."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["lock", "opened", "unlock"]


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The lock file, open and made if it is missing; closing it lets go of its lock."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        yield file


def lock(file: IO[bytes], *, shared: bool = False) -> bool:
    """Take the lock if it is free, alone or with others; False when someone else holds it."""
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def unlock(file: IO[bytes]) -> None:
    """Let go of the lock and keep the file open."""
    fcntl.flock(file, fcntl.LOCK_UN)
