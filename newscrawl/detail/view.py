"""An article page with what the finders share: its blocks, which of them are the body, where the headline stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile

from lxml import etree

from newscrawl.detail.body import body_blocks
from newscrawl.detail.boilerplate import is_noise_line
from newscrawl.detail.byline import Told, all_told, is_sentence, told_at_end, told_behind
from newscrawl.detail.lines import aside_elements, in_aside, is_told, weight
from newscrawl.detail.marks import Marks
from newscrawl.items import Entry, Link
from newscrawl.loaders import Candidate
from newscrawl.page.blocks import BLOCK_TAGS, Block, blocks_of, span_in
from newscrawl.page.document import Page, element_of
from newscrawl.text.repeats import Repeats
from newscrawl.text.urls import URL_LIMIT, same_site
from newscrawl.text.whitespace import squeeze

MOST_LINKS = 1000  # links of an article that are looked at; some pages hide tens of thousands
PLANTED_ABOVE = 3  # lines above the body among which planted links may stand
REFUSED = re.compile(
    r"(?:javascript|vbscript|data|file|blob)\s*:(?!\s*(?:void\b|;|$))", re.IGNORECASE
)  # void: a button
WEB = re.compile(r"https?:|//", re.IGNORECASE)  # means an address, even a broken one
SHOWN = 200  # characters of an address that is none
ABOVE = 12  # blocks before the body in which a byline may stand, when the headline is not found
NEAR = 5  # lines behind the headline in which a lead starts
DIGEST = 0.4  # share of a lead that the body repeats when it is a digest and no part of the text
FULL_STOP = re.compile(r"[。，！？；]")
LEAD_LENGTH = 30  # characters of a sentence that stands in a box of its own above the body
LEAD = 8  # lines at the head of the body that may be a byline, as long as they are short:
SHORT = 40  # characters
LAST = 10  # lines of the body that may name its author, as planted ones may follow: short ones, and the ends of others
BEHIND = 12  # blocks behind the body that may still speak of the article


SCANT = 200  # characters of a body below which a page may show less than it tells machines:
MUCH_MORE = 3  # times as much, at least


class View:
    """A page and a site's marks for it. What several finders need is worked out once, when the first one asks."""

    def __init__(self, page: Page, marks: Marks, repeats: Repeats | None = None, entry: Entry | None = None) -> None:
        self.page = page
        self.marks = marks
        self.repeats = repeats
        self.entry = entry or Entry("")  # what a listing says of the article
        for element in self.elements(marks.remove):
            drop(element)
        self.blocks: list[Block] = blocks_of(page.root)
        self.title = ""  # the headline, once it is found

    def elements(self, css: str | None) -> list[etree._Element]:
        """The elements that a site's selector finds; none when the site declares nothing."""
        return [found for found in self.page.select(css) if not isinstance(found, str)] if css else []

    def selected(self, field: str) -> Iterator[Candidate]:
        """The texts that a site's selector for a field finds."""
        css = getattr(self.marks, field)
        for found in self.page.select(css) if css else []:
            text = found if isinstance(found, str) else "".join(found.itertext())
            if squeeze(text):
                yield Candidate(text, "selector")

    @cached_property
    def marked(self) -> list[Block]:
        """The blocks that the site's selector for the body finds, without noise at their ends; none when it finds no words."""
        chosen = frozenset(box for found in self.elements(self.marks.body) for box in boxes_of(found))
        blocks = [block for block in self.blocks if not chosen.isdisjoint(block.around)] if chosen else []
        ends = [place for place, block in enumerate(blocks) if not is_noise_line(block.text)]
        return blocks[ends[0] : ends[-1] + 1] if ends else blocks

    @cached_property
    def body(self) -> list[Block]:
        """The blocks that are the article's text: the site's selector's, or else those that read like one."""
        if self.marked:
            return self.marked
        body = self.found() or self.unveiled()
        told = self.page.article_body if size_of(body) < SCANT else ""
        return self.written(told) if len(told) > max(SCANT, MUCH_MORE * size_of(body)) else body

    def unveiled(self) -> list[Block]:
        """The body among the hidden parts too, for pages that a script is meant to show."""
        self.blocks = blocks_of(self.page.root, hidden=True)
        del self.asides  # they were those of the other blocks
        return self.found()

    def found(self) -> list[Block]:
        """The body among the blocks."""
        return body_blocks(self.blocks, self.asides, self.page.title, self.repeats, self.entry.title)

    def written(self, text: str) -> list[Block]:
        """Text that the page tells machines only, as the last blocks of the page."""
        told = blocks_of(element_of(text))
        self.blocks = [*self.blocks, *told]
        return told

    @cached_property
    def box(self) -> etree._Element:
        """The smallest element that holds the whole body, when there is one."""
        return common_box(self.body)

    @cached_property
    def lines(self) -> list[Block]:
        """The body with its lead, and with the lines of links to other sites that stand among or behind its lines.

        Whether those were planted is not for the reader to judge: what strips spam sees them, and says what it took.
        """
        if not self.body:
            return []
        text = set(map(id, self.body))
        behind = self.blocks[max(0, self.span[0] - PLANTED_ABOVE) :]
        around = behind[span_in(behind, self.box)]
        return [*self.lead, *(block for block in around if id(block) in text or self.leads_away(block))]

    def hidden_links(self) -> Iterator[Link]:
        """Links to other sites among the text that no reader sees, and those of lines that are none of the text."""
        if not self.body:
            return
        listed = {piece.link for block in self.lines for piece in block.pieces}
        links = islice(self.box.iterdescendants("a"), MOST_LINKS)
        away = {element: url for element in links if element not in listed and (url := self.away(element))}
        seen = {piece.link for block in self.blocks for piece in block.pieces} if away else ()
        for element, url in away.items():
            where = "aside" if element in seen else "hidden"
            yield Link(url, squeeze("".join(element.itertext())) or "", where)

    def refused_links(self) -> Iterator[Link]:
        """Links of the text whose address is none: a script, data, or one that is broken or too long."""
        seen = dict.fromkeys(piece.link for block in self.lines for piece in block.pieces if piece.link is not None)
        for element in islice(seen, MOST_LINKS):
            href = (element.get("href") or "").strip()
            meant = len(href) > URL_LIMIT or WEB.match(href)
            if REFUSED.match(href) or (meant and self.page.absolute(href) is None):
                text = squeeze("".join(element.itertext())) or ""
                yield Link(href[:SHOWN], text, "inside", "refused", "no_address")

    def leads_away(self, block: Block) -> bool:
        """Whether a line is made of links, at least one of them to another site."""
        if block.linked <= block.length * 0.7 or not block.length:
            return False
        return any(piece.link is not None and self.away(piece.link) for piece in block.pieces)

    def away(self, link: etree._Element) -> str | None:
        """The address of a link to another site; None for any other."""
        url = self.page.absolute(link.get("href") or "")
        return url if url and not same_site(url, self.page.url) else None

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the body starts and ends among the blocks; both the page's end when there is none."""
        if not self.body:
            return len(self.blocks), len(self.blocks)
        return self.blocks.index(self.body[0]), self.blocks.index(self.body[-1]) + 1

    @cached_property
    def titled(self) -> int | None:
        """The place of the headline among the blocks, when it stands above the body."""
        places = (place for place in range(self.span[0]) if self.title and self.title in self.blocks[place].text)
        return max(places, default=None)

    @cached_property
    def lead(self) -> list[Block]:
        """Sentences between the headline and the body that stand in a box of their own: 导语, a standfirst."""
        if self.titled is None or self.marked:
            return []
        between = self.blocks[self.titled + 1 : self.span[0]][:NEAR]
        boxed = [
            block
            for block in between
            if weight(block, self.asides) >= LEAD_LENGTH and FULL_STOP.search(block.text) and not is_told(block)
        ]
        words = "".join(block.text for block in self.body)
        return [block for block in boxed if repeated_share(block.text, words) < DIGEST]

    @cached_property
    def above(self) -> list[Block]:
        """The lines from just above the headline down to the body, or those near the two when a menu lies between."""
        start = self.span[0]
        if self.titled is None:
            return self.blocks[max(0, start - ABOVE) : start]
        lines = self.blocks[max(0, self.titled - 2) : start]
        return lines if len(lines) <= 4 * ABOVE else [*lines[: 2 * ABOVE], *lines[-ABOVE:]]

    @cached_property
    def inside(self) -> list[Block]:
        """The lines from the body's first to its last: those of the text, and editors' lines and the like among them."""
        return [block for block in self.blocks[slice(*self.span)] if not in_aside(block, self.asides)]

    @cached_property
    def first_lines(self) -> list[Block]:
        """The lines at the head of the body that may be a byline: short ones, and the first two in any case."""
        short = list(takewhile(lambda block: block.length <= SHORT, self.inside[:LEAD]))
        return short if len(short) > 2 else self.inside[:2]

    @cached_property
    def head(self) -> list[Block]:
        """The lines in which a byline stands: from just above the headline to the first ones of the body."""
        return [*self.above, *self.first_lines]

    @cached_property
    def told(self) -> list[Told]:
        """What the lines around the article say of its source, authors and so on, the surest first.

        Sentences of the text say nothing of it, but for what stands in brackets at their end.
        """
        short = [block for block in self.inside[-LAST:] if block.length <= SHORT]
        behind = [
            told for block in [*short, *self.behind] for told in told_behind(block) if self.is_of_article(told, block)
        ]
        ends = [told for block in reversed(self.body[-LAST:]) for told in told_at_end(block)]
        return [*all_told([block for block in self.head if not is_sentence(block)]), *behind, *ends]

    def is_of_article(self, told: Told, block: Block) -> bool:
        """Whether a line behind the text speaks of the article: sidebars and comments have authors of their own."""
        return told.kind != "authors" or not in_aside(block, self.asides)

    @cached_property
    def asides(self) -> frozenset[etree._Element]:
        """Elements whose name says that they are not the article."""
        return aside_elements(self.blocks)

    @cached_property
    def behind(self) -> list[Block]:
        """The blocks just behind the body."""
        end = self.span[1]
        return self.blocks[end : end + BEHIND]


def size_of(blocks: Sequence[Block]) -> int:
    """The characters of some lines."""
    return sum(block.length for block in blocks)


def common_box(blocks: Sequence[Block]) -> etree._Element:
    """The smallest element that holds all of these lines."""
    shared = set(blocks[0].around).intersection(*(block.around for block in blocks[1:]))
    return next(element for element in blocks[0].around if element in shared)


def repeated_share(text: str, words: str) -> float:
    """The share of a text's pieces of six characters that other words have too."""
    pieces = [text[place : place + 6] for place in range(0, max(1, len(text) - 5), 3)]
    return sum(piece in words for piece in pieces) / len(pieces)


def drop(element: etree._Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def boxes_of(element: etree._Element) -> list[etree._Element]:
    """The block-level elements that an element stands for: itself, or those within it, or else the nearest around it.

    Systems have elements of their own, such as ucapcontent and founder-content, which parsers take for inline ones.
    """
    if element.tag in BLOCK_TAGS:
        return [element]
    return (
        list(element.iterdescendants(*BLOCK_TAGS))
        or [one for one in element.iterancestors() if one.tag in BLOCK_TAGS][:1]
    )
