"""ETag and Last-Modified: what a server says of a page, to be told again when the page is asked for anew."""

from __future__ import annotations

import re

__all__ = ["sendable"]

SENDABLE = re.compile(r"[\x20-\x7e]{1,256}")
ANY = "*"  # in a question it stands for whatever there is: the answer would be "not modified" for ever


def sendable(value: str | None) -> str | None:
    """A validator that can be kept and sent as it came; None for one that is too long, of other characters, or no one thing.

    >>> sendable('W/"5e74-1a2b"'), sendable("*"), sendable('"1"\\x1b[31m')
    ('W/"5e74-1a2b"', None, None)
    """
    return value if value and value != ANY and SENDABLE.fullmatch(value) else None
