"""Requests that are not made in this run: nothing is known of their pages, so nothing is kept of them."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawl.exceptions import NewscrawlError

__all__ = ["UntriedError"]


class UntriedError(NewscrawlError, IgnoreRequest):
    """A page is not asked for in this run; the next one finds it. ``reason`` is a word for the counters. Raised by downloader middlewares."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
