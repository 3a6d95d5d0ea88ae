"""CSS for elements of pages, and the elements that hold a value: what a person would look for with a browser's inspector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from lxml import etree

from newscrawl.page.document import Page
from newscrawl.text.dates import find_moments
from newscrawl.text.whitespace import squash

__all__ = ["dated", "holders", "links_to", "selectors_of", "shared_selectors"]

WORD = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")  # a name with digits is that of one article, or of one column
PASSING = re.compile(r"^(?:odd|even|first|last|on|cur|current|active|clearfix|cl|fl|fr|left|right)$", re.IGNORECASE)
OUTER = 3  # elements around one that help to name it
MOST = 8  # selectors that are tried for one field
ROOTS = frozenset(["html", "body"])


def selectors_of(element: etree._Element) -> Iterator[str]:
    """CSS that finds an element, and those like it on pages of the same template; the simplest first."""
    own = list(names_of(element))
    yield from own
    tag, around = str(element.tag), element.getparent()
    for _ in range(OUTER):
        if around is None or str(around.tag) in ROOTS:
            return
        for outer in names_of(around):
            yield from (f"{outer} {name}" for name in [*own, tag])
            if element.getparent() is around:
                yield f"{outer} > {tag}:nth-of-type({1 + len(list(element.itersiblings(tag, preceding=True)))})"
        around = around.getparent()


def names_of(element: etree._Element) -> Iterator[str]:
    """What tells an element by itself: its id, its classes, its part in microdata."""
    tag = str(element.tag)
    if (name := element.get("id") or "") and WORD.fullmatch(name):
        yield f"#{name}"
    for name in (element.get("class") or "").split():
        if WORD.fullmatch(name) and not PASSING.match(name):
            yield f"{tag}.{name}"
    if (name := element.get("itemprop") or "") and WORD.fullmatch(name):
        yield f'[itemprop="{name}"]'
    if tag in ("h1", "h2", "h3", "article", "time"):
        yield tag


def shared_selectors(elements: Iterable[Sequence[etree._Element]]) -> list[str]:
    """CSS for elements of several pages: what most pages share first, and of that the simplest. Each sequence is a page's."""
    found: Counter[str] = Counter()
    for page in elements:
        found.update({css: 1 for element in page for css in selectors_of(element)})
    order = {css: place for place, css in enumerate(found)}
    return sorted(found, key=lambda css: (-found[css], css.count(" "), "nth" in css, order[css]))[:MOST]


def holders(page: Page, pieces: Sequence[str], longest: int) -> list[etree._Element]:
    """The elements whose words have some pieces, in whatever type, and at most ``longest`` characters: the innermost first."""
    wanted = [word for word in map(squash, pieces) if word]
    found = []
    for element in page.root.iter(etree.Element) if wanted else ():
        text = words_of(element, longest)
        if text and all(word in text for word in wanted):
            found.append(element)
    return found[::-1]


def dated(page: Page, moments: Iterable[datetime], longest: int = 120) -> list[etree._Element]:
    """The elements of few words among which is one of some moments, or a time of its day: the innermost first."""
    days = {moment.astimezone(page.zone).date() for moment in moments}
    found = []
    for element in page.root.iter(etree.Element):
        text = "".join(element.itertext()) if words_of(element, longest) else ""
        if any(one.at.astimezone(page.zone).date() in days for one in find_moments(text, page.zone, page.now)):
            found.append(element)
    return found[::-1]


def words_of(element: etree._Element, longest: int) -> str:
    """The words of an element, squashed; empty when they are longer."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > longest:
            return ""
    return squash("".join(element.itertext()))


def links_to(page: Page, urls: Iterable[str]) -> list[etree._Element]:
    """The links of a page that lead to some addresses, in document order."""
    wanted = set(urls)
    return [link for link in page.root.iterfind(".//a[@href]") if page.absolute(link.get("href") or "") in wanted]
