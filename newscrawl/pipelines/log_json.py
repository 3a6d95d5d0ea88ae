"""A log in JSON, a line for each entry, with its site and run. See LOG_JSON."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.text.printed import log_entry

__all__ = ["FACTS", "JsonLines", "log_json"]

FACTS = "facts"  # of a record: what else a line says (``extra={FACTS: {...}}``)


class JsonLines(logging.Formatter):
    """Formats the records of a crawl. Of several crawls in a process, one after the other, those of the latest."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__()
        self.crawler = crawler

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        facts = {"logger": record.name, "site": self.crawler.spidercls.name, "run": self._run()}
        if record.exc_info:
            facts["exception"] = self.formatException(record.exc_info)
        return log_entry(at, record.levelname, record.getMessage(), facts | getattr(record, FACTS, {}))

    def _run(self) -> str | None:
        with suppress(RuntimeError):  # it has no stats yet
            run: str | None = self.crawler.stats.get_value("run/id")
            return run
        return None


def log_json(crawler: Crawler) -> None:
    """Let the process log in JSON, where Scrapy's settings say and from their level on.

    The handler is one of our own, in the place of Scrapy's (LOG_INSTALL_ROOT_HANDLER), which makes its own formatter.
    """
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each.formatter, JsonLines)]:
        root.removeHandler(handler)
        handler.close()
    handler = _handler(crawler.settings)
    handler.setFormatter(JsonLines(crawler))
    handler.setLevel(crawler.settings["LOG_LEVEL"])
    root.setLevel(logging.NOTSET)
    root.addHandler(handler)


def _handler(settings: BaseSettings) -> logging.Handler:
    if file := settings["LOG_FILE"]:
        mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
        return logging.FileHandler(file, mode, settings["LOG_ENCODING"])
    return logging.StreamHandler() if settings.getbool("LOG_ENABLED") else logging.NullHandler()
