"""The database that a command opens, as the environment's settings name it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from newscrawl.cli.output import err
from newscrawl.mongo.client import Database, leave_threads, open_database


def values() -> Mapping[str, Any]:
    """The environment's settings, without Scrapy: to import it takes longer than most commands that do not crawl."""
    return vars(import_module(os.environ["SCRAPY_SETTINGS_MODULE"]))


@contextmanager
def opened(name: str | None = None, settings: Mapping[str, Any] | None = None) -> Iterator[Database]:
    """The database that the settings name, or another one on the same server."""
    told = values() if settings is None else settings
    with open_database(
        told["MONGO_URI"], name or told["MONGO_DATABASE"], embedded=told["MONGO_EMBEDDED"], progress=err.print
    ) as db:
        yield db
    leave_threads()
