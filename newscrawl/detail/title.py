"""Finders of the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from newscrawl.detail.boilerplate import is_noise_line
from newscrawl.detail.lines import is_told
from newscrawl.detail.machines import json_ld, microdata
from newscrawl.detail.view import View
from newscrawl.loaders import Candidate
from newscrawl.page.blocks import Block
from newscrawl.text.claims import speaks_of
from newscrawl.text.whitespace import one_line, squash

SEPARATOR = re.compile(
    r"\s*(?:[_|｜‖»›]|--+|——+|(?<=\s)[-–—·:](?=\s)|(?<=[\u4e00-\u9fff”》）)])[-–—](?=[\u4e00-\u9fff“《]))\s*"
)
HEADING_NAME = re.compile(r"title|headline|heading|biaoti|(?:^|[\s_-])(?:tit|bt|hd)(?=$|[\s_-])", re.IGNORECASE)
HEADINGS = frozenset(["h1", "h2", "h3"])
SITE_NAME = re.compile(
    r"(?:网|网站|频道|社区|论坛|博客|首页|在线|留言[板簿]|专栏|栏目|资讯|新闻|门户|显示|未命名|无标题文档|untitled\w*)\W*$",
    re.IGNORECASE,
)
SITE_NAME_LIMIT = 12  # characters
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:政府|局|委员会|办公室|医院|大学|学院|学校|中学|小学|协会|学会|商会|联合会|总工会|[电气][视象]台|广播电台|"
    r"日报社?|晚报社?|报社|数字[版报]|电子[版报]|研究[院所]|集团|公司|法院|检察院|银行|博物馆|图书馆|文化馆)"
)  # what may be the name of a site, or a headline's last words
NOTICE = re.compile(
    "讣告|通知|公告|通告|公示|启事|声明|简讯|快讯|社论|短评|喜报|感谢信|公开信|倡议书"
)  # what may be a whole headline
WELCOME = ("欢迎访问", "欢迎光临", "欢迎您")
SENTENCE_END = re.compile(r"[。；，;,]\W?$|(?<=\w\w\w)\.$")
CRUMB = re.compile(r"[>＞»→]|当前位置|您的位置")
NEAR = 10  # lines before the body among which a headline is looked for
SHORTEST = 4  # characters of a headline
LONGEST = 150
BEGINNING = 8  # characters of a headline that tell it when the rest is cut off


def from_site(view: View) -> Iterator[Candidate]:
    """The site's own selector."""
    yield from view.selected("title")


def from_page(view: View) -> Iterator[Candidate]:
    """What the page says, first what a listing says too: the same words, or those that it begins with and cuts off."""
    found = (candidate for finder in (headline, from_metadata, title_element, heading) for candidate in finder(view))
    listed = squash(view.entry.title)
    if not listed:
        yield from found
        return
    others = []
    for candidate in found:
        if squash(candidate.value) == listed:
            yield candidate
        others.append(candidate)
    yield from (Candidate(text, "heading") for text, _ in lines(view) if squash(text) == listed)
    if len(listed) >= BEGINNING:
        yield from (candidate for candidate in others if squash(candidate.value).startswith(listed))
    yield from others


def from_listing(view: View) -> Iterator[Candidate]:
    """A listing's words, for a page that gives no headline at all but speaks of the same."""
    listed = squash(view.entry.title)
    if len(listed) <= SHORTEST or is_site_name(view.entry.title):
        return
    if speaks_of(view.entry.title, "".join(block.text for block in view.body)):
        yield Candidate(view.entry.title, "listing")


def headline(view: View) -> Iterator[Candidate]:
    """The visible line that the title element repeats: neither carries the other's additions."""
    whole, found = squash(view.page.title), list(lines(view))
    first = squash(SEPARATOR.split(one_line(view.page.title) or "")[0])
    scored = [(agreement(text, block, whole, first), -place) for place, (text, block) in enumerate(found)]
    best, place = max(scored, default=(0.0, 0))
    if best > 0 and not names_office(found[-place], view):
        text, block = found[-place]
        if block.tag != "h1" or squash(text) != first:
            text = continued([text for text, _ in found[-place:]], whole)
        if not is_site_name(text):
            yield Candidate(text, "headline")


def names_office(line: tuple[str, Block], view: View) -> bool:
    """Whether a line and the title element name whose site it is, and the headline is another line, nearer to the text."""
    text, block = line
    if not OFFICE.fullmatch(text) or block.tag == "h1":
        return False
    nearest = next(heading(view), None)
    return nearest is not None and squash(nearest.value) != squash(text)


def continued(following: list[str], whole: str) -> str:
    """A headline with the lines behind it that are its continuation: as long as the title element goes on so."""
    text = following[0]
    for line in following[1:]:
        if not line or squash(text + line) not in whole:
            break
        text += line
    return text


