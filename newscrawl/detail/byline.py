"""Finders in the lines around an article: when it appeared, where it came from, who wrote and edited it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.view import View
from newscrawl.loaders import Candidate
from newscrawl.page.blocks import Block
from newscrawl.text.dates import Moment, find_moments, parse_moment

Told = Iterator[tuple[Moment | None, str]]
LAST = 10  # lines of the body in whose ends a correspondent may be named: planted lines may follow
ABOVE = 14  # blocks before the body in which a byline stands
LINE_LIMIT = 300  # characters; what is longer is a paragraph
LABEL = re.compile(
    r"(?P<source>(?:文章|信息|稿件|新闻|内容|消息)?来\s*源|稿\s*源|文章出处|转\s*自|(?<![a-z])source)\s*[:：]"
    r"|(?P<editors>责任\s*编\s*辑|责\s*编|值班编辑|编\s*辑|(?<![a-z])editors?)\s*[:：]"
    r"|(?P<authors>(?:文章)?作\s*者|(?:本报|特约|实习|见习)?记\s*者|通\s*讯\s*员|撰\s*[稿文]|供\s*稿|(?<![a-z])(?:authors?|by))\s*[:：]"
    r"|(?P<read_count>(?:点击|阅读|浏览|访问|查看)(?:次数|数|量|率|人次)?|人气)\s*[:：]?\s*(?=\d)"
    r"|(?P<published>(?:发布|发表|发稿|更新|录入|添加|上传|出版|成文)?(?:时间|日期))\s*[:：]"
    r"|(?P<other>字\s*[体号]|打\s*印|分\s*享|评\s*论|关\s*闭|收\s*藏|审\s*核|校\s*对|摄\s*影|栏\s*目|标\s*签|关键[词字])\s*[:：]?",
    re.IGNORECASE,
)
VALUE_END = re.compile(
    r"[\x1f|｜]|[\s　]{2,}|(?<=[\u4e00-\u9fff）)》])[\s　]|[\s　](?=[\u4e00-\u9fff])|\d{4}[-年/]\d|[\[【]"
)
READS = re.compile(r"\d{1,9}")
BODY_END = re.compile(r"[（(【]\s*(?:(?:本报|本网)?(?:记者|通讯员|作者|特约)[^（()）]{2,40})[）)】]\s*$")
EDITORS_END = re.compile(r"[（(【\[]?\s*(?:责任编辑|责编|编辑)\s*[:：]?\s*([^（()）\]】]{2,30}?)\s*[）)】\]]?\s*$")
BODY_START = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{2,12}(?:网|报|社|台|客户端|在线)\s*(?:[\u4e00-\u9fff]{2,6}\s*)?(?:\d{1,2}月\d{1,2}日)?(?:电|讯|消息|报道)?\s*)?"
    r"[（(]?\s*(?:本报|本网|首席|见习|实习)?(?:记者|通讯员)\s*[:：]?\s*((?:[\u4e00-\u9fff·]{2,4}[、，,\s　]*){1,5}?)\s*"
    r"(?=[）)]|$|\s|摄|报道|\d|通讯员)"
)


def lines_around(view: View) -> Iterator[Block]:
    """The short lines in which a byline may stand: above the body downwards, its first two, then those behind it."""
    start = view.span[0]
    title_at = max(
        (place for place in range(start) if view.title and view.title in view.blocks[place].text), default=None
    )
    first = max(0, start - ABOVE) if title_at is None else max(0, title_at - 2)
    yield from (block for block in view.blocks[first : start + 2] if block.length <= LINE_LIMIT)


def joined(block: Block) -> str:
    """A line with a mark wherever one piece of markup ends, since values end there."""
    return "\x1f".join(piece.text for piece in block.pieces)


def labelled(text: str) -> Iterator[tuple[str, str]]:
    """The kinds and values of a line such as 来源：西乡时报 作者：张三.

    >>> list(labelled("来源：西乡时报 记者：张三 点击：35"))
    [('source', '西乡时报'), ('authors', '张三'), ('read_count', '35')]
    """
    found = list(LABEL.finditer(text))
    for place, label in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        value = text[label.end() : end].strip(" \x1f　\t\r\n:：")
        kind = label.lastgroup
        if kind and kind != "other" and value:
            yield kind, value if kind in ("authors", "editors") else VALUE_END.split(value)[0].strip()


def from_labels(view: View, kind: str) -> Iterator[Candidate]:
    """The values with a label of that kind in the lines around the article, nearest to its head first."""
    if not view.labels:
        blocks = [*lines_around(view), *view.body[-2:], *view.behind]
        view.labels = [pair for block in blocks if block.length <= LINE_LIMIT for pair in labelled(joined(block))]
    for found, value in view.labels:
        if found == kind:
            yield Candidate(first_value(value), "byline")


def first_value(value: str) -> str:
    """A value up to where its piece of markup ends; the next piece when the first is blank."""
    return next((part.strip() for part in value.split("\x1f") if part.strip()), "")


def published(view: View) -> Told:
    """When it appeared: the site's selector, the byline, then what is told to machines, then the address."""
    page = view.page
    for candidate in view.selected("published"):
        yield next(find_moments(candidate.value, page.zone, page.now), None), "selector"
    yield from visible_dates(view)
    yield from machine_dates(view, PUBLISHED_META, "datePublished")
    yield next(find_moments(dated_path(page.url), page.zone), None), "url"


