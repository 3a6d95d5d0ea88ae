"""Finders of an article's place in its site: breadcrumbs, channel, keywords, the publisher's summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.view import View
from newscrawl.loaders import Candidate
from newscrawl.page.blocks import Block

CRUMB_NAME = re.compile(
    r"crumb|(?:^|[\s_-])(?:location|position|path|weizhi|wz|dqwz|curpos|place)(?=$|[\s_-])", re.IGNORECASE
)
CRUMB_LABEL = re.compile(
    r"^\W*(?:您|你)?(?:现在|当前|目前|所在|的)*(?:在|位置|是)+\s*(?:[:：]|(?=首页))|^\W*(?:位置|location|you are here)\s*[:：]",
    re.IGNORECASE,
)
CRUMB_MARK = re.compile(r"\s*(?:>+|＞|»|›|→|/|·|::|-{1,2}|—|\\|\x1f)\s*")
NOT_PLACES = frozenset("正文 详细 内容 文章内容 文章正文 新闻正文 信息内容 详情 浏览 查看 阅读 content text".split())
HOME = re.compile(r"首页|主页|^home$|网站首页", re.IGNORECASE)
SUBTITLE_NAME = re.compile(r"sub[-_]?title|futi|fubiaoti|yinti", re.IGNORECASE)
DASHED = re.compile(r"[—–─－-]{1,4}\s?([^—–─－-].{3,60})$")
KEYWORD_MARK = re.compile(r"[,，;；、|\s]+")


def breadcrumbs(view: View) -> Iterator[Candidate]:
    """The way from the home page: the line that says 当前位置, or that class or id name so."""
    yield from view.selected("breadcrumbs")
    for block in view.blocks[: view.span[0] + 1]:
        if block.length <= 120 and is_trail(block) and len(steps := trail(block, view.title)) > 1:
            yield Candidate(steps, "breadcrumbs")


def is_trail(block: Block) -> bool:
    """Whether a line says where in the site the reader is."""
    return bool(CRUMB_LABEL.match(block.text) or CRUMB_NAME.search(block.names))


def trail(block: Block, title: str) -> list[str]:
    """The steps of a breadcrumb line, without its label, the headline and words such as 正文."""
    text = CRUMB_LABEL.sub("", "\x1f".join(piece.text for piece in block.pieces))
    steps = [step.strip() for step in CRUMB_MARK.split(text)]
    return [
        step for step in steps if step and step not in NOT_PLACES and step not in title and not title.startswith(step)
    ]


def channel(view: View) -> Iterator[Candidate]:
    """The section of the site: the site's selector, the meta tag of government sites, the end of the breadcrumbs."""
    yield from view.selected("channel")
    meta = view.page.meta
    if "columnname" in meta:
        yield Candidate(meta["columnname"], "meta:ColumnName")
    for candidate in breadcrumbs(view):
        sections = (
            [step for step in candidate.value if not HOME.search(step)] if isinstance(candidate.value, list) else []
        )
        if sections:
            yield Candidate(sections[-1], candidate.how)
    if "article:section" in meta:
        yield Candidate(meta["article:section"], "meta:article:section")


def keywords(view: View) -> Iterator[Candidate]:
    """The publisher's own keywords."""
    yield from view.selected("keywords")
    for name in ("keywords", "news_keywords"):
        if text := view.page.meta.get(name):
            mark = KEYWORD_MARK if view.page.language == "zh" else re.compile(r"\s*[,;]\s*")
            yield Candidate([word for word in mark.split(text) if word][:20], f"meta:{name}")


def summary(view: View) -> Iterator[Candidate]:
    """The publisher's own summary; a description that only repeats the headline is none."""
    yield from view.selected("summary")
    for name in ("description", "og:description"):
        text = view.page.meta.get(name, "")
        if len(text) > 10 and text not in view.title and view.title not in text[: len(view.title) + 2]:
            yield Candidate(text, f"meta:{name}")


def subtitle(view: View) -> Iterator[Candidate]:
    """The line above or below the headline, where class or id say so, or that starts with a dash behind the headline."""
    yield from view.selected("subtitle")
    for block in view.blocks[: view.span[0] + 1]:
        if SUBTITLE_NAME.search(block.names) and block.text != view.title:
            yield Candidate(block.text, "subtitle")
    behind = view.blocks[view.titled + 1 : view.titled + 3] if view.titled is not None else []
    for block in behind:
        if (found := DASHED.match(block.text)) and found[1] not in view.title:
            yield Candidate(found[1], "dash")
