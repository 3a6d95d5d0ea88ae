"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from newscrawl.exceptions import ConfigurationError

__all__ = ["atomic"]


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which gets its name, and replaces what had it, when the block has ended well.

    Then it is on the disk, too. Raises ConfigurationError where nothing can be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with fresh.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _keep_name(path.parent)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            fresh.unlink()


def _keep_name(folder: Path) -> None:
    """A name is in its folder, and that has to be on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
