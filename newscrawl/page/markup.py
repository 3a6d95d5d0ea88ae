"""Blocks as safe HTML: only the tags listed here, only http(s) addresses, everything else as words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from html import escape
from itertools import groupby
from operator import attrgetter

from lxml import etree

from newscrawl.page.blocks import CELL_END, Block, Piece, Walk

LINK = attrgetter("link")
Absolute = Callable[[str], str | None]
LINE_TAG = {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "li": "li",
    "dt": "li",
    "dd": "li",
    "blockquote": "blockquote",
    "tr": "tr",
}
PLAIN = re.compile(r"<(p|h[234])>([^<]+)</\1>")
DEPTH = 4  # html, body, div, and the element of a line
KEPT = frozenset(["p", "h2", "h3", "h4"])
RELATIONS = ("sponsored", "nofollow", "ugc")  # what a link may say of itself
SOURCES = ("data-original", "data-src", "data-lazy-src", "original", "src")  # lazy loaders keep the true one elsewhere


def html_of(blocks: Iterable[Block], absolute: Absolute) -> str:
    """The markup of blocks, a line each; items of one list and rows of one table stay together.

    ``absolute`` turns an href into an http(s) address, or None for one that is none.
    """
    return "\n".join(filter(None, (wrapped(list(run), absolute) for _, run in groupby(blocks, key=group_key))))


def blocks_from(html: str) -> list[Block]:
    """The blocks of such markup, of which ``html_of`` makes the same markup again."""
    return Markup(html).blocks


class Markup:
    """Such markup as blocks, and again as markup when some of these have been changed or left out.

    Only the lines of these are made anew. Lines without tags inside are most of an article, and need no parser.
    """

    def __init__(self, html: str) -> None:
        self.sources = html.split("\n")
        plain = [PLAIN.fullmatch(line) for line in self.sources]
        others = parsed([line for line, simple in zip(self.sources, plain, strict=True) if simple is None])
        self.lines = [next(others) if simple is None else line_of(simple[1], simple[2]) for simple in plain]
        self.blocks = [block for line in self.lines for block in line]
        self.pieces = [block.pieces for block in self.blocks]

    def html(self, left_out: Set[int]) -> str:
        """The markup of the blocks as they are, without those at some places."""
        changed = {place for place, block in enumerate(self.blocks) if block.pieces is not self.pieces[place]}
        if not changed and not left_out:
            return "\n".join(self.sources)
        lines, end = [], 0
        for source, line in zip(self.sources, self.lines, strict=True):
            places = range(end, end := end + len(line))
            if changed.isdisjoint(places) and left_out.isdisjoint(places):
                lines.append(source)
            else:
                lines.append(html_of([self.blocks[place] for place in places if place not in left_out], str))
        return "\n".join(filter(None, lines))


def line_of(tag: str, escaped: str) -> list[Block]:
    """A line without tags inside; none when it is blank."""
    text = unescaped(escaped)
    return [] if text.isspace() else [Block(tag, [Piece(text)], (), None)]


def parsed(lines: list[str]) -> Iterator[list[Block]]:
    """The blocks of each line."""
    if not lines:
        return
    source = "<div>{}</div>".format("\n".join(lines)).encode()
    root = etree.fromstring(source, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    of_line: dict[int, list[Block]] = defaultdict(list)
    for block in Walk(root, tables=True).blocks():
        of_line[block.around[max(0, len(block.around) - DEPTH)].sourceline or 0].append(block)
    for number in range(1, len(lines) + 1):
        yield of_line[number]


def unescaped(text: str) -> str:
    """The words that ``escape`` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def group_key(block: Block) -> tuple[str, int]:
    """What neighbouring blocks must share to stand in one list or table; unique for other blocks."""
    tag = LINE_TAG.get(block.tag)
    if tag == "tr":
        return tag, id(block.group)
    if tag == "li":
        return tag, id(block.element.getparent())
    return "p", id(block)


def wrapped(run: list[Block], absolute: Absolute) -> str:
    """One block, or the blocks of one list or table, as markup."""
    tag = LINE_TAG.get(run[0].tag, run[0].tag if run[0].tag in KEPT else "p")
    if tag == "tr":
        return f"<table>{''.join(row(block, absolute) for block in run)}</table>"
    if tag == "li":
        parent = run[0].element.getparent()
        outer = "ol" if parent is not None and parent.tag == "ol" else "ul"
        return f"<{outer}>{''.join(f'<li>{inline(block.pieces, absolute)}</li>' for block in run)}</{outer}>"
    words = inline(run[0].pieces, absolute)
    return f"<{tag}>{words}</{tag}>" if words else ""


def row(block: Block, absolute: Absolute) -> str:
    """A row of a data table; its cells are told apart by tabs."""
    cells: list[list[Piece]] = [[]]
    for piece in block.pieces:
        if piece.text == CELL_END:
            cells.append([])
        else:
            cells[-1].append(piece)
    filled = cells if any(piece.image is not None or piece.text.strip() for piece in cells[-1]) else cells[:-1]
    return f"<tr>{''.join(f'<td>{inline(cell, absolute)}</td>' for cell in filled)}</tr>"


def inline(pieces: Iterable[Piece], absolute: Absolute) -> str:
    """The pieces of a line: links with their words, emphasis, images."""
    parts = []
    for link, run in groupby(pieces, key=LINK):
        words = "".join([piece_html(piece, absolute) for piece in run])
        parts.append(words if link is None else linked(link, words, absolute))
    return " ".join("".join(parts).split())


def linked(link: etree._Element, words: str, absolute: Absolute) -> str:
    """The markup of a link's words; without the link where it leads nowhere."""
    href = absolute(link.get("href") or "") if link.get("href") and words.strip() else None
    if not href:
        return words
    rel = f' rel="{said}"' if (said := rel_of(link)) else ""
    return f'<a href="{escape(href)}"{rel}>{words}</a>'


def rel_of(link: etree._Element) -> str:
    """What a link says of itself: sponsored, nofollow, ugc."""
    said = (link.get("rel") or "").lower().split()
    return " ".join(relation for relation in RELATIONS if relation in said)


def piece_html(piece: Piece, absolute: Absolute) -> str:
    """A run of words, or an image."""
    if piece.image is not None:
        src = image_source(piece.image, absolute)
        return f'<img src="{escape(src)}" alt="{escape(piece.image.get("alt") or "")}">' if src else ""
    text = escape(piece.text, quote=False)
    return f"<{piece.emphasis}>{text}</{piece.emphasis}>" if piece.emphasis and not text.isspace() else text


def image_source(image: etree._Element, absolute: Absolute) -> str | None:
    """The address of an image, also when a script is meant to fill it in later."""
    for name in SOURCES:
        if (value := image.get(name)) and (src := absolute(value)):
            return src
    return None


def text_of(blocks: Iterable[Block]) -> str:
    """The words of blocks, a line each."""
    return "\n".join(block.text for block in blocks if block.text)
