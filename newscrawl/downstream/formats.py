"""Articles as lines of JSON or as a table of commas; ``parquet`` has the third format."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, BinaryIO, Protocol, get_type_hints

from newscrawl.mongo.documents.stored import StoredArticle

__all__ = ["COLUMNS", "Csv", "Format", "JsonLines", "row"]

# All but the store's bookkeeping and what is of no use outside of it.
COLUMNS: dict[str, Any] = {"id": str} | {
    field.name: get_type_hints(StoredArticle)[field.name]
    for field in fields(StoredArticle)
    if field.metadata["group"] != "bookkeeping" and field.name != "signature"
}
# What a spreadsheet may take for the beginning of a formula, in the widths in which Chinese pages write it.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Format(Protocol):
    """A way to write articles into a file; ``close`` ends it and leaves the file open."""

    def __init__(self, file: BinaryIO) -> None: ...

    def write(self, articles: Iterable[StoredArticle]) -> None:
        """Add articles."""

    def close(self) -> None:
        """Add what belongs at the end."""


class JsonLines:
    """An article is a line."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, articles: Iterable[StoredArticle]) -> None:
        for article in articles:
            self.file.write(json.dumps(row(article), ensure_ascii=False, default=_told).encode() + b"\n")

    def close(self) -> None: ...


class Csv:
    """A row for each article below a row of names; lists and parts are JSON in their cell.

    A cell that a spreadsheet would take for a formula begins with an apostrophe. The file begins with the mark by which
    spreadsheets know UTF-8.
    """

    def __init__(self, file: BinaryIO) -> None:
        file.write("\ufeff".encode())
        self.table = csv.writer(codecs.getwriter("utf-8")(file))
        self.table.writerow(COLUMNS)

    def write(self, articles: Iterable[StoredArticle]) -> None:
        self.table.writerows(map(_cell, row(article).values()) for article in articles)

    def close(self) -> None: ...


def row(article: StoredArticle) -> dict[str, Any]:
    """The columns of an article; its parts as dicts."""
    values: Mapping[str, Any] = asdict(article)
    return {name: article.id if name == "id" else values[name] for name in COLUMNS}


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):  # begins with a bracket
        return json.dumps(value, ensure_ascii=False, default=_told) if value else ""
    if isinstance(value, datetime):
        return _told(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
