"""The body of an article: which blocks of the page are its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml import etree

from newscrawl.detail.byline import DATE, labelled
from newscrawl.page.blocks import Block

DECAY = 0.6  # what an ancestor gets of a block's weight, for each step up
STEPS = 5
MOST = 600  # characters of one block that count
ASIDE = re.compile(
    r"(?:^|[\s_-])(?:footer|foot|sidebar|side|aside|nav|menu|breadcrumbs?|crumbs?|related|relate|share|bdshare|social|"
    r"copyright|recommend(?:ed)?|hot|rank(?:ing)?|toolbar|pager?|pages|pagination|promo|sponsor(?:ed)?|advert\w*|ads?|login|subscribe|"
    r"newsletter|popular|trending|disclaimer|statement|declare|zrbj|xgyd|xgxw|tags?|keywords?)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|reply|replies|pinglun|disqus\w*|respond)(?=$|[\s_\d-])", re.IGNORECASE
)
ASIDE_SHARE = 0.4  # of the page's text: what holds more is the article, whatever its name
COMMENTS_SHARE = 0.95  # but long comments may well be longer than the article
NOISE = re.compile(
    r"^[\s【\[（(*>»·•▲■◆]*(?:责任?编辑|责编|编辑|校对|审核|初审|复审|终审|监制|值班编辑|本文(?:来源|编辑|链接|地址)|(?:文章|信息|稿件|新闻)?来源|稿源|"
    r"发布(?:时间|日期|人|者)|更新时间|(?:点击|阅读|浏览|访问|查看)(?:次数|数|量|率)?\s*[:：\d]|字号|字体|打印|关闭|分享|收藏|返回|上一[篇条页]|下一[篇条页]|"
    r"上一?则|下一?则|相关(?:阅读|新闻|文章|链接|报道|推荐|资讯|专题)|推荐阅读|延伸阅读|更多(?:精彩|内容|新闻)|热门|扫一扫|扫描二维码|微信扫|关注(?:我们|微信|官方)|"
    r"关键[词字]|标签|版权(?:声明|所有|归)|免责声明|特别声明|郑重声明|声明[:：]|凡本网|举报|评论|网友评论|发表评论|我要评论|登录|注册|当前位置|您(?:现在|当前)?的?位置|"
    r"首页\s*[>＞»]|ICP备|copyright\b|all rights reserved|share this|read more|related (?:articles|stories|posts)|advertisement\b|"
    r"follow us|sign up|subscribe|tags?:|filed under|(?:previous|next) (?:article|post|story))",
    re.IGNORECASE,
)
NOISE_LIMIT = 60  # characters; what is longer is a paragraph, whatever it starts with
AFTER = re.compile(
    r"^[\s【\[（(*>»·•▲■◆]*(?:(?:免\s*责|郑\s*重|版\s*权|特\s*别)\s*声\s*明|相关(?:阅读|新闻|文章|链接|报道|推荐|资讯)|推荐阅读|延伸阅读|(?:最新|网友|全部|精彩)?评论(?:\s*[(（\d:：]|$)|"
    r"发表评论|我要评论|上一[篇条]|下一[篇条]|猜你喜欢|热门(?:文章|新闻|推荐|评论)|大家都在看|related (?:articles|stories|posts|topics)|more (?:from|on|stories)|"
    r"(?:\d+ )?(?:comments|responses)\b|leave a (?:comment|reply)|about the author|you (?:may|might) also like|share this|sign up for)",
    re.IGNORECASE,
)
ENOUGH = 0.4  # share of a run's text before the heading of what follows it
NO_ASIDES: frozenset[etree._Element] = frozenset()


def body_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are the article's text, in order; empty when the page has no article."""
    asides = aside_elements(blocks)
    weights = [weight(block, asides) for block in blocks]
    container = best_container(blocks, weights)
    if container is None:
        return []
    inside = [(block, value) for block, value in zip(blocks, weights, strict=True) if container in block.around]
    start, end = best_run([run_value(block, value) for block, value in inside])
    lines = [block for block, _ in inside]
    end = cut(lines, [value for _, value in inside], start, end)
    start -= plain_lines(reversed(lines[:start]), asides)
    end += plain_lines(lines[end:], asides, beside=lines[end - 1])
    return [block for block in lines[start:end] if not is_noise(block, asides)]


