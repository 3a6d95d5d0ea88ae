"""Migrations of the articles: one file each, ``m<number>_<name>.py``, which brings documents to the schema of its number.

Such a file has a docstring, whose first line says what it does, and ``updates(database, documents)``: the writes that bring
whole documents of older schemas to its own. It may be called again for a part that it has done already, as those documents
are not given to it twice; each write names the schema that its document had, so that what a crawl has written meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from pymongo import UpdateOne

from newscrawl.mongo.client import Database, Document

__all__ = ["Migration", "Updates", "migrations"]

Updates = Callable[[Database, Sequence[Document]], list[UpdateOne]]


class Migration(NamedTuple):
    """A step from one schema to the next."""

    number: int
    name: str
    about: str
    updates: Updates


def migrations() -> list[Migration]:
    """All of them, in their order."""
    return sorted(_migration(module.name) for module in iter_modules(__path__) if module.name.startswith("m"))


def _migration(module: str) -> Migration:
    number, _, name = module.removeprefix("m").partition("_")
    code = import_module(f"{__name__}.{module}")
    return Migration(int(number), name, (code.__doc__ or "").split("\n")[0], code.updates)