def from_metadata(view: View) -> Iterator[Candidate]:
    """What the publisher says to machines: government meta tags, JSON-LD, microdata, OpenGraph."""
    meta = view.page.meta
    if "articletitle" in meta:
        yield Candidate(meta["articletitle"], "meta:ArticleTitle")
    yield from (Candidate(text, one.how) for one in json_ld(view, "headline") for text in one.value)
    yield from (Candidate(first_part(str(one.value)), one.how) for one in microdata(view, "headline"))
    if "og:title" in meta:
        yield Candidate(first_part(meta["og:title"]), "meta:og:title")


def heading(view: View) -> Iterator[Candidate]:
    """The line just before the body that most looks like a headline, when the title element does not know it."""
    near = [(text, block) for text, block in list(lines(view))[-NEAR:] if is_possible(text, block)]
    scored = [(prominence(block) + place / NEAR, text) for place, (text, block) in enumerate(near)]
    if scored:
        yield Candidate(max(scored)[1], "heading")


def is_possible(text: str, block: Block) -> bool:
    """Whether a line can be a headline at all: its length, no byline, no breadcrumbs, no button."""
    if not SHORTEST < len(text) <= LONGEST or (block.linked > block.length / 2 and not is_heading(block)):
        return False
    if SENTENCE_END.search(text):
        return False
    return not (is_told(block) or is_noise_line(text) or CRUMB.search(text) or is_site_name(text))


def prominence(block: Block) -> float:
    """How much a line stands out: headings by tag most, then by name, centred or strong ones less."""
    if block.tag in HEADINGS:
        return {"h1": 3.0, "h2": 2.0, "h3": 1.5}[block.tag]
    if HEADING_NAME.search(block.names):
        return 2.0
    centred = any(one.tag == "center" or one.get("align") == "center" for one in block.around[:2])
    return (0.7 if centred else 0.0) + (
        0.5 if all(piece.emphasis for piece in block.pieces if piece.text.strip()) else 0.0
    )


def is_site_name(text: str) -> bool:
    """Whether a text is the name of a site or section rather than a headline.

    >>> is_site_name("北医新闻网"), is_site_name("千龙网独家报道")
    (True, False)
    """
    return text.startswith(WELCOME) or (len(text) <= SITE_NAME_LIMIT and bool(SITE_NAME.search(text)))


def title_element(view: View) -> Iterator[Candidate]:
    """The title element without the names of section and site."""
    text = first_part(one_line(view.page.title) or "")
    if squash(text) and not is_site_name(text) and not (OFFICE.fullmatch(text) and next(heading(view), None)):
        yield Candidate(text, "title")


def last_resort(view: View) -> Iterator[Candidate]:
    """The title element, whatever it says."""
    if squash(view.page.title):
        yield Candidate(view.page.title, "title")


def lines(view: View) -> Iterator[tuple[str, Block]]:
    """The lines down to the body, and its first ones, where some pages keep the headline; those of one heading joined."""
    for _, run in groupby(
        view.blocks[: view.span[0] + 3], key=lambda block: block.element if block.tag in HEADINGS else block
    ):
        blocks = list(run)
        yield "".join(block.text for block in blocks), blocks[0]


def agreement(text: str, block: Block, whole: str, first: str) -> float:
    """How well a line is the headline that a title element holds, whose first part is ``first``: the share in common."""
    words = squash(text)
    shortest = SHORTEST - 2 if block.tag in HEADINGS else SHORTEST
    if not shortest <= len(words) <= len(text) <= LONGEST or words not in whole:
        return 0.0
    share = len(words) / len(whole) + (0.2 if whole.startswith(words) else 0.0)
    if block.tag == "h1" and not block.linked and words == first and not is_site_name(text):
        share += 0.5
    return share + (0.2 if is_heading(block) else 0.0)


def is_heading(block: Block) -> bool:
    """Whether tag, class or id say that a line is a heading."""
    return block.tag in HEADINGS or bool(HEADING_NAME.search(block.names))


def first_part(text: str) -> str:
    """A title without what sites append to it; the longest part when the first is too short to be a headline."""
    parts = [part for part in SEPARATOR.split(text) if part]
    if not parts:
        return text
    if NOTICE.fullmatch(parts[0]) and all(map(is_no_headline, parts[1:])):
        return parts[0]
    return parts[0] if len(squash(parts[0])) >= 2 * SHORTEST else max(parts, key=len)


def is_no_headline(part: str) -> bool:
    """Whether a part of a title is the name of a site or section, or too short to be told from one."""
    return is_site_name(part) or len(squash(part)) < 2 * SHORTEST or bool(OFFICE.fullmatch(part))
