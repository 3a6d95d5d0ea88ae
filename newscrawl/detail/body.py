"""The body of an article: which blocks of the page are its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from newscrawl.page.blocks import Block

DECAY = 0.6  # what an ancestor gets of a block's weight, for each step up
STEPS = 5
ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|footer|foot|sidebar|side|aside|nav|menu|breadcrumbs?|crumbs?|related|relate|share|bdshare|social|"
    r"copyright|recommend(?:ed)?|hot|rank(?:ing)?|toolbar|pager?|pages|pagination|promo|sponsor(?:ed)?|advert\w*|ads?|login|subscribe|"
    r"newsletter|popular|trending|disclaimer|statement|declare|zrbj|xgyd|xgxw|tags?|keywords?|reply|replies)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"^[\s【\[（(*>»·•]*(?:责任?编辑|责编|编辑|校对|审核|初审|复审|终审|监制|值班编辑|本文(?:来源|编辑|链接|地址)|(?:文章|信息|稿件|新闻)?来源|稿源|"
    r"发布(?:时间|日期|人|者)|更新时间|(?:点击|阅读|浏览|访问|查看)(?:次数|数|量|率)?|字号|字体|打印|关闭|分享|收藏|返回|上一[篇条页]|下一[篇条页]|"
    r"上一?则|下一?则|相关(?:阅读|新闻|文章|链接|报道|推荐|资讯|专题)|推荐阅读|延伸阅读|更多(?:精彩|内容|新闻)?|热门|扫一扫|扫描二维码|微信扫|关注(?:我们|微信|官方)|"
    r"关键[词字]|标签|版权(?:声明|所有|归)|免责声明|特别声明|郑重声明|声明|凡本网|举报|评论|网友评论|发表评论|我要评论|登录|注册|当前位置|您(?:现在|当前)?的?位置|"
    r"首页\s*[>＞»]|ICP备|copyright\b|all rights reserved|share this|read more|related (?:articles|stories|posts)|advertisement\b|"
    r"follow us|sign up|subscribe|tags?:|filed under|(?:previous|next) (?:article|post|story))",
    re.IGNORECASE,
)


def body_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are the article's text, in order; empty when the page has no article."""
    asides = aside_elements(blocks)
    weights = [weight(block, asides) for block in blocks]
    container = best_container(blocks, weights)
    if container is None:
        return []
    inside = [(block, value) for block, value in zip(blocks, weights, strict=True) if container in block.around]
    start, end = best_run([run_value(block, value) for block, value in inside])
    return [block for block, _ in inside[start:end] if not is_noise(block, asides)]


def weight(block: Block, asides: frozenset[etree._Element]) -> float:
    """How much a block speaks for its surroundings being the article: its characters, if they are sentences."""
    free = block.length - block.linked
    if not block.stops or block.linked > block.length / 2 or free < 10 or in_aside(block, asides):
        return 0.0
    return float(min(free, 600))


def aside_elements(blocks: Sequence[Block]) -> frozenset[etree._Element]:
    """Elements whose class or id says that they are not the article, but for those that hold most of the page's text."""
    below: dict[etree._Element, int] = defaultdict(int)
    for block in blocks:
        free = block.length - block.linked
        for element in block.around:
            below[element] += free
    largest = max(below.values(), default=0) * 0.4
    return frozenset(element for element, size in below.items() if size < largest and named_aside(element))


def named_aside(element: etree._Element) -> bool:
    """Whether the tag, class or id of an element says that it is not the article."""
    if element.tag in ("nav", "footer", "aside"):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag not in ("html", "body") and len(names) > 1 and bool(ASIDE.search(names))


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


def is_noise(block: Block, asides: frozenset[etree._Element]) -> bool:
    """Whether a block inside the text is not of it: a share bar, an editor's line, a list of related links."""
    if in_aside(block, asides):
        return True
    if block.linked > block.length * 0.7 and not block.stops and block.length:
        return True
    return block.length < 60 and bool(NOISE.match(block.text))
