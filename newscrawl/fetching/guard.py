"""Refuses what a crawl must not ask for, before anything is connected to."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.addresses import Allowed, address_of, refusal
from newscrawl.fetching.identity import check_identity
from newscrawl.text.urls import URL_LIMIT

__all__ = ["PORTS", "ForbiddenAddressError", "Guard", "endpoint", "operators_own"]

PORTS = {"http": 80, "https": 443}


class ForbiddenAddressError(NewscrawlError, IgnoreRequest):
    """A URL, a redirect or a name leads where no crawl may go. Raised before a connection is made."""


class Guard:
    """A downloader middleware that lets through http and https only, and no address that is not public.

    It sees every request: of robots.txt, of redirects, and those that are made again. Names are looked at when they are
    resolved (``resolver.GuardedResolver``). The operator's own proxy and Splash are no sites, either, wherever they are.
    """

    def __init__(self, allowed: Allowed, own: set[tuple[str, int]]) -> None:
        self.allowed, self.own = allowed, own

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        check_identity(crawler.settings)
        return cls(Allowed.parse(crawler.settings.get("ALLOW_ADDRESSES") or ""), operators_own(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Raise ForbiddenAddressError for what is refused."""
        if len(request.url) > URL_LIMIT:  # a redirect's; a link's is looked at where it is found
            raise ForbiddenAddressError(f"an address of {len(request.url)} characters")
        try:
            parts = urlparse_cached(request)
            scheme, host, port = parts.scheme, parts.hostname or "", parts.port
        except ValueError as error:  # broken brackets, a port that is no number
            raise ForbiddenAddressError(str(error)) from None
        if scheme not in PORTS:
            raise ForbiddenAddressError(f"{scheme or 'no scheme'} is neither http nor https")
        if "@" in parts.netloc:
            raise ForbiddenAddressError("an address with a name or a password in it")
        port = PORTS[scheme] if port is None else port
        if reason := refusal(host, port, self.allowed):
            raise ForbiddenAddressError(reason)
        if endpoint(host, port) in self.own:
            raise ForbiddenAddressError(f"{host}:{port} is the operator's own")


def endpoint(host: str, port: int) -> tuple[str, int]:
    """Host and port in the one way in which they are compared. Raises ValueError for what is no host.

    >>> endpoint("PROXY.example.com.", 3128), endpoint("0x7f.1", 3128)
    (('proxy.example.com', 3128), ('127.0.0.1', 3128))
    """
    return str(address_of(host) or host.rstrip(".").lower()), port


def operators_own(settings: BaseSettings) -> set[tuple[str, int]]:
    """Host and port of each proxy that the environment names, and of Splash: a crawl goes through them, and never to them."""
    found = set()
    for scheme, address in [*getproxies().items(), ("http", settings.get("SPLASH_URL") or "")]:
        try:
            parts = urlsplit(address if "://" in address else f"//{address}")
            if parts.hostname:
                port = PORTS.get(parts.scheme or scheme, 80) if parts.port is None else parts.port
                found.add(endpoint(parts.hostname, port))
        except ValueError:  # Scrapy passes over such a one, too
            continue
    return found
