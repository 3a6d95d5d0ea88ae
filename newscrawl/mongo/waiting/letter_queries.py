"""What commands ask of dead letters: pages that gave no article, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from pymongo import DESCENDING

from newscrawl.items import article_id
from newscrawl.mongo.client import Database, Document
from newscrawl.mongo.documents.schema import clean
from newscrawl.mongo.failures import translated
from newscrawl.mongo.waiting.dead_pages import DeadPage, page_of_record
from newscrawl.text.urls import canonical_url

__all__ = ["drop_letters", "known_lines", "letter_of", "letters_since", "open_letters", "page_of", "with_page"]


FEW = 20  # letters, where one is enough


def open_letters(database: Database, *, site: str | None = None, reason: str | None = None) -> Iterator[Document]:
    """The letters whose pages gave no article since, of a site and for a reason."""
    asked = {"site": site, "reason": reason}
    query = {name: clean(value) for name, value in asked.items() if value is not None}
    with translated():
        yield from database["dead_letters"].find({**query, "settled_at": None})


def letters_since(database: Database, site: str, since: datetime) -> Iterator[Document]:
    """The letters of a site that were first written since a time, the latest first."""
    query = {"site": site, "first_at": {"$gte": since}}
    with translated():
        yield from database["dead_letters"].find(query).sort("first_at", DESCENDING).limit(FEW)


def letter_of(database: Database, what: str) -> Document | None:
    """The letter of an address, or of its own ``_id``, settled or not."""
    identity = article_id(canonical_url(clean(what))) if "/" in what else clean(what)
    with translated():
        return database["dead_letters"].find_one({"_id": identity})


def with_page(database: Database, letters: Collection[str]) -> set[str]:
    """Those of the letters whose page is kept."""
    with translated():
        found = database["dead_pages"].find({"_id": {"$in": list(letters)}}, {"_id": 1})
        return {each["_id"] for each in found}


def page_of(database: Database, letter: str) -> DeadPage | None:
    """The page of a letter; None when it was not kept."""
    with translated():
        found = database["dead_pages"].find_one({"_id": letter})
    return page_of_record(found) if found else None


def known_lines(database: Database, site: str) -> dict[str, Any]:
    """What crawls learned of the lines that recur over a site's pages (``Repeats(**...)``)."""
    with translated():
        found = database["sites"].find_one({"_id": site}, {"repeats": 1}) or {}
    lines: dict[str, Any] = found.get("repeats", {})
    return lines


def drop_letters(database: Database, letters: Collection[str]) -> None:
    """Forget letters and their pages."""
    gone = {"_id": {"$in": list(letters)}}
    with translated():
        database["dead_pages"].delete_many(gone)
        database["dead_letters"].delete_many(gone)
