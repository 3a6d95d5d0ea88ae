"""The body of an article: which blocks of the page are its text."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from lxml import etree

from newscrawl.detail.boilerplate import ALWAYS, COMMENTS, aside_share, ends_after, is_filed, is_footer, is_noise_line
from newscrawl.detail.byline import labelled
from newscrawl.detail.container import HEADINGS, LISTS, PARAGRAPHS, below_headline, best_container, headline_place
from newscrawl.detail.framed import framed_lines
from newscrawl.detail.lines import NO_ASIDES, is_noise, is_told, plain_weight, weight
from newscrawl.page.blocks import Block, span_in
from newscrawl.text.repeats import Repeats
from newscrawl.text.whitespace import squash

COMMENTED = 100  # characters of an article that has comments
FEW = 200  # characters of sentences below which an article may be a list,
LISTED = 8  # of so many lines at least,
LISTED_SHARE = 3  # and so many times as long as the sentences
MOST_PLAIN = 100  # lines before or behind the sentences that are looked at
DEEPEST = 12  # elements around a line that are looked at
INNER_TAGS = PARAGRAPHS | LISTS | frozenset(["dt"])
TABLE_TAGS = frozenset(["tr", "tbody", "thead", "tfoot", "table", "caption"])


def body_blocks(
    blocks: Sequence[Block],
    asides: frozenset[etree._Element],
    title: str = "",
    repeats: Repeats | None = None,
    headline: str = "",
) -> list[Block]:
    """The blocks that are the article's text, in order; empty when the page has no article.

    ``asides`` are those of ``aside_elements``, ``title`` is the page's title element, ``headline`` what a listing says. ``repeats`` is what was learned of the site: lines that stand on many of its
    pages are not of the article, unless they are most of it, as where one notice appears again and again.
    """
    text = best_text(blocks, asides, title, headline) or best_text(blocks, surely_aside(asides), title, headline)
    repeated = [block for block in text if repeats and repeats.has(block.text)]
    if not repeated or sum(block.length for block in repeated) > sum(block.length for block in text) / 2:
        return text
    return best_text([block for block in blocks if repeats and not repeats.has(block.text)], asides, title, headline)


def surely_aside(asides: frozenset[etree._Element]) -> frozenset[etree._Element]:
    """Those that are no article whatever the rest of the page holds: a name such as comment-body may be misused."""
    return frozenset(element for element in asides if aside_share(element) >= ALWAYS)


def best_text(
    blocks: Sequence[Block], asides: frozenset[etree._Element], title: str, headline: str = ""
) -> list[Block]:
    """The blocks that read like an article, or those that stand where one does, when next to none do."""
    place = headline_place(blocks, title)
    weights = above_comments(blocks, [weight(block, asides) for block in blocks], place)
    text = heaviest_run(blocks, below_headline(blocks, weights, place), asides)
    if not any(is_words(block) for block in text):
        text = []
    if sum(block.length for block in text) >= FEW:
        return text
    if not any(is_words(block) and not (is_footer(block.text) or is_filed(block.text)) for block in text):
        text = []
    return listed(blocks, weights, text, place, asides) or framed(blocks, text, place, headline, asides) or text


def is_words(block: Block) -> bool:
    """Whether a line has sentences of an article."""
    return bool(block.stops) and block.tag not in HEADINGS and not is_told(block)


def listed(
    blocks: Sequence[Block],
    weights: Sequence[float],
    text: Sequence[Block],
    place: int | None,
    asides: frozenset[etree._Element],
) -> list[Block]:
    """The lines of a list or table below a headline that are far more than its sentences."""
    if place is None:
        return []
    weights = [value or plain_weight(block, asides) for block, value in zip(blocks, weights, strict=True)]
    found = heaviest_run(blocks, below_headline(blocks, weights, place), asides)
    size, least = (sum(block.length for block in lines) for lines in (found, text))
    return found if len(found) >= LISTED and size > LISTED_SHARE * least else []


def framed(
    blocks: Sequence[Block],
    text: Sequence[Block],
    place: int | None,
    headline: str,
    asides: frozenset[etree._Element],
) -> list[Block]:
    """The lines between byline and end, when the sentences of the page stand elsewhere."""
    words = squash(headline)
    place = next((at for at, block in enumerate(blocks) if words and squash(block.text) == words), place)
    found = framed_lines(blocks, place, asides) if place is not None else []
    return found if set(map(id, found)).isdisjoint(map(id, text)) else []


def heaviest_run(blocks: Sequence[Block], weights: Sequence[float], asides: frozenset[etree._Element]) -> list[Block]:
    """The best run of weighty lines in the element that holds most of them, with the plain lines around it."""
    container = best_container(blocks, weights)
    if container is None:
        return []
    inside = span_in(blocks, container)
    lines, values = blocks[inside], weights[inside]
    inserted = insets(lines, values)
    start, end = best_run(
        [
            0.0 if place in inserted else run_value(block, value)
            for place, (block, value) in enumerate(zip(lines, values, strict=True))
        ]
    )
    end = cut(lines, values, start, end, inserted)
    start -= plain_lines(reversed(lines[:start]), asides)
    end += plain_lines(lines[end:], asides, frozenset(one for line in lines[start:end] for one in holders(line)))
    return [block for block in lines[start:end] if not is_noise(block, asides)]


def insets(lines: Sequence[Block], values: Sequence[float]) -> set[int]:
    """The places of what was put into a text as a box, such as related articles: lines of one box stand before and behind it."""
    found: set[int] = set()
    texts = [place for place, value in enumerate(values) if value]
    for place, other in pairwise(texts):
        box = box_of(lines[place])
        if other - place > 1 and box is box_of(lines[other]):
            between = range(place + 1, other)
            if all(box in lines[at].around and box is not box_of(lines[at]) for at in between):
                found.update(between)
    return found


def box_of(block: Block) -> etree._Element | None:
    """The element around a paragraph, or around bare lines."""
    boxes = block.around[1:] if block.element.tag in PARAGRAPHS else block.around
    return boxes[0] if boxes else None


def above_comments(blocks: Sequence[Block], weights: list[float], headline: int | None) -> list[float]:
    """The weights without those of lines behind the heading of comments, where text enough stands between headline and it."""
    so_far = 0.0
    for place in range(headline or 0, len(blocks) if headline is not None else 0):
        if so_far >= COMMENTED and not blocks[place].linked and COMMENTS.match(blocks[place].text):
            return [*weights[:place], *[0.0] * (len(blocks) - place)]
        so_far += weights[place]
    return weights


def run_value(block: Block, value: float) -> float:
    """What a block adds to a run of text: sentences more than they cost, menus and noise less."""
    if value:
        return value
    if is_noise_line(block.text) or block.linked > block.length / 2:
        return -25.0
    return -2.0 if block.length and block.group is None else 0.0


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


def cut(lines: Sequence[Block], values: Sequence[float], start: int, end: int, inserted: Container[int]) -> int:
    """Where a run ends that holds the heading of what follows an article, such as comments or a disclaimer."""
    whole, so_far = sum(values[start:end]), 0.0
    for place in range(start, end):
        share = ends_after(lines[place].text)
        if share is not None and so_far >= whole * share and place not in inserted:
            return place
        so_far += values[place]
    return end


def plain_lines(
    blocks: Iterable[Block],
    asides: frozenset[etree._Element],
    beside: frozenset[etree._Element] = NO_ASIDES,
) -> int:
    """How many lines in a row are words of the article though no sentences: subheadings, lists, tables, names, （完）.

    With ``beside`` they must stand in one of these elements. Lines of links may be planted among them, and are passed over.
    """
    count = 0
    for place, block in enumerate(islice(blocks, MOST_PLAIN), 1):
        if block.linked > block.length / 2:
            continue
        if is_noise(block, asides) or block.tag == "h1" or block.linked:
            break
        if (beside.isdisjoint(holders(block)) or not signs(block)) if beside else is_told(block):
            break
        count = place
    return count


def signs(block: Block) -> bool:
    """Whether a line says nothing of the article but who wrote it, as the last one may: （本报记者 张三）."""
    return all(kind == "authors" for kind, _ in labelled(block.text))


def holders(block: Block) -> Iterator[etree._Element]:
    """The elements that a line stands beside others in: the one around its own, and that of its list or data table."""
    yield from block.around[1:2]
    inner = INNER_TAGS if block.group is None else INNER_TAGS | TABLE_TAGS
    yield from islice((one for one in block.around[:DEEPEST] if one.tag not in inner), 1)
