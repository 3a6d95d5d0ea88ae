"""Finders of where an article came from, who wrote and edited it, and how often it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.view import View
from newscrawl.loaders import Candidate

LAST = 10  # lines of the body in whose ends a correspondent may be named: planted lines may follow
FIRST = 5  # lines of the body in which a reporter may be named
SIGNED = 36  # characters of a line that only names its author
SOURCE_META = ("contentsource", "source", "article:source", "mediaid")
AUTHOR_META = ("author", "article:author", "dc.creator", "byl")

NAME = r"[\u4e00-\u9fff·]{2,4}"
NAMES = rf"{NAME}(?:[、，,\s　]+{NAME}){{0,5}}"
ROLE = r"(?:记\s*者|通\s*讯\s*员|实习生|特约撰稿人?|执笔人?|评论员)"
NOT_NAMES = re.compile(
    r"打印|页|关闭|字号|收藏|分享|评论|投稿|导航|频道|博客|联系|首页|完|待续|摄|图|编|责|网|报|社|略|续|本报|新华|记者|来源|节选|下同|有删|略有|原文|翻译|译"
)
ONLY_NAMES = re.compile(NAMES)
END_NAMES = re.compile(rf"[。！？”…][（(]\s*({NAMES})\s*[）)]\s*$|^[（(]\s*({NAMES})\s*[）)]\s*$")
END_ROLE = re.compile(
    rf"[（(【\[]\s*((?:[\u4e00-\u9fff·]{{0,8}}{ROLE}|作者|撰稿|文/)[^（()）]{{2,40}}|{NAME}(?:\s+[\u4e00-\u9fff]{{2,4}})?报道)[）)】\]]\s*$"
)
START_ROLE = re.compile(
    rf"^.{{0,24}}?[（(【]\s*((?:[\u4e00-\u9fff·]{{0,8}}?{ROLE}\s*[:：]?\s*{NAMES}\s*)+)[^（()）】]{{0,10}}[）)】]"
    rf"|^[\w·\s]{{0,16}}?({ROLE}\s*[:：]?\s*{NAMES}(?:\s*{ROLE}\s*[:：]?\s*{NAMES})*)(?=$|[　\s/／]|摄|发自|报道)"
)
EDITORS_END = re.compile(
    r"[（(【\[]\s*(?:责任编辑|责编|编辑)\s*[:：]?\s*([^（()）\]】]{2,30}?)\s*[）)】\]]\s*$|^\s*(?:责任编辑|责编|编辑)\s*[:：]\s*(.{2,20})$"
)


def told(view: View, kind: str) -> Iterator[Candidate]:
    """What the site's selector and the lines around the article say of that kind."""
    yield from view.selected(kind)
    yield from (Candidate(one.value, one.how) for one in view.told if one.kind == kind)


def source(view: View) -> Iterator[Candidate]:
    """Where it came from."""
    yield from told(view, "source")
    yield from in_meta(view, SOURCE_META)


def authors(view: View) -> Iterator[Candidate]:
    """Who wrote it: the byline, the ends and starts of the body's lines, then what is told to machines."""
    yield from told(view, "authors")
    yield from below_headline(view)
    yield from in_body(view)
    for data in view.page.json_ld:
        yield from json_ld_names(data.get("author"))
    yield from in_meta(view, AUTHOR_META)


def below_headline(view: View) -> Iterator[Candidate]:
    """A line between headline and text that is nothing but names."""
    if view.titled is not None:
        for block in view.blocks[view.titled + 1 : view.span[0]]:
            if block.length <= SIGNED and is_names(block.text):
                yield Candidate(block.text, "below_headline")


def in_body(view: View) -> Iterator[Candidate]:
    """Names at the start of the text, as in 本报讯（记者 张三）, and at its end, as in （李四）."""
    for block in view.body[:FIRST]:
        if found := START_ROLE.search(block.text):
            yield Candidate(found[1] or found[2], "body")
    for block in reversed(view.body[-LAST:]):
        if found := END_ROLE.search(block.text):
            yield Candidate(found[1], "body")
    for block in reversed(view.body[-2:]):
        found = END_NAMES.search(block.text)
        if found and is_names(found[1] or found[2]):
            yield Candidate(found[1] or found[2], "body")


def is_names(text: str) -> bool:
    """Whether a text can be nothing but names of people.

    >>> is_names("赵延东、风笑天"), is_names("未完待续")
    (True, False)
    """
    return bool(ONLY_NAMES.fullmatch(text.strip())) and not NOT_NAMES.search(text)


def in_meta(view: View, names: tuple[str, ...]) -> Iterator[Candidate]:
    """What meta tags of these names say."""
    for name in names:
        if name in view.page.meta:
            yield Candidate(view.page.meta[name], f"meta:{name}")


def json_ld_names(author: object) -> Iterator[Candidate]:
    """The names of a JSON-LD author: a string, an object, or a list of them."""
    several = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in several]
    if found := [name for name in names if isinstance(name, str)]:
        yield Candidate(found, "json-ld")


def editors(view: View) -> Iterator[Candidate]:
    """Who edited it: the lines around the article, or the last of the body."""
    yield from told(view, "editors")
    for block in [*reversed(view.body[-LAST:]), *view.behind]:
        if found := EDITORS_END.search(block.text):
            yield Candidate(found[1] or found[2], "body")


def read_count(view: View) -> Iterator[Candidate]:
    """How often the page says that it was read."""
    for candidate in told(view, "read_count"):
        if found := re.search(r"\d{1,9}", str(candidate.value)):
            yield Candidate(int(found[0]), candidate.how)