def weight(block: Block, asides: frozenset[etree._Element]) -> float:
    """How much a block speaks for its surroundings being the article: its characters, if they are sentences."""
    free = block.length - block.linked
    if not block.stops or block.linked > block.length / 2 or free < 10 or in_aside(block, asides):
        return 0.0
    return float(min(free, MOST))


def aside_elements(blocks: Sequence[Block]) -> frozenset[etree._Element]:
    """Elements whose name says that they are not the article, but for those that hold too much of the page's text."""
    below: dict[etree._Element, int] = defaultdict(int)
    for block in blocks:
        for element in block.around:
            below[element] += block.length - block.linked
    whole = max(below.values(), default=0)
    return frozenset(element for element, size in below.items() if size < whole * aside_share(element))


def aside_share(element: etree._Element) -> float:
    """The share of the page's text up to which an element is an aside, by its tag, class and id; 0 for others."""
    if element.tag in ("nav", "footer", "aside"):
        return ASIDE_SHARE
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if len(names) < 3 or element.tag in ("html", "body"):
        return 0.0
    return COMMENTS_SHARE if COMMENTS.search(names) else ASIDE_SHARE if ASIDE.search(names) else 0.0


def in_aside(block: Block, asides: frozenset[etree._Element]) -> bool:
    """Whether a block stands in one of those."""
    return not asides.isdisjoint(block.around)


def best_container(blocks: Sequence[Block], weights: Sequence[float]) -> etree._Element | None:
    """The element that the weights point to: each block votes for its ancestors, less for farther ones."""
    votes: dict[etree._Element, float] = defaultdict(float)
    for block, value in zip(blocks, weights, strict=True):
        if value:
            for step, element in enumerate(block.around[: STEPS + 1]):
                votes[element] += value * DECAY**step
    return max(votes, key=votes.__getitem__) if votes else None


def run_value(block: Block, value: float) -> float:
    """What a block adds to a run of text: sentences more than they cost, menus and noise less."""
    if value:
        return value
    if NOISE.match(block.text) or block.linked > block.length / 2:
        return -25.0
    return -2.0 if block.length else 0.0


def best_run(values: Sequence[float]) -> tuple[int, int]:
    """Start and end of the stretch with the greatest sum (Kadane's algorithm)."""
    best, span, sum_here, start = 0.0, (0, 0), 0.0, 0
    for place, value in enumerate(values):
        if sum_here <= 0:
            sum_here, start = 0.0, place
        sum_here += value
        if sum_here > best:
            best, span = sum_here, (start, place + 1)
    return span


def cut(lines: Sequence[Block], values: Sequence[float], start: int, end: int) -> int:
    """Where a run ends that holds the heading of what follows an article, such as comments or a disclaimer."""
    whole, so_far = sum(values[start:end]), 0.0
    for place in range(start, end):
        if so_far >= whole * ENOUGH and lines[place].length < NOISE_LIMIT and AFTER.match(lines[place].text):
            return place
        so_far += values[place]
    return end


def plain_lines(blocks: Iterable[Block], asides: frozenset[etree._Element], beside: Block | None = None) -> int:
    """How many lines in a row are words of the article though no sentences: subheadings, names, （完）.

    With ``beside`` they must stand as that block does.
    """
    count = 0
    for count, block in enumerate(blocks):
        if is_noise(block, asides) or block.tag == "h1" or block.linked or is_told(block):
            return count
        if beside and block.around[1:2] != beside.around[1:2]:
            return count
    return count


def is_told(block: Block) -> bool:
    """Whether a line is a byline rather than text."""
    return bool(DATE.search(block.text)) or any(labelled(block.text))


def is_noise(block: Block, asides: frozenset[etree._Element] = NO_ASIDES) -> bool:
    """Whether a block inside the text is not of it: a share bar, an editor's line, a list of related links."""
    if in_aside(block, asides):
        return True
    if block.linked > block.length * 0.7 and not block.stops and block.length:
        return True
    return block.length < NOISE_LIMIT and bool(NOISE.match(block.text))
