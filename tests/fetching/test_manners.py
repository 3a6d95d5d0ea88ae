"""A crawl asks as its host wants it to, and does not ask for what it may not."""

import asyncio
import gzip
import socket
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from types import SimpleNamespace

import brotli
import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.exceptions import ConfigurationError
from newscrawl.fetching.identity import check_identity
from newscrawl.fetching.overrun import retry_after
from newscrawl.fetching.robots import Robots
from tests.fetching.loopback import Loopback, page

RULES = "User-agent: *\nDisallow: /no\n"
LONG = RULES + "# padding\n" * 200_000  # 2 MB
HUGE = (RULES + "# padding\n" * 1_000_000).encode()  # more than a page may have
WITHIN_A_LINE = "User-agent: *\nDisallow: /no\n#" + "-" * (512 * 1024 - 44) + "\nDisallow: /yes/not\n"  # 512 KiB end
REFRESH = '<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/"></head></html>'
HTML = "<html><head><title>首页</title></head><body><p>User-agent is what a browser sends.</p></body></html>"
UNREACHABLE = "robots_unreachable"


def noise(body):
    """The same with lines behind it that cannot be made smaller."""
    random = Random(7)
    return body[:100] + b"".join(b"# %s\n" % random.randbytes(1500).hex().encode() for _ in range(1000))


def text(body):
    return page(body, Content_Type="text/plain")


def without_length(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + HUGE)


def without_end(connection):
    without_length(connection)
    while True:
        connection.sendall(b"# padding\n" * 1000)


def stalling(connection):
    connection.recv(1)  # what never comes


def distances(times):
    return [later - earlier for earlier, later in pairwise(times)]


def pace(times):
    """Seconds from one request to the next, of several: a single one arrives late on a busy machine."""
    return (times[-1] - times[0]) / (len(times) - 1)


@pytest.mark.parametrize(
    ("robots", "yes", "no"),
    [
        (text(RULES), 200, "robots"),
        (text(LONG), 200, "robots"),
        (text(HUGE), 200, "robots"),
        (without_length, 200, "robots"),
        (without_end, 200, "robots"),
        (page(gzip.compress(HUGE), Content_Type="text/plain", Content_Encoding="gzip"), 200, "robots"),
        (page(brotli.compress(LONG.encode()), Content_Type="text/plain", Content_Encoding="br"), 200, "robots"),
        (page(gzip.compress(noise(HUGE)), Content_Type="text/plain", Content_Encoding="gzip"), 200, "robots"),
        (text(WITHIN_A_LINE), 200, "robots"),
        (page(REFRESH), 200, 200),
        (page(status="302 Found", Location="/rules"), 200, "robots"),
        (page(status="302 Found", Location="http://127.0.0.1:1/robots.txt"), UNREACHABLE, UNREACHABLE),
        (page(status="302 Found", Location="file:///etc/passwd"), 200, 200),
        (text("\ufeff" + RULES.replace("\n", "\r\n")), 200, "robots"),
        (text("User-agent: newscrawl\nDisallow: /no\n\nUser-agent: *\nDisallow: /"), 200, "robots"),
        (text("# 禁止\n".encode("gbk") + RULES.encode()), 200, "robots"),
        (page(HTML), 200, 200),
        (text(b"\x00\xff\xfe" * 1000), 200, 200),
        (page(RULES, "404 Not Found", Content_Type="text/plain"), 200, 200),
        (page("403", "403 Forbidden"), 200, 200),
        (page(status="302 Found", Location="/robots.txt"), 200, 200),
        (page("500", "500 Internal Server Error"), UNREACHABLE, UNREACHABLE),
        (page("503", "503 Service Unavailable"), UNREACHABLE, UNREACHABLE),
        (page("429", "429 Too Many Requests"), UNREACHABLE, UNREACHABLE),
        (b"", UNREACHABLE, UNREACHABLE),
        (stalling, UNREACHABLE, UNREACHABLE),
    ],
    ids="text 2-mb 10-mb no-length no-end gzip brotli hard-gzip cut refresh moved refused file bom own gbk html noise 404 403 loop 500 503 429 nothing timeout".split(),
)
def test_robots_txt(fetch, robots, yes, no):
    with Loopback({"/robots.txt": robots, "/rules": text(RULES), "/yes": page("1"), "/no": page("1")}) as site:
        got = fetch(f"{site.url}/yes", f"{site.url}/no", allow=(site.allowed,), settings={"DOWNLOAD_TIMEOUT": 1})
        outcomes = [one if isinstance(one, str) else one[0] for one in (got[f"{site.url}/yes"], got[f"{site.url}/no"])]
        assert outcomes == [yes, no]
        assert "Traceback" not in got.log
        assert {"/yes", "/no"} & set(site.paths()) == {path for path, one in (("/yes", yes), ("/no", no)) if one == 200}


