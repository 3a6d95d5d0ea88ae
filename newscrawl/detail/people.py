"""Finders of where an article came from, who wrote and edited it, and how often it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.view import View
from newscrawl.loaders import Candidate

LAST = 10  # lines of the body in whose ends a correspondent may be named: planted lines may follow
SOURCE_META = ("contentsource", "source", "article:source", "mediaid")
AUTHOR_META = ("author", "article:author", "dc.creator", "byl")
HAN_LIST = r"(?:[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff])[、，,\s　]*){1,6}"
BODY_END = re.compile(
    r"[（(【\[]\s*((?:(?:本报|本网|特约|全媒体)?(?:记者|通讯员|作者|撰稿|文/)[^（()）]{2,40}))[）)】\]]\s*$"
)
BODY_START = re.compile(
    rf"^.{{0,24}}?[（(【]\s*((?:本报|本网|首席|见习|实习|特约)*(?:记者|通讯员)\s*[:：]?\s*{HAN_LIST}(?:(?:记者|通讯员|实习生)\s*[:：]?\s*{HAN_LIST})*)[^（()）】]{{0,10}}[）)】]"
    rf"|^(?:[\u4e00-\u9fff]{{2,10}}(?:网|报|社))?\s*(?:讯|电)?\s*((?:本报|本网|首席|见习|实习|特约)*(?:记者|通讯员)\s*[:：]?\s*{HAN_LIST})(?=$|[　\s])"
)
EDITORS_END = re.compile(
    r"[（(【\[]\s*(?:责任编辑|责编|编辑)\s*[:：]?\s*([^（()）\]】]{2,30}?)\s*[）)】\]]\s*$|^\s*(?:责任编辑|责编|编辑)\s*[:：]\s*(.{2,20})$"
)


def told(view: View, kind: str) -> Iterator[Candidate]:
    """What the lines around the article say of that kind."""
    yield from view.selected(kind)
    yield from (Candidate(one.value, one.how) for one in view.told if one.kind == kind)


def source(view: View) -> Iterator[Candidate]:
    """Where it came from."""
    yield from told(view, "source")
    for name in SOURCE_META:
        if name in view.page.meta:
            yield Candidate(view.page.meta[name], f"meta:{name}")


def authors(view: View) -> Iterator[Candidate]:
    """Who wrote it: the byline, the ends and starts of the body's lines, then what is told to machines."""
    yield from told(view, "authors")
    for block in view.body[:4]:
        if found := BODY_START.search(block.text):
            yield Candidate(found[1] or found[2], "body")
    for block in reversed(view.body[-LAST:]):
        if found := BODY_END.search(block.text):
            yield Candidate(found[1], "body")
    for data in view.page.json_ld:
        yield from json_ld_names(data.get("author"))
    for name in AUTHOR_META:
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
