"""A server on loopback that sends what it is told to, byte by byte, and notes who asked for what and when."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from time import monotonic
from typing import NamedTuple, Self

Page = bytes | Callable[[socket.socket], None]
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nConnection: close\r\n\r\n404"


class Asked(NamedTuple):
    """One request: when it came, its path and its head in lower case."""

    at: float
    path: str
    head: str


def page(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; underscores of header names are hyphens."""
    body = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    return "\r\n".join(lines).encode() + body


class Loopback:
    """Answers a request on each connection, from ``pages`` by path, and closes it. A page that can be called writes by itself."""

    def __init__(
        self,
        pages: Mapping[str, Page] | None = None,
        where: tuple[str, int] = ("127.0.0.1", 0),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.pages, self.tls = dict(pages or {}), tls
        self.asked: list[Asked] = []
        self.connections = 0
        family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
        self.listener = socket.create_server(where, family=family, backlog=64)
        self.host, self.port = self.listener.getsockname()[:2]

    @property
    def url(self) -> str:
        return f"http{'s' * bool(self.tls)}://{self.host}:{self.port}"

    @property
    def allowed(self) -> str:
        """As NEWSCRAWL_ALLOW_ADDRESSES has it."""
        return f"{self.host}:{self.port}"

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def times(self, path: str) -> list[float]:
        return [each.at for each in self.asked if each.path == path]

    def __enter__(self) -> Self:
        Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.listener.close()

    def _listen(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = self.listener.accept()
                self.connections += 1
                Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            head = b""
            while b"\r\n\r\n" not in head:
                if not (some := connection.recv(65536)):
                    return
                head += some
            path = head.split(b" ", 2)[1].decode()
            self.asked.append(Asked(monotonic(), path, head.decode("latin-1").lower()))
            answer = self.pages.get(path, NOT_FOUND)
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):  # what is closed with bytes unread resets the connection
                pass
