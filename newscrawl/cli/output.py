"""What commands print: tables for people, JSON for programs; progress goes to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

# A file or a pipe has no width: a row stays one line, so that grep and awk can read it.
WIDE = None if sys.stdout.isatty() else 10_000

# What is printed comes from pages: no word of it is markup.
console = Console(highlight=False, markup=False, emoji=False, width=WIDE)
err = Console(highlight=False, markup=False, emoji=False, stderr=True, soft_wrap=True)


def print_json(data: Any) -> None:
    """One JSON text on stdout; times in ISO 8601."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=plain) + "\n")


def plain(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """A table; numbers stand to the right."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        numeric = all(isinstance(row[column], int | float) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    console.print(table)
