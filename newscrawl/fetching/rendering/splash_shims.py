"""What scrapy-splash 0.11.1 misses in Scrapy 2.19, put back before its first import.

1. ``scrapy.utils.url.canonicalize_url`` moved to w3lib, and scrapy-splash imports it from its former place.
2. ``Downloader._get_slot_key(request, spider)`` became ``get_slot_key(request)``, and SplashMiddleware calls the former one.

Each is put back only where Scrapy has it no more and scrapy-splash is not newer than 0.11.1: both end by themselves when either
package is mended. ``tests/fetching/test_splash_shims.py`` fails then, and this file can go.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import scrapy.utils.url
from scrapy import Request
from scrapy.core.downloader import Downloader
from w3lib.url import canonicalize_url

__all__ = ["install"]

LAST_TO_NEED = (0, 11, 1)


def install() -> list[str]:
    """Put back what is missing; the names of what was."""
    if _number(version("scrapy-splash")) > LAST_TO_NEED:
        return []
    put_back = _missing()
    for place, name, value in put_back:
        setattr(place, name, value)
    return [name for _, name, _ in put_back]


def _missing() -> list[tuple[Any, str, Any]]:
    needed: list[tuple[Any, str, Any]] = [
        (scrapy.utils.url, "canonicalize_url", canonicalize_url),
        (Downloader, "_get_slot_key", _get_slot_key),
    ]
    return [one for one in needed if not hasattr(one[0], one[1])]


def _get_slot_key(self: Downloader, request: Request, spider: object = None) -> str:  # noqa: ARG001 - the former signature
    return self.get_slot_key(request)


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())
