"""A server that is asked as Splash is, and gives pages as their servers send them: for what does not depend on an engine."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

__all__ = ["StandIn"]


class StandIn:
    """Listens from ``with`` to its end."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)

    @property
    def url(self) -> str:
        """For SPLASH_URL."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class Asked(BaseHTTPRequestHandler):
    """One page."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told = json.dumps(visit(asked["url"], asked["proxy"])).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *words: Any) -> None:
        """Nothing."""


class Stay(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *asked: Any) -> None: ...


def visit(url: str, proxy: str) -> dict[str, Any]:
    """What page.lua tells of a page."""
    try:
        answer: Any = build_opener(ProxyHandler({"http": proxy}), Stay).open(url)
    except HTTPError as error:
        answer = error
    if location := answer.headers["Location"]:
        return {"lead": urljoin(url, location), "latency": 0.0}
    headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
    return {
        "url": url,
        "http_status": answer.status,
        "headers": headers,
        "html": answer.read().decode(),
        "latency": 0.0,
    }
