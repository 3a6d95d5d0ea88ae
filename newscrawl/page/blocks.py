"""A page as a sequence of blocks: the lines that a reader sees, each with its pieces and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from newscrawl.text.whitespace import one_line

BLOCK_TAGS = frozenset(
    "html body main section article aside header footer nav div p center form fieldset blockquote pre figure figcaption address "
    "h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th details summary hr marquee".split()
)
EMPHASIS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
SKIPPED = frozenset(["head", "button", "input", "audio", "video", "map", "frameset"])
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LINE_TAGS = frozenset("h1 h2 h3 h4 h5 h6 li blockquote figcaption caption pre dt dd td p div".split())
STOPS = re.compile(r"[。！？；，、：…”]|[.,;!?](?=\s|$)")
DATA_CELL_LIMIT = 300  # characters; a cell that holds more is a place in a layout


class Piece(NamedTuple):
    """A run of text, or an image, inside a block."""

    text: str
    link: etree._Element | None = None
    emphasis: str = ""  # strong, em
    image: etree._Element | None = None


class Block:
    """A line of the page: ``pieces`` in order, inside ``element``, the nearest block-level one.

    ``group`` is the data table that the line is a row of, if any. Lengths are in characters that are not blanks.
    """

    __slots__ = ("__dict__", "element", "group", "pieces", "tag")

    def __init__(self, tag: str, element: etree._Element, pieces: list[Piece], group: etree._Element | None) -> None:
        self.tag = tag
        self.element = element
        self.pieces = pieces
        self.group = group

    @cached_property
    def chain(self) -> list[etree._Element]:
        """The elements that the line stands in, innermost first."""
        return [self.element, *self.element.iterancestors()]

    @cached_property
    def text(self) -> str:
        """The words of the line, blanks squeezed."""
        return one_line("".join(piece.text for piece in self.pieces)) or ""

    @cached_property
    def length(self) -> int:
        """Characters in all."""
        return len(self.text) - self.text.count(" ")

    @cached_property
    def linked(self) -> int:
        """Characters inside links."""
        return sum(len("".join(piece.text.split())) for piece in self.pieces if piece.link is not None)

    @cached_property
    def stops(self) -> int:
        """Marks of punctuation that sentences have and menus have not."""
        return len(STOPS.findall(self.text))


def blocks_of(root: etree._Element) -> list[Block]:
    """The blocks below an element in document order. Hidden parts are left out."""
    return list(Walk(root))


class Walk:
    """One walk through a tree, by events and not by recursion, so that depth costs nothing."""

    def __init__(self, root: etree._Element) -> None:
        self.walker = etree.iterwalk(root, events=("start", "end"))
        self.parents: list[etree._Element] = [root]
        self.pieces: list[Piece] = []
        self.link: etree._Element | None = None
        self.emphasis: list[etree._Element] = []
        self.data_table: etree._Element | None = None

    def __iter__(self) -> Iterator[Block]:
        for event, element in self.walker:
            tag = str(element.tag)
            if event == "start":
                yield from self.enter(element, tag)
            else:
                yield from self.leave(element, tag)
        yield from self.flush()

    def enter(self, element: etree._Element, tag: str) -> Iterator[Block]:
        """The start of an element: blocks and line breaks end the line so far."""
        if tag in SKIPPED or is_hidden(element):
            self.walker.skip_subtree()
            return
        if tag in BLOCK_TAGS:
            if self.data_table is None or tag == "tr":
                yield from self.flush()
            self.parents.append(element)
            if tag == "table" and self.data_table is None and is_data_table(element):
                self.data_table = element
        elif tag == "br":
            if self.data_table is None:
                yield from self.flush()
        elif tag == "a":
            self.link = element
        elif tag == "img":
            self.pieces.append(Piece("", self.link, "", element))
        elif tag in EMPHASIS:
            self.emphasis.append(element)
        if element.text:
            self.say(element.text)

    def leave(self, element: etree._Element, tag: str) -> Iterator[Block]:
        """The end of an element, and the text behind it."""
        if tag in BLOCK_TAGS and self.parents[-1] is element:
            if self.data_table is None or tag == "tr":
                yield from self.flush()
            elif tag in ("td", "th"):
                self.say("\t")
            if element is self.data_table:
                self.data_table = None
            self.parents.pop()
        elif tag == "a":
            self.link = None
        elif self.emphasis and self.emphasis[-1] is element:
            self.emphasis.pop()
        if element.tail:
            self.say(element.tail)

    def say(self, text: str) -> None:
        """Add text to the line."""
        if self.pieces or not text.isspace():
            self.pieces.append(Piece(text, self.link, EMPHASIS[str(self.emphasis[-1].tag)] if self.emphasis else ""))

    def flush(self) -> Iterator[Block]:
        """End the line, if there is anything on it."""
        pieces, self.pieces = self.pieces, []
        if any(piece.image is not None or not piece.text.isspace() for piece in pieces):
            element = self.parents[-1]
            yield Block(self.line_tag(), element, pieces, self.data_table)

    def line_tag(self) -> str:
        """What kind of line it is: tr, li, h2 and so on; p for everything else."""
        if self.data_table is not None:
            return "tr"
        tag = next((str(one.tag) for one in reversed(self.parents) if one.tag in LINE_TAGS), "p")
        return "p" if tag in ("td", "div") else tag


def is_hidden(element: etree._Element) -> bool:
    """Whether its own attributes hide an element from readers."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and HIDDEN_STYLE.search(style))


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data, rather than the layout of a page: at least two rows and columns of short cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iterdescendants("tr")]
    if sum(count > 1 for count in rows) < 2:
        return False
    cells = table.iterdescendants("td", "th")
    return all(len("".join("".join(cell.itertext()).split())) <= DATA_CELL_LIMIT for cell in cells)
