"""A receiver of alerts on loopback: a webhook, as Apprise's json:// calls it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Receiver(ThreadingHTTPServer):
    """Keeps what it is told, answers 500 when it is ``broken``, or a byte now and then while it is ``slow``."""

    broken = slow = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[tuple[str, str]] = []
        self.asked = 0
        self.closing = Event()

    def address(self, more: str = "") -> str:
        return f"json://127.0.0.1:{self.server_port}/{more}"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked += 1
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        while self.server.slow and not self.server.closing.wait(0.2):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" if self.close_connection else b"X")
        if not self.server.broken:
            self.server.told.append((said["title"], said["message"]))
        self.send_response(500 if self.server.broken else 200)
        self.end_headers()

    def log_message(self, *words: object) -> None: ...


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens."""
    with Receiver() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.closing.set()
        server.shutdown()
