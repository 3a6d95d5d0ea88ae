"""The date beside each link of a list: on its line, or on another line of its item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from newscrawl.listing.links import DAY, DEEPEST
from newscrawl.page.blocks import Block
from newscrawl.page.document import Page
from newscrawl.text.dates import Moment, find_moments, parse_moment

LINE_LIMIT = 200  # characters of a link's own line,
BESIDE_LIMIT = 60  # and of other lines, in which a date is that of the entry
REACH = 8  # lines around a link that can belong to its item
DAY_AND_MONTH = re.compile(
    r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])\s+(?P<y>20\d\d)\s*[-./年]\s*(?P<m>1[0-2]|0?[1-9])(?!\s*[-./月]?\d)"
    r"|(?<!\d)(?P<y2>20\d\d)\s*[-./年]\s*(?P<m2>1[0-2]|0?[1-9])月?\s+(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d)"
)


class Dates:
    """The dates of a page's lines, each read once."""

    def __init__(self, page: Page, lines: Sequence[Block]) -> None:
        self.page, self.lines = page, lines
        self.known: dict[str, Moment | None] = {}

    def read(self, text: str) -> Moment | None:
        """The first date of a text, or else the first word for one."""
        if text not in self.known:
            self.known[text] = surest(find_moments(text, self.page.zone, self.page.now))
        return self.known[text]

    def beside(self, numbers: Sequence[int]) -> list[Moment | None]:
        """The date of each entry of a list. ``numbers`` are those of the entries' lines, in their order."""
        return [self.of_entry(numbers, place) for place in range(len(numbers))]

    def of_entry(self, numbers: Sequence[int], place: int) -> Moment | None:
        """The date of one of them."""
        own = self.lines[numbers[place]]
        if own.length > LINE_LIMIT:
            return None
        texts = (unlinked(own), *(piece.text for piece in own.pieces if DAY.fullmatch(piece.text)))
        if found := next(filter(None, map(self.read, texts)), None):
            return found
        others = [line for line in self.item(numbers, place) if line.length < BESIDE_LIMIT]
        apart = (text for line in others for text in (line.text, " ".join(piece.text for piece in line.pieces)))
        return surest(filter(None, map(self.read, apart))) or self.in_parts([*others, own])

    def in_parts(self, lines: Sequence[Block]) -> Moment | None:
        """A date whose day stands apart from its month, as in large and small numbers beside a title."""
        text = " ".join(piece.text for line in lines for piece in line.pieces)
        if not (found := DAY_AND_MONTH.search(text)):
            return None
        part = {name[0]: value for name, value in found.groupdict().items() if value}
        return parse_moment(f"{part['y']}-{part['m']}-{part['d']}", self.page.zone)

    def item(self, numbers: Sequence[int], place: int) -> Iterator[Block]:
        """The other lines of an entry's item: those behind its link, and then those before it."""
        number, own = numbers[place], self.lines[numbers[place]]
        before = numbers[place - 1] if place else -1
        behind = numbers[place + 1] if place + 1 < len(numbers) else len(self.lines)
        box = self.box(number, [*numbers[max(0, place - 1) : place], *numbers[place + 1 : place + 2]])
        for line in self.lines[number + 1 : min(behind, number + REACH)]:
            if box not in line.around if box is not None else line.around[1:] != own.around[1:]:
                break
            yield line
        for line in reversed(self.lines[max(before + 1, number - REACH) : number]):
            if box is None or box not in line.around:
                break
            yield line

    def box(self, number: int, neighbours: Sequence[int]) -> etree._Element | None:
        """The largest element around an entry that none of its neighbours shares; None when that is its line's own."""
        own = self.lines[number].around[:DEEPEST]
        shared = {element for neighbour in neighbours for element in self.lines[neighbour].around[:DEEPEST]}
        alone = [element for element in own if element not in shared]
        return alone[-1] if len(alone) > 1 and shared else None


def surest(moments: Iterable[Moment]) -> Moment | None:
    """The first that has numbers, or else the first: a word such as 昨日 may be one of the article's own."""
    first = None
    for one in moments:
        if re.search(r"\d", one.raw):
            return one
        first = first or one
    return first


def unlinked(line: Block) -> str:
    """The words of a line that are no link."""
    return " ".join("".join(piece.text if piece.link is None else " " for piece in line.pieces).split())