@pytest.mark.parametrize(
    "rule", ["Crawl-delay: 0.3", "Request-rate: 10/3s", "Crawl-delay: 900", f"Request-rate: 1/{'9' * 400}"]
)
def test_the_pace_that_robots_txt_asks_for_is_kept(fetch, rule):
    with Loopback({"/robots.txt": text(f"User-agent: *\n{rule}")} | {f"/{n}": page("1") for n in range(4)}) as site:
        got = fetch(*(f"{site.url}/{n}" for n in range(4)), allow=(site.allowed,), settings={"CRAWL_DELAY_MAX": 0.3})
    assert pace([each.at for each in site.asked]) > 0.25
    assert got.stats.get("robotstxt/delay_capped", 0) == ("9" in rule)


@pytest.mark.parametrize(
    "rule", ["Request-rate: 0/10", "Request-rate: 10/0", "Request-rate: -1/5", "Request-rate: 1", "Crawl-delay: nan", "Crawl-delay: -3", "Visit-time: 9-17",
    "Visit-time: 9999-9999", "Crawl-delay: " + "9" * 5000],
)  # fmt: skip
def test_a_pace_that_is_none_is_not_kept(fetch, rule):
    with Loopback(
        {"/robots.txt": text(f"User-agent: *\n{rule}\nDisallow: /no"), "/": page("1"), "/no": page("1")}
    ) as site:
        got = fetch(f"{site.url}/", f"{site.url}/no", allow=(site.allowed,))
        assert (got[f"{site.url}/"][0], got[f"{site.url}/no"]) == (200, "robots")
    assert "robotstxt/delay" not in got.stats


def test_a_request_that_is_taken_back_leaves_the_others_waiting():
    """Two pages wait for one robots.txt."""

    async def both():
        crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
        robots, answer = Robots(crawler), asyncio.get_running_loop().create_future()
        crawler.engine = SimpleNamespace(download_async=lambda _: answer)
        first, second = (
            asyncio.create_task(robots.process_request(Request(f"http://www.example.com/{n}"))) for n in "12"
        )
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        answer.set_result(Response("http://www.example.com/robots.txt", status=404))
        return await asyncio.gather(first, second, return_exceptions=True)

    cancelled, allowed = asyncio.run(both())
    assert isinstance(cancelled, asyncio.CancelledError)
    assert allowed is None


def test_visit_time_of_robots_txt(fetch):
    hours = [(datetime.now(UTC) + timedelta(hours=one)).strftime("%H%M") for one in (2, 3)]
    with Loopback({"/robots.txt": text(f"User-agent: *\nVisit-time: {'-'.join(hours)}"), "/": page("1")}) as site:
        assert fetch(f"{site.url}/", allow=(site.allowed,))[f"{site.url}/"] == "hours"


def test_the_hours_of_a_site(fetch):
    now = datetime.now(UTC).hour
    with Loopback({"/": page("1")}) as site:
        got = fetch(f"{site.url}/", allow=(site.allowed,), hours=[(now + 2) % 24, (now + 4) % 24])
        assert (got[f"{site.url}/"], site.asked) == ("hours", [])
        got = fetch(f"{site.url}/", allow=(site.allowed,), hours=[now, (now + 2) % 24])
        assert got[f"{site.url}/"][0] == 200


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_is_overrun_is_given_its_time(fetch, status):
    """All that is asked of it waits, not only the page that it refused."""
    seen = []

    def busy(connection):
        seen.append(1)
        connection.sendall(page("1") if len(seen) > 1 else page("busy", status, Retry_After="1"))

    with Loopback({"/busy": busy} | {f"/{n}": page("1") for n in range(6)}) as site:
        urls = [f"{site.url}/busy", *(f"{site.url}/{n}" for n in range(6))]
        got = fetch(*urls, allow=(site.allowed,), settings={"RETRY_TIMES": 1, "CONCURRENT_REQUESTS": 1})
        assert [got[url][0] for url in urls] == [200] * 7
        refused = site.times("/busy")[0]
        after = [each.at for each in site.asked if each.at > refused]
        assert min(after) - refused > 0.8
    assert got.stats["fetch/overrun"] == 1


