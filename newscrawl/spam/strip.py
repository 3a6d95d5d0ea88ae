"""Take planted links and lines out of an article, and say of each what was decided."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from newscrawl.items import Link
from newscrawl.page.blocks import Block, Piece
from newscrawl.page.markup import Markup, text_of
from newscrawl.spam.bare import is_bare
from newscrawl.spam.edges import edge_lines, edges_of
from newscrawl.spam.hosts import NO_HOSTS, Hosts
from newscrawl.spam.insertions import cut, inserted_phrases
from newscrawl.spam.lines import planted_lines
from newscrawl.spam.links import Context, beside, judge_by_company, takes_words, unseen
from newscrawl.spam.origin import judge_added
from newscrawl.spam.phrases import LONGEST, PHRASES, is_loud, parts_of, selling_line
from newscrawl.spam.places import LEFTOVER, is_alone, judge_inserted, judged_links, spam_places
from newscrawl.spam.words import Words
from newscrawl.text.urls import host_of, same_site

WORD = re.compile(r"\w")
ENDINGS = '。！？”）)；：….!?"’】》'  # of a whole line
LEAST_LEFT = 0.3  # of an article's text; when less would stay, nothing is taken
LINKS_MAX = 1000  # links of an article that are listed; planted ones come first


@dataclass
class Stripped:
    """An article without what was planted, by the names of its fields (see ``items.Article``)."""

    body: str | None
    body_html: str | None
    links: list[Link] = field(default_factory=list)
    link_hosts: list[str] = field(default_factory=list)
    unstripped_html: str | None = None
    suspect: bool = False


def strip_spam(
    html: str,
    body: str,
    url: str,
    aside: Iterable[Link] = (),
    hosts: Hosts = NO_HOSTS,
    added: Collection[str] = (),
) -> Stripped:
    """Judge every link of an article's safe markup; ``body`` is its words, a line each, ``url`` its address.

    ``aside`` are links among its text that are in neither: hidden ones, those on lines that were left out, and those whose
    address is none. ``hosts`` is what is known of the hosts that it links to. ``added`` are the lines, and phrases at the
    ends of lines, that an earlier article elsewhere has not, of which this is a copy: see ``origin``.

    A link that stands alone on its line and leads to another site goes with its text; so does a commercial phrase between
    clauses. A link around words of a sentence is unwrapped when it was planted, and its words stay. When less than
    ``LEAST_LEFT`` of the text would stay, the article is ``suspect`` and keeps it all.
    """
    found = [unseen(replace(link)) if link.position == "hidden" else beside(replace(link), url) for link in aside]
    if "<a " not in html and not added and not may_be_planted(body):
        return listed(Stripped(body or None, html or None), found, url)
    blocks = (markup := Markup(html)).blocks
    links = dict(judged_links(blocks, Context(url, words := Words(blocks), hosts)))
    lines = judged_lines(blocks, words, links, [link for link in found if link.verdict == "spam"], added, url)
    phrases = [
        Link("", cut(blocks[one.line], one), "inside", "spam", one.rule, one.word)
        for one in list(inserted_phrases(blocks, words, added))[::-1]
    ]
    ledger, bare = [*links.values(), *found], [*lines.values(), *phrases]
    taken = {place for place, line in lines.items() if line.verdict == "spam"}
    judge_by_company(ledger, len(taken) + len(phrases), words)
    judge_inserted(
        blocks,
        links,
        words,
        [link.text for link in (*ledger, *bare) if link.verdict == "spam" and link.position != "inside"],
    )
    gone = {place for place, block in enumerate(blocks) if place in taken or not keep(block, links)}
    clean_body = text_of(block for place, block in enumerate(blocks) if place not in gone)
    clean_html = markup.html(gone)
    if clean_html == html:
        stripped = Stripped(body or None, html or None)
    elif len(clean_body) < LEAST_LEFT * len(body):
        stripped = Stripped(body, html, suspect=True)
    else:
        stripped = Stripped(clean_body or None, clean_html or None, unstripped_html=html)
    return listed(stripped, [*ledger, *bare], url)


def judged_lines(
    blocks: Sequence[Block],
    words: Words,
    links: dict[etree._Element, Link],
    found: Sequence[Link],
    added: Collection[str],
    url: str,
) -> dict[int, Link]:
    """Place to verdict of the lines that were planted, or added to a copy; ``found`` are planted links beside the text."""
    edges = edges_of(blocks)
    lines = dict(judge_added(blocks, links, added, url)) if added else {}
    planted = [link.text for link in (*links.values(), *found, *lines.values()) if link.verdict == "spam"]
    bare = planted_lines(blocks, edges, words, planted, spam_places(blocks, links) | lines.keys())
    return {
        place: Link("", blocks[place].text, edges.position(place), "spam", *why) for place, why in bare.items()
    } | lines


def may_be_planted(body: str) -> bool:
    """Whether an article without links has words that may be planted."""
    return (
        is_loud(body)
        or any(is_bare(line) or selling_line(line) or len(parts_of(line)) >= PHRASES for line in edge_lines(body))
        or any(line[-1] not in ENDINGS for line in body.split("\n") if line and len(line) > LONGEST)
    )


def listed(stripped: Stripped, links: list[Link], url: str) -> Stripped:
    """The same with its ledger; when that is too long, planted lines stay before planted links, and these before others."""
    if len(links) > LINKS_MAX:
        first = sorted(range(len(links)), key=lambda place: (links[place].verdict != "spam", links[place].url != ""))
        links = [links[place] for place in sorted(first[:LINKS_MAX])]
    stripped.links = links
    followed = (link.url for link in links if link.url and link.verdict != "refused")
    stripped.link_hosts = list(dict.fromkeys(host_of(away) for away in followed if not same_site(away, url)))
    return stripped


def keep(block: Block, links: dict[etree._Element, Link]) -> bool:
    """Take what was planted out of a line; False when nothing is left of it."""
    if block.linked == 0:
        return True
    alone = is_alone(block)
    pieces = [kept for piece in block.pieces for kept in judged_piece(piece, links)]
    took = len(pieces) < len(block.pieces)
    if pieces != block.pieces:
        block.say(pieces)
    if alone and took and LEFTOVER.fullmatch(block.text):
        return any(piece.image is not None for piece in block.pieces)
    return any(piece.image is not None or WORD.search(piece.text) for piece in block.pieces)


def judged_piece(piece: Piece, links: dict[etree._Element, Link]) -> Sequence[Piece]:
    """A piece as it stays: as it is, without its link, or not at all."""
    link = links.get(piece.link) if piece.link is not None else None
    if link is None:
        return [piece]
    if takes_words(link):
        return []
    return [piece._replace(link=None)] if link.verdict == "spam" else [piece]
