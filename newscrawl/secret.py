"""Addresses that may hold a password: as they are, or in a file that only their user may read."""

from __future__ import annotations

from pathlib import Path

from newscrawl.exceptions import ConfigurationError

__all__ = ["disclosed"]

FILE = "file:"  # what an address begins with that is kept in a file


def disclosed(variable: str, address: str) -> str:
    """The address that a variable has, or that the file holds which it names as ``file:/run/secrets/redis``.

    Raises ConfigurationError for a file that has none.
    """
    if not address.startswith(FILE):
        return address
    file = Path(address.removeprefix(FILE))
    try:
        if kept := file.read_text("utf-8").strip():
            return kept
    except (OSError, UnicodeDecodeError):
        pass
    raise ConfigurationError(f"{variable} names {file}: there is no address to be read")