def test_a_host_that_was_overrun_is_asked_less_for_the_rest_of_the_run(fetch):
    seen = []

    def busy(connection):
        seen.append(1)
        connection.sendall(page("1") if len(seen) > 1 else page("busy", "429 Too Many Requests", Retry_After="0"))

    with Loopback({"/busy": busy} | {f"/{n}": page("1") for n in range(5)}) as site:
        urls = [f"{site.url}/busy", *(f"{site.url}/{n}" for n in range(5))]
        polite = {
            "DOWNLOAD_DELAY": 0.2,
            "DOWNLOAD_DELAY_JITTER": 0,
            "AUTOTHROTTLE_ENABLED": True,
            "CONCURRENT_REQUESTS": 1,
        }
        fetch(*urls, allow=(site.allowed,), settings={"RETRY_TIMES": 1, **polite})
    later = [each.at for each in site.asked if each.at > site.times("/busy")[0]]
    assert pace(later) > 0.3, "AutoThrottle makes it no faster"


def test_a_host_that_wants_to_rest_for_long_is_left_alone(fetch):
    with Loopback({"/busy": page("busy", "503 Service Unavailable", Retry_After="301"), "/1": page("1")}) as site:
        got = fetch(
            f"{site.url}/busy",
            f"{site.url}/1",
            allow=(site.allowed,),
            settings={"RETRY_TIMES": 2, "CONCURRENT_REQUESTS": 1},
        )
        assert (got[f"{site.url}/busy"][0], got[f"{site.url}/1"]) == (503, "left_alone")
        assert site.paths() == ["/robots.txt", "/busy"]


def test_a_host_that_wants_to_rest_time_and_again_is_left_alone_in_the_end(fetch):
    with Loopback({"/busy": page("busy", "429 Too Many Requests")}) as site:
        impatient = {"RETRY_TIMES": 5, "RETRY_BACKOFF": 0.3, "RETRY_AFTER_MAX": 0.1}
        got = fetch(f"{site.url}/busy", allow=(site.allowed,), settings=impatient)
        assert got[f"{site.url}/busy"][0] == 429
        assert site.paths() == ["/robots.txt", "/busy", "/busy"]
    assert got.stats["fetch/hosts_left_alone"] == 1


def test_a_host_that_was_asked_without_a_pause_is_asked_with_one(fetch):
    seen = []

    def busy(connection):
        seen.append(1)
        connection.sendall(page("1") if len(seen) > 1 else page("busy", "429 Too Many Requests", Retry_After="0"))

    with Loopback({"/busy": busy} | {f"/{n}": page("1") for n in range(3)}) as site:
        urls = [f"{site.url}/busy", *(f"{site.url}/{n}" for n in range(3))]
        fetch(*urls, allow=(site.allowed,), settings={"RETRY_TIMES": 1, "CONCURRENT_REQUESTS": 1})
    assert pace([each.at for each in site.asked if each.at > site.times("/busy")[0]]) > 0.4


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120), ("Fri, 27 Nov 2026 12:01:00 GMT", 60), ("Fri, 27 Nov 2026 11:00:00 GMT", 0), ("Friday, 27-Nov-26 12:01:00 GMT", 60),
     ("9" * 400, 999_999_999), ("-5", None), ("soon", None), ("", None), ("٣", None), ("Fri, 99 Nov 2026 12:01:00 GMT", None)],
)  # fmt: skip
def test_retry_after(told, seconds):
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert retry_after(Response("http://www.example.com/", headers={"Retry-After": told.encode()}), now) == seconds


@pytest.mark.parametrize(
    ("answer", "times"),
    [(page("500", "500 Internal Server Error"), 3), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1", 3), (b"", 3), (b"\x16\x03 no HTTP\r\n\r\n", 2),
     (page("404", "404 Not Found"), 1), (page("1", Content_Encoding="gzip"), 1)],
    ids="500 cut nothing no-http 404 no-gzip".split(),
)  # fmt: skip
def test_what_may_pass_is_asked_for_again(fetch, answer, times):
    with Loopback({"/": answer}) as site:
        fetch(f"{site.url}/", allow=(site.allowed,), settings={"RETRY_TIMES": 2, "RETRY_BACKOFF": 0.1})
    asked = site.times("/")
    assert len(asked) == times
    for distance, least in zip(distances(asked), (0.05, 0.1), strict=False):
        assert distance > least, "later each time"


