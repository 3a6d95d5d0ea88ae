"""Answers as they should not be: each is told by its class, costs no more than it may, and the crawl goes on."""

import gzip
import socket
import ssl
import time
import zlib

import brotli
import psutil
import pytest
from backports import zstd

from tests.fetching.certificates import certificate
from tests.fetching.loopback import Loopback, page

HEAVY = 20 * 2**20  # bytes, of which a crawl takes MAXSIZE
MAXSIZE = 2**20
PATIENT = 5  # seconds: a busy machine takes its time for what is large
MEMORY = 150 * 2**20  # bytes that none of it may add
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def packed(body, encoding):
    return page(body, Content_Encoding=encoding)


def dripping(connection):
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def slow_head(connection):
    for byte in HEAD * 2:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def headers_without_end(connection):
    connection.sendall(HEAD)
    while True:
        connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")


def interim_without_end(connection):
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" * 100)


def body_without_end(connection):
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def chunks_without_end(connection):
    connection.sendall(CHUNKED)
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def reset(connection):
    connection.sendall(HEAD)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


ZEROS = bytes(HEAVY)
GZIP = gzip.compress(ZEROS)
BROKEN = {
    "/says-too-much": (HEAD + b"Content-Length: 5000\r\n\r\n<html>", "cut"),
    "/length-no-number": (HEAD + b"Content-Length: many\r\n\r\n<html>", "broken"),
    "/two-lengths": (HEAD + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\n<html>x", "broken"),
    "/cut-chunk": (CHUNKED + b"1000\r\n<html>", "cut"),
    "/no-last-chunk": (CHUNKED + b"6\r\n<html>\r\n", "cut"),
    "/chunk-no-number": (CHUNKED + b"zz\r\n<html>\r\n", "cut"),
    "/no-gzip": (packed(b"<html>", "gzip"), "broken"),
    "/cut-brotli": (packed(b"\xff\xff" * 20, "br"), "broken"),
    "/no-zstd": (packed(b"<html>" * 9, "zstd"), "broken"),
    "/gzip-bomb": (packed(GZIP, "gzip"), "too_large"),
    "/deflate-bomb": (packed(zlib.compress(ZEROS), "deflate"), "too_large"),
    "/brotli-bomb": (packed(brotli.compress(ZEROS, quality=1), "br"), "too_large"),
    "/zstd-bomb": (packed(zstd.compress(ZEROS), "zstd"), "too_large"),
    "/gzip-in-gzip-bomb": (packed(gzip.compress(GZIP), "gzip, gzip"), "too_large"),
    "/three-layers": (packed(gzip.compress(gzip.compress(gzip.compress(b"<html>"))), "gzip, gzip, gzip"), "broken"),
    "/long-line": (HEAD + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n", "no_answer"),
    "/headers-without-end": (headers_without_end, "too_large"),
    "/interim-without-end": (interim_without_end, "too_large"),
    "/body-without-end": (body_without_end, "too_large"),
    "/chunks-without-end": (chunks_without_end, "too_large"),
    "/length-of-20-mb": (HEAD + f"Content-Length: {HEAVY}\r\n\r\n".encode(), "too_large"),
    "/slow-bytes": (dripping, "timeout"),
    "/slow-head": (slow_head, "timeout"),
    "/no-http": (b"\x16\x03\x01\x02 this is no HTTP\r\n\r\n", "broken"),
    "/nothing": (b"", "no_answer"),
    "/reset": (reset, "no_answer"),
    "/to-itself": (page(status="302 Found", Location="/to-itself"), "redirects"),
    "/hop-6": (page(status="302 Found", Location="/hop-5"), "redirects"),
    "/far": (page(status="302 Found", Location="/" + "x" * 3000), "forbidden"),
}
HOPS = {f"/hop-{number}": page(status="302 Found", Location=f"/hop-{number - 1}") for number in range(1, 5)}
READABLE = {
    "/hop-5": (page(status="302 Found", Location="/hop-4"), 6),
    "/says-too-little": (HEAD + b"Content-Length: 6\r\n\r\n<html>and more", 6),
    "/bad-header": (HEAD + b"no colon here\r\nContent-Length: 6\r\n\r\n<html>", 6),
    "/only-line-feeds": (HEAD.replace(b"\r", b"") + b"Content-Length: 6\n\n<html>", 6),
    "/unlabelled-end": (HEAD + b"\r\n<html>", 6),
    "/two-layers": (packed(gzip.compress(gzip.compress(b"<html>")), "gzip, gzip"), 6),
    "/gzip": (packed(gzip.compress(b"<html>"), "gzip"), 6),
    "/brotli": (packed(brotli.compress(b"<html>"), "br"), 6),
}


@pytest.fixture(scope="module")
def got(fetcher, fetch):
    """All of them, a whole page behind each, in one crawl: the site, what came, and how many bytes it took in the end."""
    process = psutil.Process(fetcher[0].pid)
    pages, before = {path: answer for path, (answer, _) in {**BROKEN, **READABLE}.items()}, process.memory_info().rss
    good = {f"{path}/good": page("good") for path in pages}
    with Loopback(pages | good | HOPS | {"/hop-0": page("<html>")}) as site:
        urls = [f"{site.url}{path}{more}" for path in pages for more in ("", "/good")]
        crawled = fetch(
            *urls, allow=(site.allowed,), settings={"DOWNLOAD_TIMEOUT": PATIENT, "DOWNLOAD_MAXSIZE": MAXSIZE}
        )
        yield site, crawled, process.memory_info().rss - before


@pytest.mark.parametrize("path", BROKEN)
def test_what_is_broken_is_told_by_its_class(got, path):
    site, crawled, _ = got
    assert crawled[f"{site.url}{path}"] == BROKEN[path][1]


@pytest.mark.parametrize("path", READABLE)
def test_what_browsers_read_is_read(got, path):
    site, crawled, _ = got
    assert crawled[f"{site.url}{path}"][:2] == [200, READABLE[path][1]]


def test_the_crawl_is_alive_after_each(got):
    _, crawled, memory = got
    good = [outcome[:2] for url, (outcome,) in crawled.outcomes.items() if url.endswith("/good")]
    assert good == [[200, 4]] * len(BROKEN | READABLE)
    assert "Traceback" not in crawled.log
    assert memory < MEMORY


def test_a_certificate_of_another_name_or_of_nobody_is_refused(fetch, tmp_path):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate(tmp_path, "www.other.example"))
    with Loopback({"/": page("secret")}, tls=tls) as site, Loopback({"/": page("good")}) as good:
        named = f"https://www.site.example:{site.port}/"
        names = {"www.site.example": [["127.0.0.1"]]}
        got = fetch(named, f"{good.url}/", allow=(site.allowed, good.allowed), names=names)
        assert (got[named], got[f"{good.url}/"][0]) == ("robots_unreachable", 200)
        assert got.stats["robotstxt/unreachable/tls"] == 1
        assert site.asked == []
        got = fetch(named, allow=(site.allowed,), names=names, settings={"DOWNLOAD_VERIFY_CERTIFICATES": False})
        assert got[named][0] == 200, "a site may say so"
