"""A page as a sequence of blocks: the lines that a reader sees, each with its pieces and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
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
Inline = tuple[etree._Element | None, str, str]  # link, emphasis and names of what is said
DATA_CELL_LIMIT = 300  # characters,
DATA_CELL_SENTENCES = 3  # sentences; a cell that holds more is a place in a layout


class Piece(NamedTuple):
    """A run of text, or an image, inside a block."""

    text: str
    link: etree._Element | None = None
    emphasis: str = ""  # strong, em
    names: str = ""  # class and id of the inline markup around it
    image: etree._Element | None = None


PIECE = partial(tuple.__new__, Piece)  # of its five values; takes half of the time, for the hundreds of a page


class Block:
    """A line of the page.

    - ``pieces``: its text and images in order; ``text``: its words, blanks squeezed.
    - ``length``, ``linked``: characters that are not blanks, in all and inside links.
    - ``stops``: marks of punctuation outside links, which sentences have and menus have not: none, one, or two and more.
    - ``tag``: p, h2, li, tr and so on; ``group``: the data table that it is a row of, if any.
    - ``around``: the block-level elements that it stands in, innermost first; ``names``: class and id of the innermost
      two, and of the markup at the start of the line.

    Pages have many lines that nobody asks for their stops and names, so these are worked out on demand.
    """

    __slots__ = ("_names", "around", "group", "length", "linked", "pieces", "tag", "text")

    def __init__(
        self, tag: str, pieces: list[Piece], around: tuple[etree._Element, ...], group: etree._Element | None
    ) -> None:
        self.tag = tag
        self.around = around
        self.group = group
        self._names: str | None = None
        self.say(pieces)

    def say(self, pieces: list[Piece]) -> None:
        """Take these pieces for the line's own."""
        self.pieces = pieces
        self.text = one_line("".join([piece.text for piece in pieces])) or ""
        self.length = len(self.text) - self.text.count(" ")
        linked = [piece.text for piece in pieces if piece.link is not None]
        self.linked = len("".join("".join(linked).split())) if linked else 0

    @property
    def element(self) -> etree._Element:
        """The nearest block-level element."""
        return self.around[0]

    @property
    def names(self) -> str:
        """Classes and ids, blank-separated."""
        if self._names is None:
            self._names = f"{self.pieces[0].names} {names_of(*self.around[:2])}"
        return self._names

    @property
    def stops(self) -> int:
        """How many marks of punctuation stand outside links, as far as two."""
        if self.length <= max(1, self.linked):
            return 0
        free = self.text if not self.linked else "".join([piece.text for piece in self.pieces if piece.link is None])
        first = STOPS.search(free)
        return 0 if first is None else 1 if STOPS.search(free, first.end()) is None else 2


def blocks_of(root: etree._Element, *, hidden: bool = False) -> list[Block]:
    """The blocks below an element in document order, without its hidden parts unless asked for."""
    return Walk(root, hidden=hidden).blocks()


def span_in(blocks: Sequence[Block], box: etree._Element) -> slice:
    """Where the blocks that stand in a block-level element start and end: it is as far from the root in each of them."""
    level = -1 - sum(one.tag in BLOCK_TAGS for one in box.iterancestors())
    inside = [place for place, block in enumerate(blocks) if len(block.around) >= -level and block.around[level] is box]
    return slice(inside[0], inside[-1] + 1) if inside else slice(0)


class Walk:
    """One walk through a tree, by events and not by recursion, so that depth costs nothing.

    It sees each element twice and is a quarter of what reading a page costs: what happens often is kept short.
    """

    def __init__(self, root: etree._Element, *, hidden: bool = False, tables: bool = False) -> None:
        self.hidden = hidden  # whether hidden parts are walked,
        self.tables = tables  # and whether every table is one of data
        self.walker = etree.iterwalk(root, events=("start", "end"))
        self.around: tuple[etree._Element, ...] = ()
        self.lines: list[Block] = []
        self.pieces: list[Piece] = []
        self.inline: Inline = (None, "", "")
        self.outer: list[
            tuple[etree._Element, Inline]
        ] = []  # the elements that changed it, and what it was around them
        self.data_table: etree._Element | None = None

    def blocks(self) -> list[Block]:
        """All lines."""
        for event, element in self.walker:
            text = self.enter(element, str(element.tag)) if event == "start" else self.leave(element)
            if text and (self.pieces or not text.isspace()):
                self.say(text)
        self.flush()
        return self.lines

    def enter(self, element: etree._Element, tag: str) -> str | None:
        """The start of an element, and its text: blocks and line breaks end the line so far."""
        if tag in SKIPPED or (not self.hidden and is_hidden(element)):
            self.walker.skip_subtree()
            return None
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
            self.pieces.append(Piece("", self.inline[0], image=element))
        else:
            self.enter_inline(element, tag)
        return element.text

    def enter_inline(self, element: etree._Element, tag: str) -> None:
        """The start of a link, of emphasis, or of markup that may have a telling name."""
        named = element.get("class") or element.get("id")
        if named or tag == "a" or tag in EMPHASIS:
            link, emphasis, names = self.inline
            self.outer.append((element, self.inline))
            link = element if tag == "a" else link
            self.inline = link, EMPHASIS.get(tag, emphasis), names_of(element) if named else names

    def leave(self, element: etree._Element) -> str | None:
        """The end of an element, and the text behind it."""
        if self.around and element is self.around[0]:
            if self.data_table is not None:
                self.leave_cell(element, str(element.tag))
            elif self.pieces:
                self.flush()
            self.around = self.around[1:]
        elif self.outer and element is self.outer[-1][0]:
            self.inline = self.outer.pop()[1]
        return element.tail

    def leave_cell(self, element: etree._Element, tag: str) -> None:
        """The end of a part of a data table: cells are marked, also empty ones, and rows are lines."""
        if tag == "tr" and self.pieces:
            self.flush()
        elif tag in ("td", "th"):
            self.pieces.append(Piece(CELL_END))
        if element is self.data_table:
            self.data_table = None

    def say(self, text: str) -> None:
        """Add text to the line, which begins with no blank."""
        blank = text.isspace()
        if len(self.pieces) >= PIECES_LIMIT:
            self.flush()
            if blank:
                return
        self.pieces.append(PIECE((" " if blank else text, *self.inline, None)))

    def flush(self) -> None:
        """End the line, if there is anything on it."""
        pieces, self.pieces = self.pieces, []
        for piece in pieces:
            if piece.image is not None or not piece.text.isspace():
                self.lines.append(Block(self.line_tag(), pieces, self.around, self.data_table))
                return

    def line_tag(self) -> str:
        """What kind of line it is: tr, li, h2 and so on; p for everything else."""
        if self.data_table is not None:
            return "tr"
        for element in self.around:
            if (tag := str(element.tag)) in LINE_TAGS:
                return "p" if tag in ("td", "div") else tag
        return "p"


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
