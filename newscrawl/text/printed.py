"""Words of pages, made so that they may be printed: a terminal obeys some characters, and some mislead its reader."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

__all__ = ["UNSAFE", "escaped", "log_entry", "safe"]

# Controls, C1 controls among them, but for the end of a line; marks that turn the direction of writing; line separators;
# lone surrogates, which no stream can encode.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def safe(words: object) -> str:
    r"""Words of a page as they may be printed: what a terminal would obey is spelled out.

    >>> safe("\x1b]0;title\x07 西乡")
    '\\x1b]0;title\\x07 西乡'
    """
    return UNSAFE.sub(_spelled, str(words))


def escaped(text: str) -> str:
    """JSON in which no unsafe character stands as itself: the same to a program, and nothing to a terminal."""
    return UNSAFE.sub(lambda character: f"\\u{ord(character[0]):04x}", text)


def log_entry(at: datetime, level: str, message: str, facts: Mapping[str, object]) -> str:
    r"""A line of a log in JSON: ``time`` in UTC, ``level``, ``message``, and what else is known, but for what is None.

    >>> log_entry(datetime(2026, 11, 27, 6, 30, tzinfo=UTC), "INFO", "西乡\n\x1b[2J", {"site": "county", "run": None})
    '{"time": "2026-11-27T06:30:00.000Z", "level": "INFO", "message": "西乡\\n\\u001b[2J", "site": "county"}'
    """
    time = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    known = {name: fact for name, fact in facts.items() if fact is not None}
    entry = {"time": time, "level": level, "message": message, **known}
    return escaped(json.dumps(entry, ensure_ascii=False, default=str))


def _spelled(character: re.Match[str]) -> str:
    """How Python would write a character that is not printed."""
    return ascii(character[0])[1:-1]
