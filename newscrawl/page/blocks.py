"""A page as a sequence of blocks: the lines that a reader sees, each with its pieces and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from newscrawl.page.hidden import is_hidden
from newscrawl.text.whitespace import one_line

BLOCK_TAGS = frozenset(
    "html body main section article aside header footer nav div p center form fieldset blockquote pre figure figcaption address "
    "h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th details summary hr".split()
)
LINE_TAGS = frozenset("h1 h2 h3 h4 h5 h6 li blockquote figcaption caption pre dt dd p td div".split())
EMPHASIS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
SKIPPED = frozenset(["title", "marquee", "button", "input", "audio", "video", "map", "frameset"])
STOPS = re.compile(r"[。！？；，、：…”]|[.,;!?](?=\s|$)")
CELL_END = "\t"  # the piece that ends a cell; blanks of the page are never that
PIECES_LIMIT = 250  # pieces of a line; what has more goes on in another, since links are judged by all pieces of theirs
DATA_CELL_LIMIT = 300  # characters,
DATA_CELL_SENTENCES = 3  # sentences; a cell that holds more is a place in a layout


class Piece(NamedTuple):
    """A run of text, or an image, inside a block."""

    text: str
    link: etree._Element | None = None
    emphasis: str = ""  # strong, em
    image: etree._Element | None = None
    names: str = ""  # class and id of the inline markup around it


class Block:
    """A line of the page.

    - ``pieces``: its text and images in order; ``text``: its words, blanks squeezed.
    - ``length``, ``linked``: characters that are not blanks, in all and inside links.
    - ``stops``: marks of punctuation outside links, which sentences have and menus have not.
    - ``tag``: p, h2, li, tr and so on; ``group``: the data table that it is a row of, if any.
    - ``around``: the block-level elements that it stands in, innermost first; ``names``: class and id of the innermost
      two, and of the markup at the start of the line.
    """

    __slots__ = ("around", "group", "length", "linked", "names", "pieces", "stops", "tag", "text")

    def __init__(
        self,
        tag: str,
        pieces: list[Piece],
        around: tuple[etree._Element, ...],
        names: str,
        group: etree._Element | None,
    ) -> None:
        self.tag = tag
        self.around = around
        self.names = names
        self.group = group
        self.say(pieces)

    def say(self, pieces: list[Piece]) -> None:
        """Take these pieces for the line's own."""
        self.pieces = pieces
        self.text = one_line("".join([piece.text for piece in pieces])) or ""
        self.length = len(self.text) - self.text.count(" ")
        self.linked = sum([len("".join(piece.text.split())) for piece in pieces if piece.link is not None])
        if self.linked >= self.length:
            self.stops = 0
        else:
            free = self.text if not self.linked else "".join([piece.text for piece in pieces if piece.link is None])
            self.stops = len(STOPS.findall(free)) if self.length > 1 else 0

    @property
    def element(self) -> etree._Element:
        """The nearest block-level element."""
        return self.around[0]


def blocks_of(root: etree._Element, *, hidden: bool = False) -> list[Block]:
    """The blocks below an element in document order, without its hidden parts unless asked for."""
    return list(Walk(root, hidden=hidden))


