"""Articles that read like none, such as a sentence, a list of names or a poem: what stands between a byline and what ends an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from lxml import etree

from newscrawl.detail.boilerplate import ends_after, is_filed, is_footer
from newscrawl.detail.byline import DATE, is_sentence, labelled
from newscrawl.detail.container import HEADINGS
from newscrawl.detail.lines import is_noise, is_told
from newscrawl.page.blocks import Block
from newscrawl.text.whitespace import squash

Asides = frozenset[etree._Element]
BELOW = 4  # lines below the headline in which its byline is
BESIDE = 6  # lines that a byline and the buttons beside it may take
MOST = 100  # lines of such an article
DIGEST = re.compile(r"^\W*(?:内容)?(?:摘\s*要|提\s*要|导\s*[读语]|核心提示)\W+")
SAID = frozenset(["source", "issuer", "authors", "editors", "read_count"])
LEAST = 12  # characters of its text: what is shorter stands where a video or a picture is


def framed_lines(blocks: Sequence[Block], headline: int, asides: Asides) -> list[Block]:
    """The lines from below the headline's byline to a heading, links, an editor's line or the like; none without a byline."""
    start = below_byline(blocks, headline)
    if start is None:
        return []
    start += sum(1 for _ in takewhile(lambda block: is_frame(block, asides), blocks[start : start + BESIDE]))
    found = list(takewhile(lambda block: not ends(block, asides), islice(blocks, start, start + MOST)))
    if len(found) > 1 and repeats(found[0], found[1]):
        del found[0]
    return found if sum(block.length for block in found) >= LEAST else []


def repeats(digest: Block, line: Block) -> bool:
    """Whether a line is a digest, which gives the start of the next one: 摘要: 3月18日，县委书记到 ..."""
    words = squash(DIGEST.sub("", digest.text))
    return bool(words) and squash(line.text).startswith(words)


def below_byline(blocks: Sequence[Block], headline: int) -> int | None:
    """The place below a headline's byline, or below the headline of a document whose office has filed it above; None without either."""
    below = range(headline + 1, min(headline + 1 + BELOW, len(blocks)))
    for place in below:
        if is_byline(blocks[place]):
            return place + 1
    filed = any(is_filed(block.text) for block in blocks[max(0, headline - BELOW) : headline])
    return headline + 1 if filed else None


def is_byline(block: Block) -> bool:
    """Whether a line dates the article and is none of its sentences."""
    return is_told(block) and bool(DATE.search(block.text)) and not is_sentence(block)


def is_frame(block: Block, asides: Asides) -> bool:
    """Whether a line between headline and text is none of it: a byline, a button, links, the table of an office."""
    return is_filed(block.text) or is_edge(block, asides)


def ends(block: Block, asides: Asides) -> bool:
    """Whether the text ends above a line."""
    return (
        block.tag in HEADINGS or ends_after(block.text) is not None or is_footer(block.text) or is_edge(block, asides)
    )


def is_edge(block: Block, asides: Asides) -> bool:
    """Whether a line is links, noise, or says who published or wrote the article; 时间 and 电话 stand in notices, too."""
    if block.linked > block.length / 2 or is_noise(block, asides):
        return True
    return not is_sentence(block) and any(kind in SAID for kind, _ in labelled(block.text))
