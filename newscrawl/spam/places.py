"""The links of an article in their places: judged one by one, and then those between sentences by the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from newscrawl.items import Link
from newscrawl.page.blocks import Block
from newscrawl.page.markup import rel_of
from newscrawl.spam.edges import edges_of
from newscrawl.spam.links import COMPANY, CONTINUES, INSERTED, Context, Place, is_name, judged, number, takes_words
from newscrawl.spam.words import Words, alike
from newscrawl.text.whitespace import one_line

CLAUSE_END = re.compile(r"[。！？；，、：.!?;,:”）)]\s*$")
SENTENCE_END = re.compile(r"[。！？”；]\s*$")
LEFTOVER = re.compile(r"[\W\d]*(?:\w{1,8}\s*[:：])?[\W\d]*")  # a label or a number, whose links are gone
ALONE = 0.7  # share of a line that is linked when its links stand alone
PHRASE = 8  # characters of a link that is no mere word,
MUCH = 3  # and planted links and lines that let a shorter one go, if the article has no two characters of it


def judged_links(blocks: Sequence[Block], context: Context) -> Iterator[tuple[etree._Element, Link]]:
    """The links of an article with their verdicts."""
    edges = edges_of(blocks)
    for place, block in enumerate(blocks):
        if not block.linked:
            continue
        alone = is_alone(block)
        position = edges.position(place) if alone else "inside"
        for link, before, behind in links_of(block):
            text = one_line("".join(link.itertext())) or ""
            where = Place(position, alone, begins(before, CLAUSE_END), begins(before, SENTENCE_END), behind)
            yield link, judged(link.get("href") or "", text, rel_of(link), where, context)


def judge_inserted(
    blocks: Sequence[Block], links: dict[etree._Element, Link], words: Words, planted: Sequence[str]
) -> None:
    """Planted links between sentences go with their words when these are of one kind with the others, not with the article.

    A short one may be the subject of the sentence behind it: it needs more.
    """
    for block in blocks:
        if not block.linked or is_alone(block):
            continue
        for element, before, behind in links_of(block):
            link = links[element]
            if link.verdict != "spam" or takes_words(link) or not is_apart(link.text, before, behind, words):
                continue
            if len(link.text) < PHRASE and len(planted) < MUCH:
                continue
            if like := alike(link.text, (text for text in planted if text is not link.text)):
                link.rule, link.evidence = "between_clauses", like
            elif len(planted) >= (COMPANY if link.rule == "foreign_subject" else MUCH):
                link.rule, link.evidence = "between_clauses", f"beside {number(len(planted))}"


def is_apart(text: str, before: str, behind: str, words: Words) -> bool:
    """Whether a link begins a sentence that goes on without it, and the article has nothing of its words."""
    starts = begins(before, SENTENCE_END) and not CONTINUES.match(behind)
    strange = words.lack(text) and not words.knows(text) and not words.knows(f"{text[-1:]}{behind[:1]}")
    return starts and len(text) >= INSERTED and is_name(text) and strange


def links_of(block: Block) -> Iterator[tuple[etree._Element, str, str]]:
    """The links of a line, each with the words before and behind it."""
    if not block.linked:
        return
    before = ""
    runs = [
        (link, "".join(piece.text for piece in run)) for link, run in groupby(block.pieces, key=lambda one: one.link)
    ]
    seen: set[etree._Element] = set()
    for place, (link, words) in enumerate(runs):
        if link is not None and link not in seen:
            seen.add(link)
            yield link, before, runs[place + 1][1] if place + 1 < len(runs) else ""
        before = words if words.strip() else before


def begins(before: str, end: re.Pattern[str]) -> bool:
    """Whether what follows stands at the start of the line or behind what ends a clause, or a sentence."""
    return not before.strip() or bool(end.search(before))


def is_alone(block: Block) -> bool:
    """Whether a line is links and nothing else, or several of them with a label and what separates them."""
    if not block.linked or block.linked > ALONE * block.length:
        return bool(block.linked)
    several = len({piece.link for piece in block.pieces} - {None}) > 1
    return several and bool(
        LEFTOVER.fullmatch("".join(piece.text for piece in block.pieces if piece.link is None).strip())
    )


def spam_places(blocks: Sequence[Block], links: dict[etree._Element, Link]) -> set[int]:
    """The lines that are planted links."""
    return {
        place
        for place, block in enumerate(blocks)
        if is_alone(block)
        and any(piece.link is not None and links[piece.link].verdict == "spam" for piece in block.pieces)
    }
