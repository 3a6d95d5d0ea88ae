"""What the proxy between a page and the network lets through, to clients that say what they like."""

import asyncio
import base64
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from newscrawl.fetching.guard import ForbiddenAddressError
from newscrawl.fetching.rendering.proxy import FilteringProxy
from tests.fetching.loopback import Loopback, page

BASIC = base64.b64encode(b"newscrawl:secret").decode()


@pytest.fixture
def site():
    with Loopback({"/a?b=1": page("here"), "/large": page("x" * 300_000), "/post": page("taken")}) as server:
        yield server


@pytest.fixture
def told() -> Counter[str]:
    return Counter()


@pytest.fixture
def say(site, told) -> Callable[..., bytes]:
    """What the proxy answers to bytes; every name but bad.example is the site."""

    def run(*pieces: str, further: bool = False, **given: Any) -> bytes:
        async def connect(scheme: str, host: str, port: int) -> Any:
            if host == "bad.example":
                raise ForbiddenAddressError("is at 10.0.0.1")
            host.encode("idna")
            return await asyncio.open_connection(site.host, site.port), further

        async def exchange() -> bytes:
            proxy = await FilteringProxy(connect, lambda why: told.update([why]), **given).start()
            reader, writer = await asyncio.open_connection(*proxy.server.sockets[0].getsockname())
            for piece in pieces:
                writer.write(piece.encode("latin-1"))
                await writer.drain()
            answer = await asyncio.wait_for(reader.read(), 10)
            writer.close()
            await proxy.close()
            return answer

        return asyncio.run(exchange())

    return run


def ask(target: str, *headers: str, method: str = "GET") -> str:
    return "\r\n".join([f"{method} {target} HTTP/1.1", *headers, "", ""])


def test_a_request_reaches_the_site_without_what_is_between_client_and_proxy(say, site):
    answer = say(ask("http://good.example/a?b=1", "Host: good.example", "Proxy-Authorization: Basic x", "X-Own: 1"))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"here")
    (asked,) = site.asked
    assert asked.path == "/a?b=1"
    assert "x-own: 1" in asked.head
    assert "proxy-" not in asked.head
    assert "connection: close" in asked.head


def test_a_tunnel_carries_what_it_is_given(say):
    answer = say(ask("good.example:443", method="CONNECT"), ask("/a?b=1", "Connection: close"))
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200")


@pytest.mark.parametrize(("method", "target"), [("GET", "http://good.example/a?b=1"), ("CONNECT", "good.example:443")])
def test_a_further_proxy_is_asked_as_proxies_are(method, target, say, site):
    site.pages[target] = page("from the further one")
    assert say(ask(target, method=method), further=True).endswith(b"from the further one")
    assert site.paths() == [target]


@pytest.mark.parametrize("method", ["GET", "CONNECT"])
def test_what_may_not_be_connected_to_is_refused(method, say, site, told):
    target = {"GET": "http://bad.example/", "CONNECT": "bad.example:443"}[method]
    assert say(ask(target, method=method)).startswith(b"HTTP/1.1 403")
    assert (site.connections, told) == (0, {"forbidden": 1})


def test_a_second_request_on_a_connection_is_not_passed_on(say, site):
    """It could name another host, and would not be looked at."""
    body = f"12345{ask('http://bad.example/a?b=1', 'Host: bad.example')}"
    say(ask("http://good.example/post", "Content-Length: 5", method="POST") + body)
    assert site.paths() == ["/post"]


@pytest.mark.parametrize(
    ("target", "method", "status"),
    [
        ("/a", "GET", 400),
        ("https://good.example/", "GET", 400),
        ("file:///etc/passwd", "GET", 400),
        ("http://[1/", "GET", 400),
        ("good.example:port", "CONNECT", 400),
        ("http://s95.cnzz.com/z.js", "GET", 403),
        ("hm.baidu.com:443", "CONNECT", 403),
        ("http://good.example/a.woff2?x", "GET", 403),
        (f"http://{'a' * 64}.example/", "GET", 502),
    ],
)
def test_what_is_no_request_of_a_proxy_and_what_advertisers_serve_is_refused(target, method, status, say, site):
    assert say(ask(target, method=method)).startswith(f"HTTP/1.1 {status}".encode())
    assert site.connections == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [([], 407), (["Proxy-Authorization: Basic c2VjcmV0"], 407), ([f"Proxy-Authorization: Basic {BASIC}"], 200)],
)
def test_where_others_reach_it_it_asks_for_its_password(headers, status, say):
    answer = say(ask("http://good.example/a?b=1", *headers), token="secret")  # noqa: S106 - that is what it is
    assert answer.startswith(f"HTTP/1.1 {status}".encode())


def test_an_answer_ends_at_the_limit(say, told):
    assert len(say(ask("http://good.example/large"), most=100_000)) <= 100_000
    assert told == {"too_large": 1}


def test_a_body_is_passed_on_as_it_comes_and_one_that_is_too_large_is_refused(say, site, told):
    def take(connection: Any) -> None:
        while not connection.recv(65536).endswith(b"."):
            pass
        connection.sendall(page("taken"))

    site.pages["/post"] = take
    head = ask("http://good.example/post", "Content-Length: 200000", method="POST")
    assert say(head + "12345", "x" * 199_994 + ".", most=200_000).endswith(b"taken")
    assert say(head, most=199_999).startswith(b"HTTP/1.1 413")
    assert told == {"too_large": 1}


@pytest.mark.parametrize(("target", "method"), [("http://good.example/", "GET"), ("good.example:443", "CONNECT")])
@pytest.mark.parametrize(("leaves", "idle"), [(True, 60), (False, 0.3)])
def test_a_server_that_stays_silent_holds_nobody(target, method, leaves, idle):
    """Its connection ends when the client leaves, or after a while."""

    async def exchange() -> None:
        left = asyncio.Event()

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            left.set()
            writer.close()

        async def connect(*place: Any) -> Any:
            return await asyncio.open_connection(*server.sockets[0].getsockname()), False

        server = await asyncio.start_server(silent, "127.0.0.1")
        proxy = await FilteringProxy(connect, print, idle=idle).start()
        _, writer = await asyncio.open_connection(*proxy.server.sockets[0].getsockname())
        writer.write(ask(target, method=method).encode())
        if leaves:
            await asyncio.sleep(0.2)
            writer.close()
        await asyncio.wait_for(left.wait(), 5)
        writer.close()
        await proxy.close()

    asyncio.run(exchange())
