"""What commands print: tables for people, JSON for programs; progress goes to stderr."""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.text.printed import escaped, log_entry, safe


def logs_json() -> bool:
    """Whether NEWSCRAWL_LOG asks for a log in JSON."""
    return os.environ.get("NEWSCRAWL_LOG") == "json"


class SafeConsole(Console):
    """A console that prints no control character of a page, and takes no word of one for markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **options)

    def print(self, *objects: Any, **options: Any) -> None:
        """As Console's own. What is no string has been made safe by ``print_table`` or ``print_fact``."""
        super().print(*(safe(words) if isinstance(words, str) else words for words in objects), **options)


# A file or a pipe has no width: a row stays one line, so that grep and awk can read it.
WIDE = None if sys.stdout.isatty() else 10_000


class LogConsole(SafeConsole):
    """Standard error: lines for people, or, with NEWSCRAWL_LOG=json, a log in JSON."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person watches: nobody does who wants JSON."""
        return super().is_terminal and not logs_json()

    def print(
        self, *objects: Any, level: str = "INFO", facts: Mapping[str, object] | None = None, **options: Any
    ) -> None:
        """Words are a line of the log, in JSON with its level and facts; what is no string is for people."""
        if logs_json() and all(isinstance(words, str) for words in objects):
            self._entry(level, " ".join(objects), facts or {})
        else:
            super().print(*objects, **options)

    def log_line(self, line: str, **facts: object) -> None:
        """A line with its time, and in JSON with facts."""
        if logs_json():
            self._entry("INFO", line, facts)
        else:
            super().print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}")

    def _entry(self, level: str, line: str, facts: Mapping[str, object]) -> None:
        sys.stderr.write(log_entry(datetime.now().astimezone(), level, line, facts) + "\n")


console = SafeConsole(width=WIDE)
err = LogConsole(stderr=True, soft_wrap=True)


def print_json(data: Any) -> None:
    """One JSON text on stdout; times in ISO 8601, bytes in Base64."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=plain)
    sys.stdout.write(escaped(text) + "\n")


def plain(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def print_fact(name: str, value: object, *, to: Console | None = None) -> None:
    """A name and what there is to say of it, in one line."""
    (to or console).print(Text.assemble((f"{name} ", "bold"), safe(value)), soft_wrap=True)


def print_table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, cut: Collection[str] = (), to: Console | None = None
) -> None:
    """A table; numbers stand to the right. Cells of the columns in ``cut`` end in … where the terminal is too narrow."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        numeric = all(isinstance(row[column], int | float) for row in rows)
        whole = numeric or (bool(cut) and column not in cut)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=whole)
    for row in rows:
        table.add_row(*(shortened(row[column]) if column in cut else safe(row[column]) for column in columns))
    (to or console).print(table)


def shortened(cell: object) -> Text:
    """A cell that stays one line, however narrow its column."""
    return Text(safe(cell), no_wrap=True, overflow="ellipsis")
