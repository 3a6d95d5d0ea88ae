"""Sites as they should not be, crawled by the real command: what can be read is stored, the rest is told in one line each."""

import random
import time

import pytest

from newscrawl.demo.server import Answer

pytestmark = pytest.mark.mongo

HOST = "www.bad.example"
SITE = f"http://{HOST}"
LISTING = f"{SITE}/news/"
HTML = {"Content-Type": "text/html; charset=utf-8"}
HEAVY = 20 * 2**20  # bytes

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
    return random.Random(7).randbytes(size)  # noqa: S311 - always the same


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
    "/news/2020/2004.html": html(words("嵌套五千层的文章", body="<div>" * 5000 + TEXT + "</div>" * 5000)),
    "/news/2020/2005.html": Answer(
        body=words("类型写错的文章").encode(), headers={"Content-Type": "application/octet-stream"}
    ),
}
BAD = {
    "/news/2020/3001.html": html(""),
    "/news/2020/3002.html": html(" \n\t　"),
    "/news/2020/3003.pdf": Answer(body=b"%PDF-1.4 " + noise(999), headers={"Content-Type": "application/pdf"}),
    "/news/2020/3004.html": Answer(body=b"%PDF-1.4 " + noise(999), headers=HTML),
    "/news/2020/3005.html": Answer(body=b"\x89PNG\r\n\x1a\n" + noise(999), headers=HTML),
    "/news/2020/3006.html": Answer(body=noise(20_000), headers=HTML),
    "/news/2020/3007.html": html(words("太长的文章", body=TEXT + "<!--" + "x" * HEAVY + "-->")),
    "/news/2020/3008.html": unsized(HEAVY),
    "/news/2020/3009.html": html("<html><body><div class=content>" + TEXT.format("") * 3 + "</div></body></html>"),
    "/news/2020/3010.html": html(words("没有正文", body="")),
    "/news/2020/3011.html": Answer(404, b"<html><body>404 Not Found</body></html>", HTML),
    "/news/2020/3012.html": Answer(500, b"<html><body>500</body></html>", HTML),
    "/news/2020/3013.html": Answer(302, headers={"Location": "/news/2020/3014.html"}),
    "/news/2020/3014.html": Answer(302, headers={"Location": "/news/2020/3013.html"}),
    "/news/2020/3015.html": b"",
    "/news/2020/3016.html": head_only(5000) + b"<html><body><p>",
    "/news/2020/3017.html": b"\x16\x03\x01\x02 this is no HTTP\r\n\r\n",
    "/news/2020/3018.html": slow,
    "/news/2020/3019.html": Answer(302, headers={"Location": "ftp://www.bad.example/a"}),
    "/news/2020/3020.html": Answer(302, headers={"Location": "http://[broken/"}),
    "/news/2020/3021.html": Answer(302, headers={}),
    "/news/2020/3022.html": Answer(204, headers=HTML),
    "/news/2020/3023.html": Answer(body=b"\x1f\x8b not gzip", headers={**HTML, "Content-Encoding": "gzip"}),
    "/news/2020/3024.html": Answer(
        body=words("x").encode(), headers={"Content-Type": "text/html; charset=klingon", "Content-Encoding": "zebra"}
    ),
    "/news/2020/3025.html": html(
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><html><body>&a;</body></html>"
    ),
    "/news/2020/3026.html": html("<html><body>" + "<a href=x>" * 200_000),
    "/news/2020/3027.html": html("<" * 3_000_000),
}
STRANGE = [
    "javascript:void(0)",
    "mailto:editor@bad.example",
    "/news/" + "9" * 100_000,
    "http://",
    "http://[::1",
    "//",
    "#",
    "",
    "http://www.elsewhere.example/news/2020/1.html",
    "tel:110",
    "data:text/html,<p>1</p>",
    "\x00",
    "http://www.bad.example:99999/1.html",
    "http://-.example/1.html",
    "ｈttp://bad/",
]


def listing():
    rows = [(path, f"关于第{path[-9:-5]}号事项的公开报道") for path in [*GOOD, *READABLE, *BAD]]
    rows += [(href, f"奇怪的链接第{number}个标题写得很长") for number, href in enumerate(STRANGE)]
    items = "".join(f'<li><a href="{href}">{title}</a> <span>2020-03-05</span></li>\n' for href, title in rows)
    return html(f'<html><head><title>新闻</title></head><body><div class="list"><ul>{items}</ul></div></body></html>')


def site(target):
    answer = ({"/news/": listing()} | GOOD | READABLE | BAD).get(target, Answer(404))
    return answer(target) if callable(answer) else answer
