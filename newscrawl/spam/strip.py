"""Take planted links and lines out of an article, and say of every link what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from newscrawl.items import Link
from newscrawl.page.blocks import Block, Piece, blocks_of
from newscrawl.page.markup import html_of, text_of
from newscrawl.spam.lines import bare_spam, edge, edges_of
from newscrawl.spam.phrases import is_commercial
from newscrawl.text.urls import absolute_url, host_of, same_site
from newscrawl.text.whitespace import one_line

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
WORD = re.compile(r"\w")
CLAUSE_END = re.compile(r"[。！？；，、：.!?;,:”）)]\s*$")
UNWRAPPED = ("host_of_spam", "in_bad_company")  # rules on links whose words are the sentence's own
COMPANY = 2  # planted links, or lines, that make the others of a page doubtful
PUBLIC = re.compile(
    r"(?:^|\.)(?:gov|edu|ac|mil)(?:\.|$)|news|people|xinhua|cctv|daily|ribao|wanbao|shibao|paper|media|wikipedia|baike",
    re.IGNORECASE,
)  # hosts of authorities, schools and media, whom articles quote


@dataclass
class Stripped:
    """An article without what was planted: markup, words, the verdict on each link, and the words that were taken out."""

    html: str
    body: str
    links: list[Link] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def strip_spam(html: str, body: str, url: str, hidden: Iterable[Link] = ()) -> Stripped:
    """Judge every link of an article's safe markup; ``body`` is its words, a line each.

    ``hidden`` are links to other sites that no reader sees; they are in neither, and always spam.

    A link that stands alone on its line and leads to another site goes with its text; so does a commercial phrase between
    sentences. A link around words of a sentence is unwrapped when its host is one of those, and its words stay.
    """
    unseen = [replace(link, verdict="spam", rule="hidden") for link in hidden]
    if "<a " not in html and not any(map(is_commercial, edges_of(body))):
        return Stripped(html, body, unseen)
    blocks = blocks_of(parse(html))
    links = {
        id(link): verdict
        for place, block in enumerate(blocks)
        for link, verdict in judged(block, place, len(blocks), url)
    }
    bare = bare_spam(blocks)
    judge_by_company(list(links.values()), unseen, len(bare))
    removed: list[str] = []
    kept = [block for place, block in enumerate(blocks) if keep(block, links, removed, bare=place in bare)]
    return Stripped(
        html_of(kept, lambda href: absolute_url(href, url)), text_of(kept), [*links.values(), *unseen], removed
    )


def judge_by_company(links: Sequence[Link], unseen: Sequence[Link], bare: int) -> None:
    """Judge links inside sentences by the others: those to a host of spam, and, where much was planted, to shops.

    ``bare`` is the number of commercial lines without a link.
    """
    everything = [*links, *unseen]
    spam_hosts = {host_of(link.url) for link in everything if link.verdict == "spam"}
    doubtful = [link for link in links if link.verdict == "editorial" and link.rule == "in_sentence"]
    for link in doubtful:
        if host_of(link.url) in spam_hosts:
            link.verdict, link.rule = "spam", "host_of_spam"
    if sum(link.verdict == "spam" for link in everything) + bare >= COMPANY:
        for link in doubtful:
            if link.verdict == "editorial" and not PUBLIC.search(host_of(link.url)):
                link.verdict, link.rule = "spam", "in_bad_company"


def parse(html: str) -> etree._Element:
    """The tree of safe markup."""
    return etree.fromstring(f"<div>{html}</div>".encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))


def judged(block: Block, place: int, count: int, url: str) -> Iterator[tuple[etree._Element, Link]]:
    """The links of a line with their verdicts."""
    alone = block.linked > 0.7 * block.length
    for link in dict.fromkeys(piece.link for piece in block.pieces if piece.link is not None):
        text = one_line("".join(link.itertext())) or ""
        href = link.get("href") or ""
        position = edge(place, count) if alone else "inside"
        verdict, rule = decide(href, text, url, alone=alone, between=stands_between(block, link))
        yield link, Link(href, text, position, verdict, rule)


def decide(href: str, text: str, url: str, *, alone: bool, between: bool) -> tuple[str, str]:
    """Verdict and rule for one link."""
    if FILE.search(href):
        return "attachment", "file_type"
    if same_site(href, url):
        return ("navigation", "same_site") if alone else ("editorial", "same_site")
    if not text:
        return "editorial", "image"
    if alone:
        return "spam", "commercial_phrase" if is_commercial(text) else "alone_off_site"
    if between and is_commercial(text):
        return "spam", "between_sentences"
    return "editorial", "in_sentence"


def stands_between(block: Block, link: etree._Element) -> bool:
    """Whether a link stands between clauses: behind the end of one, or at an end of its line."""
    places = [place for place, piece in enumerate(block.pieces) if piece.link is link]
    before = "".join(piece.text for piece in block.pieces[: places[0]])
    return not before.strip() or bool(CLAUSE_END.search(before))


def keep(block: Block, links: dict[int, Link], removed: list[str], *, bare: bool) -> bool:
    """Take what is spam out of a line; False when the whole line goes."""
    if block.linked == 0:
        removed.extend([block.text] if bare else [])
        return not bare
    block.say([kept for piece in block.pieces for kept in judged_piece(piece, links, removed)])
    return any(piece.image is not None or WORD.search(piece.text) for piece in block.pieces)


def judged_piece(piece: Piece, links: dict[int, Link], removed: list[str]) -> Sequence[Piece]:
    """A piece as it stays: as it is, without its link, or not at all."""
    verdict = links.get(id(piece.link)) if piece.link is not None else None
    if verdict is None or verdict.verdict != "spam":
        return [piece]
    if verdict.rule in UNWRAPPED:
        return [piece._replace(link=None)]
    removed.append(piece.text.strip())
    return []