def visible_dates(view: View) -> Told:
    """Dates in the byline: labelled ones first, then any with a time, then any."""
    page = view.page
    found: list[tuple[int, Moment]] = []
    for block in lines_around(view):
        text = " ".join(joined(block).replace("\x1f", " ").split())
        if block in view.body and block.length > 60:
            continue
        label = any(kind == "published" for kind, _ in labelled(text))
        found += [
            (0 if label else 1 if told.precision != "day" else 2, told)
            for told in find_moments(text, page.zone, page.now)
        ]
    for _, told in sorted(found, key=lambda one: one[0]):
        yield told, "byline"


PUBLISHED_META = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publish_time", "og:release_date", "weibo: article:create_at",
    "weibo:article:create_at", "_pubtime", "apub:time", "date", "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "createdate", "firstcreatetime",
)  # fmt: skip
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmodified", "last-modified")


def modified(view: View) -> Told:
    """When the publisher says it was changed."""
    yield from machine_dates(view, MODIFIED_META, "dateModified")


def machine_dates(view: View, metas: tuple[str, ...], key: str) -> Told:
    """Dates in JSON-LD, meta tags and time elements."""
    page = view.page
    for data in page.json_ld:
        if isinstance(data.get(key), str):
            yield parse_moment(data[key], page.zone, page.now), "json-ld"
    for name in metas:
        if name in page.meta:
            yield parse_moment(page.meta[name], page.zone, page.now), f"meta:{name}"


def dated_path(url: str) -> str:
    """The date that many addresses carry, as 2020-03-18; empty when there is none."""
    found = re.search(
        r"(?<!\d)(19[89]\d|20[0-4]\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d{1,2}(?!\d))", url
    )
    return "-".join(found.groups()) if found else ""


def source(view: View) -> Iterator[Candidate]:
    """Where it came from."""
    yield from view.selected("source")
    yield from from_labels(view, "source")
    for name in ("contentsource", "source", "article:source", "mediaid"):
        if name in view.page.meta:
            yield Candidate(view.page.meta[name], f"meta:{name}")


def authors(view: View) -> Iterator[Candidate]:
    """Who wrote it: the byline, the first and last lines of the body, then what is told to machines."""
    yield from view.selected("authors")
    yield from from_labels(view, "authors")
    for block in reversed(view.body[-LAST:]):
        if found := BODY_END.search(block.text):
            yield Candidate(found[0], "body")
    for block in view.body[:3]:
        if found := BODY_START.search(block.text):
            yield Candidate(found[1], "body")
    for data in view.page.json_ld:
        yield from json_ld_names(data.get("author"))
    for name in ("author", "article:author", "dc.creator", "byl"):
        if name in view.page.meta:
            yield Candidate(view.page.meta[name], f"meta:{name}")


def json_ld_names(author: object) -> Iterator[Candidate]:
    """The names of a JSON-LD author: a string, an object, or a list of them."""
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield Candidate(name, "json-ld")


def editors(view: View) -> Iterator[Candidate]:
    """Who edited it: the lines around the article, or the last of the body."""
    yield from view.selected("editors")
    yield from from_labels(view, "editors")
    for block in [*view.body[-2:], *view.behind]:
        if found := EDITORS_END.search(block.text):
            yield Candidate(found[1], "body")


def read_count(view: View) -> Iterator[Candidate]:
    """How often the page says that it was read."""
    for candidate in [*view.selected("read_count"), *from_labels(view, "read_count")]:
        if found := READS.search(str(candidate.value)):
            yield Candidate(int(found[0]), candidate.how)
