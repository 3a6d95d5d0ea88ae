"""What an engine does, and what it shares with others: its limits, its way to the network, its words for failures."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Protocol

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from newscrawl.fetching.rendering.wish import Rendered, Wish

__all__ = ["Engine", "failure", "script"]


class CertificateError(DownloadFailedError):
    """A site's certificate is not valid, or its TLS is broken. Made by ``failure``."""


FAILURES: Mapping[str, type[Exception]] = {
    "ERR_NAME_NOT_RESOLVED": CannotResolveHostError,
    "ERR_CONNECTION_REFUSED": DownloadConnectionRefusedError,
    "ERR_TIMED_OUT": DownloadTimeoutError,
    "ERR_CONNECTION_TIMED_OUT": DownloadTimeoutError,
    "Timeout": DownloadTimeoutError,  # Playwright's, of a server that does not answer
    "ERR_CERT": CertificateError,
    "ERR_SSL": CertificateError,
    # https://doc.qt.io/qt-5/qnetworkreply.html#NetworkError-enum, as Splash has them
    "network1": DownloadConnectionRefusedError,
    "network3": CannotResolveHostError,
    "network4": DownloadTimeoutError,
    "network5": DownloadTimeoutError,
    "network6": CertificateError,
}


class Engine(Protocol):
    """Splash or a browser: gives a page as it is once its scripts have run."""

    async def render(self, request: Request, wish: Wish) -> Rendered:
        """The page of a request. Raises what Scrapy's own downloads raise, or EngineAwayError."""

    async def close(self) -> None:
        """End what was started."""


def failure(words: str) -> Exception:
    """The exception for an engine's words, of the kinds that Scrapy's own downloads raise."""
    found = next((kind for name, kind in FAILURES.items() if name in words.split() or f"::{name}" in words), None)
    return (found or DownloadFailedError)(words)


def script(name: str) -> str:
    """A script of this room."""
    return (files(__package__) / name).read_text("utf-8")
