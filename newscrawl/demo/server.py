"""A loopback HTTP server that plays many sites at once, as a plain forward proxy.

A client that goes through it (``http_proxy=http://127.0.0.1:PORT``) asks for the sites under their own names, so an
address is the same whatever the port is, and nothing can leave the machine: a name that the server does not play is
answered with 502, and CONNECT with 405.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from socket import IPPROTO_TCP, TCP_NODELAY
from socketserver import StreamRequestHandler
from threading import Lock, Thread
from typing import Self
from urllib.parse import urlsplit

__all__ = ["Answer", "Server", "Site"]

LONGEST_LINE = 65536
VALIDATORS = (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site says to one request. Content-Length is the server's business."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Site = Callable[[str], Answer | bytes]
"""Path with query -> answer. Called from several threads at once. Bytes are sent as they are, and end the connection."""


class Server:
    """Serves ``sites`` (host name -> site) on loopback from ``with`` to its end; port 0 takes a free one.

    ``requests`` counts what was asked for, GET and HEAD alike, by full URL::

        with Server({"www.qinghe.example": lambda target: Answer(body=target.encode())}) as server:
            urlopen(Request("http://www.qinghe.example/a", ...))  # through the proxy server.address
        assert server.requests["http://www.qinghe.example/a"] == 1

    A request that carries the validator of an unchanged answer (ETag or Last-Modified) is answered with 304.
    """

    def __init__(self, sites: Mapping[str, Site], port: int = 0) -> None:
        self.sites = dict(sites)
        self.requests: Counter[str] = Counter()
        self._lock = Lock()
        self._http = _Listener(("127.0.0.1", port), self)

    @property
    def address(self) -> str:
        """The proxy's own address."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, method: str, host: str, target: str) -> Answer | bytes:
        """The answer to one request, which is counted."""
        if method not in ("GET", "HEAD"):
            return _line(HTTPStatus.METHOD_NOT_ALLOWED, f"{method} is not played here.", Allow="GET, HEAD")
        with self._lock:
            self.requests[f"http://{host}{target}"] += 1
        site = self.sites.get(host)
        return site(target) if site else _line(HTTPStatus.BAD_GATEWAY, f"No site named {host} is played here.")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], server: Server) -> None:
        self.played = server
        super().__init__(address, _Connection)


class _Connection(StreamRequestHandler):
    """One client's connection, kept alive. Reads only what it needs of a head: the standard handler's parser is slow."""

    server: _Listener

    def setup(self) -> None:
        super().setup()
        # Without this, Nagle's algorithm and delayed acknowledgements cost 40 ms a request.
        self.connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, True)

    def handle(self) -> None:
        try:
            while self._serve():
                pass
        except (ConnectionError, TimeoutError):
            pass  # the client left, as clients may

    def _serve(self) -> bool:
        """Answers one request; False when the connection is to be closed."""
        words = self.rfile.readline(LONGEST_LINE).decode("latin-1").split()
        if not words:
            return False
        headers = self._headers()
        if len(words) != 3:
            return self._send(_line(HTTPStatus.BAD_REQUEST, "That is not a request."), "GET", last=True)
        method, target, version = words
        host, path = _where(target, headers)
        answer = self.server.played.answer(method, host, path)
        if isinstance(answer, bytes):
            self.connection.sendall(answer)
            return False
        return self._send(
            _unless_known(answer, headers), method, last=_is_last(version, headers) or method not in ("GET", "HEAD")
        )

    def _headers(self) -> dict[str, str]:
        headers = {}
        while line := self.rfile.readline(LONGEST_LINE).strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return headers

    def _send(self, answer: Answer, method: str, last: bool) -> bool:
        # One write for head and body: two would be two packets.
        body = b"" if method == "HEAD" else answer.body
        self.connection.sendall(_head(answer, last) + body)
        return not last


def _where(target: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Host and path with query, of an absolute-form target or of an origin-form one with a Host header."""
    if target.startswith("/"):
        return headers.get("host", "").partition(":")[0].lower(), target
    url = urlsplit(target)
    query = f"?{url.query}" if url.query else ""
    return url.hostname or "", f"{url.path or '/'}{query}"


def _is_last(version: str, headers: Mapping[str, str]) -> bool:
    wish = headers.get("connection", headers.get("proxy-connection", "")).lower()
    return wish == "close" or (version == "HTTP/1.0" and wish != "keep-alive")


def _unless_known(answer: Answer, headers: Mapping[str, str]) -> Answer:
    """The answer, or 304 when the client shows that it has it already."""
    for asked, told in VALIDATORS:
        if asked in headers and answer.status == HTTPStatus.OK:
            known = headers[asked] == answer.headers.get(told)
            return Answer(HTTPStatus.NOT_MODIFIED, b"", answer.headers) if known else answer
    return answer


def _head(answer: Answer, last: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append(f"Connection: {'close' if last else 'keep-alive'}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _line(status: HTTPStatus, text: str, **headers: str) -> Answer:
    return Answer(status, f"{text}\n".encode(), {"Content-Type": "text/plain; charset=utf-8", **headers})
