"""Passes over all articles, in the order of their ids, so that one that was cut off can go on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pymongo import ASCENDING

from newscrawl.mongo.client import Database, Document

__all__ = ["PART", "parts"]

PART = 500  # documents


def parts(
    database: Database, query: Document | None = None, fields: Document | None = None, after: str = "", part: int = PART
) -> Iterator[list[Document]]:
    """The articles that fit a query, from behind the id ``after``, so many at a time."""
    behind = {"_id": {"$gt": after}, **(query or {})}
    cursor = database["articles"].find(behind, fields).sort("_id", ASCENDING).batch_size(part)
    while some := list(islice(cursor, part)):
        yield some
