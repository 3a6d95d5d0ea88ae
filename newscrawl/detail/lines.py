"""What a line of a page is: sentences of an article, a plain line, a byline, or noise between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from newscrawl.detail.boilerplate import CAPTION, aside_share, is_noise_line
from newscrawl.detail.byline import DATE, labelled
from newscrawl.detail.container import HEADINGS
from newscrawl.page.blocks import Block

BYLINE = 100  # characters; what is longer is text, though it may start with 记者
DATELINE = 70  # characters of a line that is a date with a word or two
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
ENGLISH_DATE = re.compile(
    rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}", re.IGNORECASE
)
MOST = 600  # characters of one block that count
SHORTEST_PLAIN = 8  # characters of a line of a calendar or price list, and
SHORT_PLAIN = 60  # so many that count
FREE = 20  # characters outside links of a paragraph that is full of them
NO_ASIDES: frozenset[etree._Element] = frozenset()


def weight(block: Block, asides: frozenset[etree._Element]) -> float:
    """How much a block speaks for its surroundings being the article: its characters, if they are sentences."""
    free = block.length - block.linked
    if free < 10 or not block.stops or mostly_linked(block) or in_aside(block, asides):
        return 0.0
    if free < BYLINE and "。" not in block.text and DATE.search(block.text) and any(labelled(block.text)):
        return 0.0
    if is_dateline(block.text):
        return 0.0
    return float(min(free, MOST))


def mostly_linked(block: Block) -> bool:
    """Whether links are most of a line, as in menus and teasers; a paragraph full of them begins with words of its own."""
    if block.linked <= block.length / 2:
        return False
    first = next(piece for piece in block.pieces if piece.text.strip())
    return first.link is not None or block.length - block.linked < FREE or block.linked > block.length * 0.8


def plain_weight(block: Block, asides: frozenset[etree._Element]) -> float:
    """How much a line without sentences speaks for being a line of an article that is a list, such as a calendar."""
    if (
        block.linked
        or block.tag in HEADINGS
        or block.length < SHORTEST_PLAIN
        or is_noise(block, asides)
        or is_told(block)
    ):
        return 0.0
    return float(min(block.length, SHORT_PLAIN))


def aside_elements(blocks: Sequence[Block]) -> frozenset[etree._Element]:
    """Elements whose name says that they are not the article, but for those that hold too much of the page's text."""
    below: dict[etree._Element, int] = defaultdict(int)
    for block in blocks:
        if free := block.length - block.linked:  # lines of nothing but links are no text wherever they stand
            for element in block.around:
                below[element] += free
    whole = max(below.values(), default=0)
    return frozenset(element for element, size in below.items() if size < whole * aside_share(element))


def in_aside(block: Block, asides: frozenset[etree._Element]) -> bool:
    """Whether a block stands in one of those."""
    return not asides.isdisjoint(block.around)


def is_told(block: Block) -> bool:
    """Whether a line is a byline rather than text."""
    if block.length > BYLINE:
        return False
    return bool(DATE.search(block.text)) or any(labelled(block.text)) or is_dateline(block.text)


def is_dateline(text: str) -> bool:
    """Whether a line is an English date, with a word or two beside it, and no sentence that tells one."""
    return len(text) <= DATELINE and bool(ENGLISH_DATE.search(text)) and text[-1] not in ".!?"


def is_noise(block: Block, asides: frozenset[etree._Element] = NO_ASIDES) -> bool:
    """Whether a block inside the text is not of it: a share bar, an editor's line, a list of related links."""
    if in_aside(block, asides):
        return True
    if block.linked > block.length * 0.7 and block.length and not block.stops:
        return True
    return is_noise_line(block.text) or is_caption(block)


def is_caption(block: Block) -> bool:
    """Whether all words of a line stand in inline markup that is named as a caption or credit."""
    return bool(block.text and block.pieces[0].names) and all(
        CAPTION.search(piece.names) for piece in block.pieces if piece.text.strip()
    )
