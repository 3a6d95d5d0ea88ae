"""The one way from a page in a browser to the network: a small forward proxy of the crawl's own.

Browsers and Splash load what a page tells them to. All of it goes through here, redirects and what scripts ask for included,
so that one place refuses addresses that the crawl may not go to. It connects to the address that it has checked, so a name
that means another address a moment later changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64decode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.rendering.exchange import Exchange, Streams
from newscrawl.fetching.rendering.unwanted import is_advertiser, is_picture

__all__ = ["Connect", "FilteringProxy"]

logger = logging.getLogger(__name__)

HEAD_MAX = 65_536  # bytes
HEAD_SECONDS = 30.0
ANSWERS = 8  # of the greatest size, that a tunnel may carry: what is in it cannot be told apart
KEPT_FAILURES = 1000
NOT_PASSED_ON = frozenset(["connection", "proxy-connection", "proxy-authorization", "keep-alive", "te", "upgrade"])

Connect = Callable[[str, str, int], Awaitable[tuple[Streams, bool]]]
"""Scheme, host and port -> streams to the server, or to a further proxy (True). Raises OSError, TimeoutError, or a NewscrawlError for what is refused."""


class Ask(NamedTuple):
    """A request's first line and headers, as a client of a proxy sends them."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]

    @property
    def place(self) -> tuple[str, int]:
        """Host and port. Raises ValueError for what is no address."""
        url = urlsplit(f"//{self.target}" if self.method == "CONNECT" else self.target)
        if not url.hostname or (self.method != "CONNECT" and url.scheme != "http"):
            raise ValueError(self.target)
        return url.hostname, url.port or (443 if self.method == "CONNECT" else 80)

    @property
    def length(self) -> int:
        """Bytes of the body. Raises ValueError for what is no number of them."""
        told = self.header("content-length") or "0"
        if not told.isdecimal():
            raise ValueError(told)
        return int(told)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def passed_on(self, *, absolute: bool) -> bytes:
        """The head for the server, or for a further proxy; the connection serves this request alone."""
        url = urlsplit(self.target)
        path = f"{url.path or '/'}{'?' if url.query else ''}{url.query}"
        kept = [f"{name}: {value}" for name, value in self.headers if name.lower() not in NOT_PASSED_ON]
        lines = [f"{self.method} {self.target if absolute else path} HTTP/1.1", *kept, "Connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1")


class FilteringProxy:
    """Serves a crawl's engines from ``start`` to ``close``.

    ``connect`` opens connections, and decides whether they may be. ``count`` hears why requests were refused. ``token`` is the password,
    asked for where others could reach the port. ``most`` bounds the bytes of an answer and of what is sent, and eight times that a
    tunnel's; 0 does not. What stays silent for ``idle`` seconds, or whose client has left, is ended.
    """

    def __init__(
        self, connect: Connect, count: Callable[[str], None], token: str = "", most: int = 0, idle: float = 60.0
    ) -> None:
        self.connect, self.count, self.token, self.most, self.idle = connect, count, token, most, idle
        self.failures: dict[tuple[str, int], Exception] = {}
        self.server: asyncio.Server | None = None
        self.address = ""  # http://host:port, once it is started
        self.connections: set[asyncio.Task[None]] = set()

    async def start(self, host: str = "127.0.0.1") -> Self:
        self.server = await asyncio.start_server(self._begin, host, 0, limit=HEAD_MAX)
        host, port = self.server.sockets[0].getsockname()[:2]
        self.address = f"http://{host}:{port}"
        return self

    async def close(self) -> None:
        if self.server:
            self.server.close()
        for connection in self.connections:
            connection.cancel()
        await asyncio.gather(*self.connections, return_exceptions=True)

    def failure(self, url: str) -> Exception | None:
        """Why the host of an address could not be reached, when that is what became of it last."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return self.failures.get((parts.hostname or "", port))

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A client: a task of this class's own, which can be cancelled."""
        self.connections.add(task := asyncio.ensure_future(self._serve(reader, writer)))
        task.add_done_callback(self.connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # client or server left, or the client says what is no HTTP
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_SECONDS):
            ask = _parse(await reader.readuntil(b"\r\n\r\n"))
        try:
            (host, port), length = ask.place, ask.length
        except ValueError:
            return self._refuse(writer, "400 Bad Request", "malformed")
        if self.token and self.token != _password(ask):
            return self._refuse(writer, "407 Proxy Authentication Required", "stranger")
        if is_advertiser(host):
            return self._refuse(writer, "403 Forbidden", "advertiser")
        if is_picture(ask.target):  # engines ask for few: for those of a page that was left meanwhile
            return self._refuse(writer, "403 Forbidden", "picture")
        if self.most and length > self.most:
            return self._refuse(writer, "413 Content Too Large", "too_large")
        try:
            server, further = await self.connect("https" if ask.method == "CONNECT" else "http", host, port)
        except (OSError, TimeoutError, UnicodeError) as error:  # the last for a name that cannot be asked for
            self._failed((host, port), error)
            return self._refuse(writer, "502 Bad Gateway", "unreachable")
        except NewscrawlError as error:
            self._failed((host, port), error)
            return self._refuse(writer, "403 Forbidden", "forbidden")
        self.failures.pop((host, port), None)
        try:
            exchange = Exchange((reader, writer), server, self.idle, lambda: self.count("too_large"))
            if ask.method != "CONNECT":
                await exchange.answer(ask.passed_on(absolute=further), length, self.most)
            elif further:  # it answers to the client itself
                head = f"CONNECT {ask.target} HTTP/1.1\r\nHost: {ask.target}\r\n\r\n".encode("latin-1")
                await exchange.tunnel(head, b"", ANSWERS * self.most)
            else:
                await exchange.tunnel(b"", b"HTTP/1.1 200 Connection established\r\n\r\n", ANSWERS * self.most)
        finally:
            server[1].close()
        return None

    def _failed(self, place: tuple[str, int], error: Exception) -> None:
        logger.debug("%s:%d: %s", *place, error)
        if len(self.failures) >= KEPT_FAILURES:
            self.failures.clear()
        self.failures[place] = error

    def _refuse(self, writer: asyncio.StreamWriter, status: str, why: str) -> None:
        self.count(why)
        extra = 'Proxy-Authenticate: Basic realm="newscrawl"\r\n' if status.startswith("407") else ""
        writer.write(f"HTTP/1.1 {status}\r\n{extra}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())


def _parse(head: bytes) -> Ask:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    pairs = (line.partition(":") for line in lines if line)
    return Ask(method, rest.partition(" ")[0], tuple((name.strip(), value.strip()) for name, _, value in pairs))


def _password(ask: Ask) -> str:
    """The password of basic authentication."""
    with suppress(ValueError):
        return b64decode(ask.header("proxy-authorization").partition(" ")[2]).decode("latin-1").partition(":")[2]
    return ""
