"""Finder of the site's own name, which tells a source of its own from that of a repost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.machines import in_meta, json_ld
from newscrawl.detail.title import SEPARATOR, is_site_name
from newscrawl.detail.view import View
from newscrawl.loaders import Candidate
from newscrawl.text.whitespace import one_line, squash

NAME_META = ("sitename", "og:site_name", "application-name")
SECTION = re.compile(
    r"(?:频道|论坛|博客|首页|留言[板簿]|专栏|栏目|资讯|新闻|正文|显示|文档|untitled\w*)\W*$", re.IGNORECASE
)
OFFICE = re.compile(
    r"[\w（）()·-]{2,}(?:政府|委员会|管委会|[局厅部委办院社报台]|日报社?|晚报|时报|融媒体中心|客户端|发布)"
)


def publisher(view: View) -> Iterator[Candidate]:
    """What is told to machines, then the last part of the title element behind the headline that is a site's name."""
    for candidate in in_meta(view, NAME_META):
        yield Candidate(named(candidate.value), candidate.how)
    for candidate in json_ld(view, "publisher"):
        yield from (Candidate(named(name), candidate.how) for name in candidate.value)
    headline = squash(view.title)
    for part in reversed(SEPARATOR.split(one_line(view.page.title) or "")[1:]):
        if is_name(part) and squash(part) not in headline:
            yield Candidate(part, "title")


def named(text: str) -> str:
    """A name without what is appended to it, as in 青禾在线 - 青禾县门户网站."""
    return next((part for part in SEPARATOR.split(one_line(text) or "") if part), "")


def is_name(text: str) -> bool:
    """Whether a part of a title is the name of a site, and not of its section.

    >>> [is_name(text) for text in ("青禾在线", "青禾县人民政府", "新闻频道", "三座提灌站开闸放水")]
    [True, True, False, False]
    """
    return not SECTION.search(text) and (is_site_name(text) or OFFICE.fullmatch(text) is not None)
