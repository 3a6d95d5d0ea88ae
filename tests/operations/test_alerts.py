"""Operators are told once, of what is new, and of what is mended; through Apprise to a real receiver on loopback."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from newscrawl.exceptions import ConfigurationError
from newscrawl.mongo.client import open_database
from newscrawl.operations.alerts import Message, notifier, review
from newscrawl.operations.health import Health

pytestmark = pytest.mark.mongo

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Receiver(ThreadingHTTPServer):
    """Keeps what it is told, or answers 500."""

    broken = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[tuple[str, str]] = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.broken:
            self.server.told.append((said["title"], said["message"]))
        self.send_response(500 if self.server.broken else 200)
        self.end_headers()

    def log_message(self, *words: object) -> None: ...


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def tell(mongo_uri, database_name, receiver):
    """Reviews sites by their states; gives the titles that arrived."""
    notify = notifier(f"json://127.0.0.1:{receiver.server_port}/")

    def reviewed(**states: str) -> list[str]:
        found = [Health(site, state, NOW, f"{site} has {state}") for site, state in states.items()]
        receiver.told.clear()
        with open_database(mongo_uri, database_name) as database:
            titles = [message.title for message in review(database, found, notify, NOW)]
        assert titles == [title for title, _ in receiver.told]
        return titles

    return reviewed


def test_each_is_told_once_and_when_it_is_mended(tell, receiver):
    assert tell(a="ok", b="new") == []
    assert tell(a="site_down", b="ok") == ["newscrawl: a: site_down"]
    assert receiver.told[0][1] == "a has site_down. Since 2026-03-01 00:00 UTC. newscrawl health a has the evidence."
    assert tell(a="site_down", b="ok") == []
    assert tell(a="blocked", b="ok") == ["newscrawl: a: blocked"]
    assert tell(a="ok", b="ok") == ["newscrawl: mended: a"]
    assert receiver.told[0][1] == "a: was blocked"
    assert tell(a="ok", b="ok") == []


def test_many_with_one_reason_are_one_message(tell, receiver):
    down = {f"site{n:02}": "site_down" for n in range(12)}
    assert tell(**down, other="quiet") == ["newscrawl: 12 sites: site_down", "newscrawl: other: quiet"]
    assert receiver.told[0][1].splitlines()[-1] == "and 2 more: newscrawl health"
    assert tell(**dict.fromkeys(down, "ok"), other="quiet") == ["newscrawl: mended: 12 sites"]


def test_what_could_not_be_told_is_told_later(tell, receiver):
    receiver.broken = True
    assert tell(a="drift") == []
    receiver.broken = False
    assert tell(a="drift") == ["newscrawl: a: drift"]
    receiver.broken = True
    assert tell(a="ok") == []
    receiver.broken = False
    assert tell(a="ok") == ["newscrawl: mended: a"]


def test_a_wrong_address_is_refused_and_not_shown():
    with pytest.raises(ConfigurationError) as raised:
        notifier("json://127.0.0.1/ nothing://user:secret@host")
    assert str(raised.value) == "NEWSCRAWL_ALERTS: address 2 is none that Apprise knows"


def test_nobody_there_is_no_success():
    assert notifier("json://127.0.0.1:9/")(Message("a", "b")) is False
