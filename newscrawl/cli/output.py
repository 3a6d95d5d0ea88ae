"""What commands print: tables for people, JSON for programs; progress goes to stderr."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Controls, C1 controls among them, but for the end of a line; marks that turn the direction of writing; line separators;
# lone surrogates, which no stream can encode. A terminal would obey them, or be misled by them.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def safe(words: object) -> str:
    r"""Words of a page as they may be printed: what a terminal would obey is spelled out.

    >>> safe("\x1b]0;title\x07 西乡")
    '\\x1b]0;title\\x07 西乡'
    """
    return UNSAFE.sub(spelled, str(words))


def spelled(character: re.Match[str]) -> str:
    """How Python would write a character that is not printed."""
    return ascii(character[0])[1:-1]


class SafeConsole(Console):
    """A console that prints no control character of a page, and takes no word of one for markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **options)

    def print(self, *objects: Any, **options: Any) -> None:
        """As Console's own. What is no string has been made safe by ``print_table`` or ``print_fact``."""
        super().print(*(safe(words) if isinstance(words, str) else words for words in objects), **options)


# A file or a pipe has no width: a row stays one line, so that grep and awk can read it.
WIDE = None if sys.stdout.isatty() else 10_000

console = SafeConsole(width=WIDE)
err = SafeConsole(stderr=True, soft_wrap=True)


def print_json(data: Any) -> None:
    """One JSON text on stdout; times in ISO 8601, bytes in Base64."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=plain)
    sys.stdout.write("\n".join(UNSAFE.sub(escaped, line) for line in text.split("\n")) + "\n")


def escaped(character: re.Match[str]) -> str:
    """How JSON may write a character: the same to a program, and nothing to a terminal."""
    return f"\\u{ord(character[0]):04x}"


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
