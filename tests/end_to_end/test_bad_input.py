"""Sites as they should not be, crawled by the real command: what can be read is stored, the rest is told in one line each."""

import json
import random
import re
import socket
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psutil
import pytest
from pymongo import MongoClient

from newscrawl.demo.server import Answer, Server

pytestmark = pytest.mark.mongo

HOST = "www.bad.example"
SITE = f"http://{HOST}"
HTML = {"Content-Type": "text/html; charset=utf-8"}
HEAVY = 20 * 2**20  # bytes
MEMORY = 300 * 10**6

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}_坏县新闻网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/news/">新闻</a></div>
<h1>{title}</h1><div class="info">2020-03-{day:02} 08:30 来源：坏县融媒体中心</div>
<div class="content">{body}</div><div class="foot">版权所有 坏县新闻网</div></body></html>"""
TEXT = "<p>　　{}记者从县水利局了解到，今年全县计划投资三千二百万元，对十四座小型水库进行除险加固。</p><p>　　工程分三批实施，首批五座水库已经开工，汛期到来之前完成主体工程，其余九座将在年底以前全部完成。</p>"


def words(title, day=5, body=None):
    return PAGE.format(title=title, day=day, body=TEXT.format(title) if body is None else body)


def html(text, **headers):
    return Answer(body=text.encode(), headers=HTML | headers)


def noise(size):
    return random.Random(7).randbytes(size)


def slow(_):
    time.sleep(4)
    return html(words("慢"))


def unsized(size):
    """An answer that says nothing of its length."""
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
        + words("无长度").encode()
        + b" " * size
    )


def head_only(length):
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n".encode()


GOOD = {
    "/news/2020/1001.html": html(words("水库除险加固开工", 1)),
    "/news/2020/1002.html": html(words("春季植树完成八千亩", 2)),
    "/news/2020/1003.html": html(words("农村公路开始养护", 3)),
}
READABLE = {
    "/news/2020/2001.html": Answer(body=words("编码写错的文章").encode("gb18030"), headers=HTML),
    "/news/2020/2002.html": html(words("有空字节的文章").replace("县", "县\0")),
    "/news/2020/2003.html": html(words("在标签中间断开的文章").partition('<div class="foot')[0] + '<div class="fo'),
    "/news/2020/2004.html": html(words("嵌套两百层的文章", body="<div>" * 200 + TEXT + "</div>" * 200)),
    "/news/2020/2005.html": Answer(
        body=words("类型写错的文章").encode(), headers={"Content-Type": "application/octet-stream"}
    ),
    "/news/2020/2006.html?utm_source=list": Answer(302, headers={"Location": "/news/2020/2006.html"}),
}
DEEP = {"/news/2020/2999.html": html(words("嵌套五千层的文章", body="<div>" * 5000 + TEXT + "</div>" * 5000))}
# What is wrong, and the counter that tells of it.
BAD = {
    "/news/2020/3001.html": (html(""), "read/refused/empty"),
    "/news/2020/3002.html": (html(" \n\t　"), "read/refused/empty"),
    "/news/2020/3003.pdf": (Answer(body=b"%PDF-1.4 " + noise(999), headers={"Content-Type": "application/pdf"}), None),
    "/news/2020/3004.html": (Answer(body=b"%PDF-1.4 " + noise(999), headers=HTML), "read/refused/not_html"),
    "/news/2020/3005.html": (Answer(body=b"\x89PNG\r\n\x1a\n" + noise(999), headers=HTML), "read/refused/not_html"),
    "/news/2020/3006.html": (Answer(body=noise(20_000), headers=HTML), "validate/missing/title"),
    "/news/2020/3007.html": (
        html(words("太长的文章", body=TEXT + "<!--" + "x" * HEAVY + "-->")),
        "fetch/failed/too_large",
    ),
    "/news/2020/3008.html": (unsized(HEAVY), "fetch/failed/too_large"),
    "/news/2020/3009.html": (
        html("<html><body><div>" + TEXT.format("") * 3 + "</div></body></html>"),
        "validate/missing/title",
    ),
    "/news/2020/3010.html": (html(words("没有正文", body="")), "validate/missing/body"),
    "/news/2020/3011.html": (Answer(404, b"<html><body>404 Not Found</body></html>", HTML), "fetch/failed/http_404"),
    "/news/2020/3012.html": (Answer(500, b"<html><body>500</body></html>", HTML), "fetch/failed/http_500"),
    "/news/2020/3013.html": (Answer(302, headers={"Location": "/moved/3013.html"}), "fetch/failed/redirects"),
    "/news/2020/3014.html": (
        Answer(302, headers={"Location": "http://www.elsewhere.example/ad.html"}),
        "fetch/failed/off_site",
    ),
    "/news/2020/3015.html": (b"", "fetch/failed/no_answer"),
    "/news/2020/3016.html": (head_only(5000) + b"<html><body><p>", "fetch/failed/cut"),
    "/news/2020/3017.html": (b"\x16\x03\x01\x02 this is no HTTP\r\n\r\n", "fetch/failed/broken"),
    "/news/2020/3018.html": (slow, "fetch/failed/timeout"),
    "/news/2020/3019.html": (Answer(302, headers={"Location": "ftp://www.bad.example/a"}), "fetch/failed/http_302"),
    "/news/2020/3020.html": (Answer(302, headers={"Location": "http://[broken/"}), "fetch/failed/bad_address"),
    "/news/2020/3021.html": (Answer(302, headers={}), "fetch/failed/http_302"),
    "/news/2020/3022.html": (Answer(204, headers=HTML), "read/refused/empty"),
    "/news/2020/3023.html": (
        Answer(body=b"\x1f\x8b no gzip", headers={**HTML, "Content-Encoding": "gzip"}),
        "fetch/failed/broken",
    ),
    "/news/2020/3026.html": (html("<html><body>" + "<a href=x>" * 200_000), "read/refused/too_large"),
    "/news/2020/3027.html": (html("<" * 3_000_000), "read/refused/too_large"),
}
STRANGE = [
    "javascript:void(0)", "mailto:editor@bad.example", "tel:110", "data:text/html,<p>1</p>", "/news/" + "9" * 100_000,
    "http://", "http://[::1", "//", "#", "", "\x00", "http://www.bad.example:99999/1.html", "http://-.example/1.html",
    "http://www.elsewhere.example/news/2020/1.html",
]  # fmt: skip


def listing(paths, strange=()):
    rows = [(path, f"关于第{path[-9:-5]}号事项的公开报道") for path in paths]
    rows += [(href, f"奇怪的链接第{number}个标题写得很长") for number, href in enumerate(strange)]
    items = "".join(f'<li><a href="{href}">{title}</a> <span>2020-03-05</span></li>\n' for href, title in rows)
    return html(f'<html><head><title>新闻</title></head><body><div class="list"><ul>{items}</ul></div></body></html>')


PAGES = {
    "/news/": listing([*GOOD, *READABLE, *DEEP, *BAD], STRANGE),
    **GOOD,
    **READABLE,
    **DEEP,
    **{path: answer for path, (answer, _) in BAD.items()},
    "/news/2020/2006.html": html(words("去掉跟踪参数的文章")),
    "/moved/3013.html": Answer(302, headers={"Location": "/news/2020/3013.html"}),
}


def site(target):
    answer = PAGES.get(target, Answer(404))
    return answer(target) if callable(answer) else answer


@dataclass(frozen=True)
class Crawled:
    """A crawl with -v: how it ended, what it said, counted and stored, what it asked for, and how many bytes it took."""

    ended: Any
    run: dict[str, Any]
    lines: list[str]
    stats: dict[str, int]
    stored: list[str]
    asked: Counter[str]
    memory: int


def peak_memory(pid):
    """Bytes of a process at the most, looked at until it ends."""
    peak = 0
    with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        process = psutil.Process(pid)
        while process.status() != psutil.STATUS_ZOMBIE:
            peak = max(peak, process.memory_info().rss)
            time.sleep(0.02)
    return peak


@pytest.fixture(scope="module")
def crawled(stored, mongo_uri):
    name = f"test_{uuid4().hex[:12]}"
    with Server({HOST: site, "www.elsewhere.example": lambda _: html(words("别人的广告"))}) as server:
        commands = stored.but(http_proxy=server.address, NEWSCRAWL_MONGO_DATABASE=name)
        pid = commands.start("crawl", "--url", f"{SITE}/news/", "-v", "--json", "-s", "DOWNLOAD_TIMEOUT=2")
        memory = peak_memory(pid)
        ended = commands.warm.ended(pid)
    with MongoClient(mongo_uri) as client:
        kept = [article["url"].removeprefix(SITE) for article in client[name]["articles"].find({}, ["url"])]
        client.drop_database(name)
    (run,) = json.loads(ended.out)["runs"]
    lines = [line for line in ended.err.splitlines() if re.match(r"[-0-9]+ [:0-9]+ (WARNING|ERROR|CRITICAL) ", line)]
    stats = {key: int(count) for key, count in re.findall(r"^[ {]'([^']+)': (\d+)[,}]?$", ended.err, re.MULTILINE)}
    return Crawled(ended, run, lines, stats, kept, server.requests, memory)


def test_the_crawl_goes_on_to_its_end(crawled):
    assert (crawled.ended.code, crawled.run["verdict"]) == (0, "ok"), crawled.ended.err
    assert "Traceback" not in crawled.ended.err
    assert crawled.memory < MEMORY


@pytest.mark.parametrize("path", [*GOOD, *READABLE])
def test_what_can_be_read_is_stored(crawled, path):
    assert path.partition("?")[0] in crawled.stored
    assert not [line for line in crawled.lines if path in line]


@pytest.mark.parametrize("path", BAD)
def test_what_cannot_be_read_is_told_in_one_line(crawled, path):
    assert path not in crawled.stored
    told = [line for line in crawled.lines if re.search(rf"{re.escape(path)}( -> \S+)?:", line)]
    assert len(told) == (0 if BAD[path][1] is None else 1), told
    assert all(len(line) < 400 for line in told)


def test_a_page_that_is_nested_without_end_is_stored_or_told(crawled):
    (path,) = DEEP
    assert (path in crawled.stored) + len([line for line in crawled.lines if f"{path}:" in line]) == 1


def test_each_is_counted(crawled):
    counted = Counter(key for _, key in BAD.values() if key)
    kinds = ("fetch/failed/", "read/refused/")
    assert {key: count for key, count in crawled.stats.items() if key.startswith(kinds)} == {
        key: count for key, count in counted.items() if key.startswith(kinds)
    }
    # An article can lack both.
    assert crawled.stats.get("validate/missing/title", 0) >= counted["validate/missing/title"]
    assert crawled.stats.get("validate/missing/body", 0) >= counted["validate/missing/body"]


def test_nothing_else_is_asked_for(crawled):
    beyond = {url.removeprefix(SITE) for url in crawled.asked} - set(PAGES)
    assert beyond == {"/robots.txt"}
    assert "/news/2020/3003.pdf" not in crawled.asked


# A site as a whole.


@pytest.fixture
def crawl(stored, database_name):
    """Crawls a site of one listing, without -v."""

    def run(site):
        with Server({HOST: site}) as server:
            return stored.but(http_proxy=server.address, NEWSCRAWL_MONGO_DATABASE=database_name)(
                "crawl", "--url", f"{SITE}/news/"
            )

    return run


def but(pages):
    return lambda target: pages.get(target, Answer(404))


ROBOTS = Answer(body=b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
BARE = {path: html(words("没有", body="").replace("坏县", "")) for path in GOOD}


@pytest.mark.parametrize(
    ("site", "verdict", "reason"),
    [
        (lambda _: Answer(500), "site_down", "robots.txt cannot be had: http 500"),
        (lambda _: Answer(503), "blocked", "robots.txt cannot be had: http 503"),
        (but({"/news/": Answer(500)}), "site_down", "no page could be had: http 500"),
        (lambda _: Answer(404), "site_down", "no page could be had: http 404"),
        (lambda _: b"", "site_down", "robots.txt cannot be had: connection closed without an answer"),
        (lambda _: BAD["/news/2020/3004.html"][0], "site_down", "no page could be had: not html"),
        (lambda _: Answer(403), "blocked", "the site refuses: http 403"),
        (but({"/robots.txt": ROBOTS}), "blocked", "the site refuses: robots.txt forbids it"),
        (but({"/news/": listing([])}), "empty", "no article on 1 pages"),
        (
            but({"/news/": html("<h1>您的访问过于频繁，请稍后再试</h1>")}),
            "blocked",
            "the site refuses: a notice in the place of 1 pages",
        ),
        (but({"/news/": listing(GOOD)}), "empty", "no article on 4 pages; others: http 404"),
    ],
    ids=["500", "503", "only-500", "404", "closed", "pdf", "403", "robots", "no-links", "wall", "dead-links"],
)
def test_a_site_that_gives_nothing(crawl, site, verdict, reason):
    ended = crawl(site)
    assert ended.code == 1
    assert ended.err.splitlines()[-1] == f"newscrawl: {HOST}: {verdict}: {reason}"
    assert "Traceback" not in ended.err


def test_a_site_that_is_not_there(stored, database_name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        url = f"http://{address}/news/"
        env = {"NEWSCRAWL_MONGO_DATABASE": database_name, "NEWSCRAWL_ALLOW_ADDRESSES": address}
        ended = stored.but(**env)("crawl", "--url", url)
    assert ended.code == 1
    *warnings, last = ended.err.splitlines()
    assert last == "newscrawl: 127.0.0.1: site_down: robots.txt cannot be had: connection refused"
    assert len(warnings) == 1
    assert f"http://{address}/robots.txt: refused: " in warnings[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["crawl"], "nothing to crawl"),
        (["crawl", "nobody"], "there is no spider named nobody"),
        (["crawl", "--url", "ftp://www.bad.example/"], "ftp://www.bad.example/ is no http or https address"),
        (["crawl", "--url", ""], "nothing to crawl"),
        (["crawl", "qinghe_portal", "-s", "DOWNLOAD_DELAY"], "write it as NAME=VALUE"),
        (["extract", "/nowhere.html"], "/nowhere.html: No such file"),
        (["extract", "/"], "/: Is a directory"),
        (["extract", "setup.cfg", "--url", "ftp://x.example/"], "ftp://x.example/ is no http or https address"),
    ],
)
def test_what_cannot_be_done_is_one_line(bare, words, told):
    ended = bare(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("newscrawl: ")
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_a_page_that_cannot_be_read_is_one_line(bare, tmp_path):
    page = tmp_path / "1.html"
    page.write_bytes(b"%PDF-1.4")
    ended = bare("extract", str(page))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"newscrawl: {page}: not an HTML page: by its first bytes\n"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(404), "http 404"),
        (b"", "connection closed without an answer"),
        (b"\x16\x03 this is no HTTP\r\n\r\n", "\\x16\\x03 this is no HTTP"),
        (Answer(body=b"\x89PNG", headers={"Content-Type": "image/png\x1b[31m"}), "not an HTML page: image/png"),
    ],
    ids=["404", "closed", "no-http", "picture"],
)
def test_a_page_that_cannot_be_had_is_one_line(bare, answer, told):
    with Server({HOST: but({"/1.html": answer})}) as server:
        ended = bare.but(http_proxy=server.address)("extract", f"{SITE}/1.html")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(f"newscrawl: {SITE}/1.html: ")
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert "\x1b" not in ended.err


def test_an_address_that_no_crawl_may_connect_to_is_one_line(bare):
    with Server({}) as server:
        ended = bare("extract", f"{server.address}/1.html")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"newscrawl: {server.address}/1.html: forbidden: 127.0.0.1 is no public address\n"
    assert not server.requests
    ended = bare.but(NEWSCRAWL_ALLOW_ADDRESSES="intranet")("extract", f"{SITE}/1.html")
    assert (ended.code, ended.err.count("\n")) == (2, 1), ended.err
    assert ended.err.startswith("newscrawl: NEWSCRAWL_ALLOW_ADDRESSES: intranet: ")


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_no_page_talks_to_the_terminal(bare, tmp_path, words):
    page = tmp_path / "1.html"
    evil = "\x1b]0;x\x07\x9b31m\u202e&#27;[31m&#x9b;2J"
    page.write_text(globals()["words"](f"坏{evil}标题{evil}").replace('"content"', f'"{evil} content"'), "utf-8")
    ended = bare("extract", str(page), *words)
    assert ended.code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ended.out)


def test_an_environment_that_there_is_not(bare):
    ended = bare.but(SCRAPY_PROJECT="staging")("sites")
    assert (ended.code, ended.err.count("\n")) == (2, 1), ended.err
    assert ended.err.startswith("newscrawl: SCRAPY_PROJECT is staging")