def test_a_name_a_port_and_a_host_that_do_not_answer_are_asked_again(fetch):
    """A name once, a port once, a host that is slow as often as it may be."""
    names = {"nobody.example": [[]]}
    with Loopback({"/": stalling}) as site, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        urls = {"dns": "http://nobody.example/", "refused": f"http://127.0.0.1:{port}/", "timeout": f"{site.url}/"}
        settings = {"RETRY_TIMES": 2, "DOWNLOAD_TIMEOUT": 0.5, "ROBOTSTXT_OBEY": False}
        got = fetch(*urls.values(), allow=(site.allowed, f"127.0.0.1:{port}"), names=names, settings=settings)
        assert {word: got[url] for word, url in urls.items()} == dict(zip(urls, urls, strict=True))
    assert {word: got.stats[f"retry/reason_count/{word}"] for word in urls} == {"dns": 1, "refused": 1, "timeout": 2}


def test_a_host_that_keeps_failing_is_left_alone(fetch):
    with Loopback({f"/{n}": b"" for n in range(20)}) as site, Loopback({"/": page("1")}) as other:
        urls = [f"{site.url}/{n}" for n in range(20)]
        serial = {"HOST_FAILURES_MAX": 5, "CONCURRENT_REQUESTS": 1}
        got = fetch(*urls, f"{other.url}/", allow=(site.allowed, other.allowed), settings=serial)
        assert [got[url] for url in urls] == ["no_answer"] * 5 + ["left_alone"] * 15
        assert got[f"{other.url}/"][0] == 200
        assert len(site.paths()) == 1 + 5
    assert got.stats["fetch/hosts_left_alone"] == 1


def test_a_host_that_fails_now_and_then_is_not(fetch):
    with Loopback({f"/{n}": page("1") if n % 3 == 0 else b"" for n in range(12)}) as site:
        serial = {"HOST_FAILURES_MAX": 3, "CONCURRENT_REQUESTS": 1}
        fetch(*(f"{site.url}/{n}" for n in range(12)), allow=(site.allowed,), settings=serial)
        assert len(site.paths()) == 1 + 12


def test_sites_of_one_address_share_its_budget(fetch):
    """Two crawls at once, and two names: no request comes sooner after another than one crawl's would."""
    names = {f"{name}.example": [["127.0.0.1"]] for name in ("one", "other")}
    with Loopback({f"/{n}": page("1") for n in range(3)}) as site:
        urls = [f"http://{name}:{site.port}/{n}" for n in range(3) for name in names]
        polite = {"DOWNLOAD_DELAY": 0.2, "DOWNLOAD_DELAY_JITTER": 0}
        fetch(*urls, allow=(site.allowed,), names=names, settings=polite, crawls=2)
        assert len(site.paths()) == 2 * (2 + 6)
        later = [each.at for each in site.asked][4:]  # the first ones are asked before their addresses are known
        assert pace(later) > 0.15


def test_a_slow_host_is_asked_less(fetch):
    def slow(connection):
        connection.settimeout(0.3)
        try:
            connection.recv(1)
        except TimeoutError:
            connection.sendall(page("1"))

    with Loopback({f"/{n}": slow for n in range(5)}) as site:
        throttled = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0, "DOWNLOAD_DELAY_JITTER": 0}
        throttled |= {"AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5, "CONCURRENT_REQUESTS": 1}
        fetch(*(f"{site.url}/{n}" for n in range(5)), allow=(site.allowed,), settings=throttled)
    assert pace([each.at for each in site.asked if each.path != "/robots.txt"][1:]) > 0.45


def test_who_asks_is_told(fetch):
    with Loopback({"/": page("1")}) as site:
        fetch(f"{site.url}/", allow=(site.allowed,))
    assert all("user-agent: newscrawl/" in each.head for each in site.asked)


@pytest.mark.parametrize("contact", ["", "x", "me\r\nX-Evil: 1", "call 110", "中国"])
def test_a_crawl_that_nobody_answers_for_does_not_begin(contact):
    with pytest.raises(ConfigurationError, match="NEWSCRAWL_CONTACT"):
        check_identity(Settings({"CONTACT": contact, "CONTACT_REQUIRED": True}))
