import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from socket import create_connection
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from newscrawl.demo.server import Answer, Server

HOST = "www.qinghe.example"


def echo(target: str) -> Answer:
    return Answer(body=f"页面 {target}".encode(), headers={"Content-Type": "text/plain; charset=utf-8", "ETag": '"7"'})


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({HOST: echo}) as served:
        yield served


def test_a_proxy_client_reaches_a_site_by_its_own_name(server):
    opener = build_opener(ProxyHandler({"http": server.address}))
    assert opener.open(f"http://{HOST}/a/?b=1").read().decode() == "页面 /a/?b=1"


def test_a_host_header_does_as_well(server, ask):
    assert ask(server, "/a", Host=f"{HOST}:80").body == "页面 /a".encode()


def test_an_address_without_a_path_is_the_home_page(server, ask):
    assert ask(server, f"http://{HOST}").body == "页面 /".encode()


def test_an_unknown_host_is_refused_in_one_line(server, ask):
    reply = ask(server, "http://elsewhere.example/")
    assert reply.status == 502
    assert reply.body == b"No site named elsewhere.example is played here.\n"


@pytest.mark.parametrize("method", ["CONNECT", "POST"])
def test_only_reading_is_allowed(server, ask, method):
    assert ask(server, f"{HOST}:443", method).status == 405


def test_nonsense_is_refused(server, ask):
    assert ask(server, "a", "NON SENSE").status == 400


def test_head_tells_the_length_and_sends_nothing(server, ask):
    length = len("页面 /a".encode())
    assert ask(server, f"http://{HOST}/a", "HEAD").headers["Content-Length"] == str(length)
    with create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), timeout=10) as raw:
        raw.sendall(f"HEAD http://{HOST}/a HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
        assert raw.makefile("rb").read().endswith(b"\r\nConnection: close\r\n\r\n")


def test_a_connection_is_kept(server):
    connection = HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=10)
    sockets = set()
    for number in range(3):
        connection.request("GET", f"http://{HOST}/{number}")
        assert connection.getresponse().read().decode() == f"页面 /{number}"
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1
    assert None not in sockets


def test_who_shows_the_validator_gets_304_without_a_body(server, ask):
    known = ask(server, f"http://{HOST}/a", If_None_Match='"7"')
    other = ask(server, f"http://{HOST}/a", If_None_Match='"8"')
    assert (known.status, known.body) == (304, b"")
    assert other.status == 200


def test_requests_are_counted_by_full_url(server, ask):
    ask(server, f"http://{HOST}/a?b=1")
    ask(server, f"http://{HOST}/a?b=1", "HEAD")
    ask(server, f"http://{HOST}/a")
    assert server.requests == {f"http://{HOST}/a?b=1": 2, f"http://{HOST}/a": 1}


class HesitantCounter(Counter):
    """Lets other threads in between reading a count and writing it, where a count without a lock goes wrong."""

    def __setitem__(self, key, value):
        time.sleep(0.001)
        super().__setitem__(key, value)


def test_no_request_is_lost_from_the_count(server, ask):
    server.requests = HesitantCounter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: ask(server, f"http://{HOST}/a"), range(100)))
    assert server.requests[f"http://{HOST}/a"] == 100


def test_nothing_listens_after_the_end():
    with Server({HOST: echo}) as served:
        opener = build_opener(ProxyHandler({"http": served.address}))
        assert opener.open(f"http://{HOST}/").status == 200
    with pytest.raises(URLError):
        opener.open(f"http://{HOST}/")