class Walk:
    """One walk through a tree, by events and not by recursion, so that depth costs nothing."""

    def __init__(self, root: etree._Element, *, hidden: bool = False, tables: bool = False) -> None:
        self.hidden = hidden  # whether hidden parts are walked,
        self.tables = tables  # and whether every table is one of data
        self.walker = etree.iterwalk(root, events=("start", "end"))
        self.around: tuple[etree._Element, ...] = ()
        self.lines: list[Block] = []  # finished, and not yet given
        self.pieces: list[Piece] = []
        self.link: etree._Element | None = None
        self.named: list[etree._Element] = []  # inline elements with a class or an id
        self.emphasis: list[etree._Element] = []
        self.data_table: etree._Element | None = None

    def __iter__(self) -> Iterator[Block]:
        for event, element in self.walker:
            if event == "start":
                self.enter(element, str(element.tag))
            else:
                self.leave(element, str(element.tag))
            if self.lines:
                yield from self.lines
                self.lines = []
        self.flush()
        yield from self.lines

    def enter(self, element: etree._Element, tag: str) -> None:
        """The start of an element: blocks and line breaks end the line so far."""
        if tag in SKIPPED or (not self.hidden and is_hidden(element)):
            self.walker.skip_subtree()
            return
        if tag in BLOCK_TAGS:
            if self.pieces and (self.data_table is None or tag == "tr"):
                self.flush()
            self.around = (element, *self.around)
            if tag == "table" and self.data_table is None and (self.tables or is_data_table(element)):
                self.data_table = element
        elif tag == "br":
            if self.pieces and self.data_table is None:
                self.flush()
        elif tag == "img":
            self.pieces.append(Piece("", self.link, "", element))
        else:
            self.enter_inline(element, tag)
        if text := element.text:
            self.say(text)

    def enter_inline(self, element: etree._Element, tag: str) -> None:
        """The start of a link, of emphasis, or of markup that may have a telling name."""
        if tag == "a":
            self.link = element
        elif tag in EMPHASIS:
            self.emphasis.append(element)
        if element.get("class") or element.get("id"):
            self.named.append(element)

    def leave(self, element: etree._Element, tag: str) -> None:
        """The end of an element, and the text behind it."""
        if self.around and element is self.around[0]:
            if self.pieces and (self.data_table is None or tag == "tr"):
                self.flush()
            elif tag in ("td", "th"):
                self.end_cell()
            if element is self.data_table:
                self.data_table = None
            self.around = self.around[1:]
        else:
            self.leave_inline(element)
        if tail := element.tail:
            self.say(tail)

    def leave_inline(self, element: etree._Element) -> None:
        """The end of what ``enter_inline`` began."""
        if element is self.link:
            self.link = None
        elif self.emphasis and self.emphasis[-1] is element:
            self.emphasis.pop()
        if self.named and self.named[-1] is element:
            self.named.pop()

    def say(self, text: str) -> None:
        """Add text to the line."""
        if len(self.pieces) >= PIECES_LIMIT:
            self.flush()
        if self.pieces or not text.isspace():
            text = " " if text.isspace() else text
            emphasis = EMPHASIS[str(self.emphasis[-1].tag)] if self.emphasis else ""
            self.pieces.append(Piece(text, self.link, emphasis, None, names_of(self.named[-1]) if self.named else ""))

    def end_cell(self) -> None:
        """Mark the end of a cell: always in a data table, whose first cells may be empty."""
        if self.pieces or self.data_table is not None:
            self.pieces.append(Piece(CELL_END))

    def flush(self) -> None:
        """End the line, if there is anything on it."""
        pieces, self.pieces = self.pieces, []
        for piece in pieces:
            if piece.image is not None or not piece.text.isspace():
                names = f"{pieces[0].names} {names_of(*self.around[:2])}"
                self.lines.append(Block(self.line_tag(), pieces, self.around, names, self.data_table))
                return

    def line_tag(self) -> str:
        """What kind of line it is: tr, li, h2 and so on; p for everything else."""
        if self.data_table is not None:
            return "tr"
        tag = next((str(one.tag) for one in self.around if one.tag in LINE_TAGS), "p")
        return "p" if tag in ("td", "div") else tag


def names_of(*elements: etree._Element) -> str:
    """Classes and ids of elements, blank-separated."""
    return " ".join([name for one in elements for name in (one.get("class"), one.get("id")) if name])


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data, rather than the layout of a page: at least two rows and columns of short cells."""
    if next(table.iterdescendants("table", "h1", "h2", "h3", "form"), None) is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iterdescendants("tr")]
    if sum(count > 1 for count in rows) < 2:
        return False
    return all(map(is_data_cell, table.iterdescendants("td", "th")))


def is_data_cell(cell: etree._Element) -> bool:
    """Whether a cell is short, and no paragraph of sentences."""
    text = "".join("".join(cell.itertext()).split())
    return len(text) <= DATA_CELL_LIMIT and text.count("。") < DATA_CELL_SENTENCES
