"""How a crawl's engines get to the network: through its filtering proxy, and to addresses only that the crawl may go to."""

from __future__ import annotations

import asyncio
import secrets
import socket
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy.crawler import Crawler

from newscrawl.fetching.addresses import Allowed, is_public, refusal
from newscrawl.fetching.guard import PORTS, ForbiddenAddressError, endpoint, operators_own
from newscrawl.fetching.rendering.exchange import Streams
from newscrawl.fetching.rendering.proxy import FilteringProxy

__all__ = ["Network"]

SECONDS = 15.0  # in which a server has to take a connection


class Network:
    """The filtering proxy of a crawl: what engines are told to go through, and why they could not.

    ``seen_by`` is the address of an engine elsewhere. The proxy listens at this machine's address towards it, and asks for a password there.
    """

    def __init__(self, crawler: Crawler, seen_by: tuple[str, int] | None = None) -> None:
        self.allowed = Allowed.parse(crawler.settings.get("ALLOW_ADDRESSES") or "")
        self.own = operators_own(crawler.settings)
        self.here = _towards(*seen_by) if seen_by else "127.0.0.1"
        self.token = "" if ip_address(self.here).is_loopback else secrets.token_urlsafe(16)
        stats, settings = crawler.stats, crawler.settings
        most, idle = settings.getint("DOWNLOAD_MAXSIZE"), settings.getfloat("DOWNLOAD_TIMEOUT")
        self.proxy = FilteringProxy(
            self.connect, lambda why: stats.inc_value(f"render/refused/{why}"), self.token, most, idle
        )

    async def start(self) -> Self:
        await self.proxy.start(self.here)
        return self

    async def close(self) -> None:
        await self.proxy.close()

    @property
    def address(self) -> str:
        """The proxy's address, with the password that it wants."""
        return self.proxy.address.replace("://", f"://newscrawl:{self.token}@") if self.token else self.proxy.address

    def failure(self, *urls: str | None) -> Exception | None:
        """Why the host of one of a page's addresses could not be reached, if that is so."""
        return next(filter(None, map(self.proxy.failure, filter(None, urls))), None)

    async def connect(self, scheme: str, host: str, port: int) -> tuple[Streams, bool]:
        """Streams to a server, or to the operator's own proxy (True). Raises ForbiddenAddressError, OSError or TimeoutError."""
        if reason := refusal(host, port, self.allowed):
            raise ForbiddenAddressError(reason)
        if endpoint(host, port) in self.own:
            raise ForbiddenAddressError(f"{host}:{port} is the operator's own")
        if through := upstream(scheme, host):
            return await _open(*through), True
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            one = ip_address(address.partition("%")[0])
            if not (is_public(one) or self.allowed.has(one, port)):
                raise ForbiddenAddressError(f"{host} is at {address}, which is no public address")
        return await _first(addresses, port), False


def upstream(scheme: str, host: str) -> tuple[str, int] | None:
    """The proxy that the environment names for a host, as Scrapy takes it."""
    address = getproxies().get(scheme)
    if not address or proxy_bypass(host):
        return None
    parts = urlsplit(address if "://" in address else f"//{address}")
    return (parts.hostname, parts.port or PORTS.get(parts.scheme, 80)) if parts.hostname else None


async def _first(addresses: list[str], port: int) -> Streams:
    """A connection to the first address that takes one."""
    errors: list[OSError] = []
    for address in addresses:
        try:
            return await _open(address, port)
        except OSError as error:
            errors.append(error)
    raise errors[-1]


async def _open(host: str, port: int) -> Streams:
    async with asyncio.timeout(SECONDS):
        return await asyncio.open_connection(host, port)


def _towards(host: str, port: int) -> str:
    """This machine's address as seen from another one; nothing is sent."""
    family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind) as probe:
        probe.connect(address)
        return str(probe.getsockname()[0])
