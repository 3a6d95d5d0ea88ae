"""Lines that a copy has and the article that it repeats has not: planted when they look so as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from newscrawl.items import Link
from newscrawl.page.blocks import STOPS, Block
from newscrawl.spam.bare import is_bare
from newscrawl.spam.edges import edges_of
from newscrawl.spam.lines import is_honest
from newscrawl.spam.links import PUBLIC
from newscrawl.spam.phrases import selling_line, selling_word
from newscrawl.spam.words import OWN, Words
from newscrawl.text.urls import host_of, same_site

NOT_IN_ORIGIN = "not_in_origin"
SELLER = re.compile(r"本(?:厂|店|公司|网店|诊所)|我(?:厂|店|司|公司)|诚招|欢迎(?:选购|订购|来电|咨询|新老)")


def added_lines(ledger: Iterable[Link]) -> list[str]:
    """The lines and phrases of an article that its origin has not, as far as its ledger keeps them.

    They are in it whether they were taken out or an operator restored them, so that the article can be judged again.
    """
    return [link.text for link in ledger if link.rule == NOT_IN_ORIGIN and not link.url]


def judge_added(
    blocks: Sequence[Block], links: Mapping[etree._Element, Link], added: Collection[str], url: str
) -> Iterator[tuple[int, Link]]:
    """The added lines at head and end that look planted, each with its place; the links on them are judged by that.

    What else was added bears on none of it: the ledger keeps only these lines, and shall lead to the same verdicts.
    """
    edges = edges_of(blocks, lambda block: block.stops and not advertises(block.text))
    outer = [place for place in range(len(blocks)) if edges.position(place) != "between"]
    ends = [place for place in outer if blocks[place].text in added]
    words = Words(blocks, {place for place in outer if advertises(blocks[place].text)})
    for place in ends:
        inside = {piece.link: links[piece.link] for piece in blocks[place].pieces if piece.link is not None}.values()
        why = sign(blocks, place, words, added)
        if not why or not words.text or any(is_editors(link, url, why) for link in inside):
            continue
        verdict = "editorial" if any(link.rule == "allowed_host" for link in inside) else "spam"
        for link in inside:
            if verdict == "spam" != link.verdict:
                link.verdict, link.rule, link.evidence = "spam", NOT_IN_ORIGIN, why
        yield place, Link("", blocks[place].text, edges.position(place), verdict, NOT_IN_ORIGIN, why)


def sign(blocks: Sequence[Block], place: int, words: Words, added: Collection[str]) -> str:
    """What shows that an added line was planted: that it sells, or has nothing of the article; empty for an editor's.

    A full sentence is an editor's unless it advertises; so is the heading of added sentences.
    """
    block, text = blocks[place], blocks[place].text
    if advertises(text):
        return "advertises" if words.lack(text) else ""
    behind = next(iter(blocks[place + 1 : place + 2]), None)
    sold = behind is not None and advertises(behind.text)
    if block.stops or (not sold and is_honest(blocks, place)):
        return ""
    if (word := selling_line(text)) and words.lack(text, OWN):
        return word
    heads = behind is not None and not sold and behind.stops and behind.text in added
    if heads or not words.lack(text):
        return ""
    return selling_word(text, linked=True) or ("foreign" if is_bare(text) else "")


def advertises(text: str) -> bool:
    """Whether a sentence is a seller's who speaks of himself.

    >>> advertises("本厂专业生产沼气灶，厂家直销，欢迎选购。"), advertises("全县的批发市场，凌晨三点开门。")
    (True, False)
    """
    return bool(STOPS.search(text) and SELLER.search(text)) and any(map(selling_word, STOPS.split(text)))


def is_editors(link: Link, url: str, why: str) -> bool:
    """Whether a link is an editor's: to a file, to an office or to media, or within the site, unless its words sell."""
    if link.rule in ("file_type", "image"):
        return True
    return why == "foreign" if same_site(link.url, url) else bool(PUBLIC.search(host_of(link.url)))
