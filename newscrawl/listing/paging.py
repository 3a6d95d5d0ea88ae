"""The page behind a listing page, or behind a part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from newscrawl.listing.scripts import scripted_next
from newscrawl.page.document import Page
from newscrawl.text.urls import canonical_url, same_site
from newscrawl.text.whitespace import one_line

NEXT = re.compile(
    r"^[\s\W]*(?:下一?[页版]|下一?頁|后一?页|后页|翻下页|(?:早期|[较更]早)的?(?:文章|日志)|旧文章|(?:点击)?加载更多|load\s+more|next(?:\s*page)?|older(?:\s*(?:posts|entries|articles))?)[\s\W]*$|^\s*(?:[>›»]|>>|››)\s*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"^[\[【(\s]*第?\s*(\d{1,4})\s*页?[\]】)\s]*$")
CURRENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:cur|current|active|now|this|thispage|thisclass|on|selected|sel)(?=$|[\s_-])", re.IGNORECASE
)
PAGE_IN_URL = re.compile(r"(?:[_/-]|page[=/_-]?|p=|list[_-])(\d{1,4})(?=(?:\.\w+)?/?$|&)", re.IGNORECASE)


def declared_next(page: Page, css: str) -> str | None:
    """The address that a site's selector for the next page finds."""
    for found in page.select(css):
        href = found if isinstance(found, str) else found.get("href")
        if href and (url := usable(page, href)):
            return url
    return None


def next_page(page: Page) -> str | None:
    """The next page by rel=next, by words such as 下一页, by a script's call, or by the number behind the page's own."""
    return next((url for href in candidates(page) if (url := usable(page, href))), None)


def usable(page: Page, href: str) -> str | None:
    """The address of a next page: of the same site, and not this page."""
    url = page.absolute(href)
    if url and same_site(url, page.url) and canonical_url(url) != canonical_url(page.url):
        return url
    return None


def candidates(page: Page) -> Iterator[str]:
    """Where the next page could be, best first."""
    links = [
        (link, one_line("".join(link.itertext())) or link.get("title") or "".join(link.xpath(".//img/@alt")))
        for link in page.root.iterfind(".//a[@href]")
    ]
    for element in page.root.iterfind(".//*[@rel][@href]"):
        if "next" in (element.get("rel") or "").lower().split():
            yield element.get("href") or ""
    for link, words in links:
        if NEXT.match(words):
            yield link.get("href") or ""
    yield from scripted_next(page)
    yield from by_number(page, links)


def by_number(page: Page, links: list[tuple[etree._Element, str]]) -> Iterator[str]:
    """The link that carries the number behind the current one, among at least two numbered links."""
    numbered = {int(found[1]): link for link, words in links if (found := NUMBER.match(words))}
    current = current_number(page, numbered)
    if len(numbered) > 1 and current + 1 in numbered:
        yield numbered[current + 1].get("href") or ""


def current_number(page: Page, numbered: dict[int, etree._Element]) -> int:
    """The number of this page: the marked one of the pager, or the one in its address; 1 when nothing says."""
    for number, link in numbered.items():
        own, parent = link.get("class") or "", link.getparent()
        if CURRENT_NAME.search(own) or (parent is not None and CURRENT_NAME.search(parent.get("class") or "")):
            return number
    here = canonical_url(page.url)
    for number, link in numbered.items():
        url = page.absolute(link.get("href") or "")
        if url and canonical_url(url) == here:
            return number
    found = PAGE_IN_URL.search(page.url)
    named = int(found[1]) if found and int(found[1]) not in numbered else 1
    return next(unlinked(numbered), named)


def unlinked(numbered: dict[int, etree._Element]) -> Iterator[int]:
    """Numbers beside at least two linked ones that are no link, as that of the page itself."""
    if len(numbered) < 2:
        return
    first, second = list(numbered.values())[:2]
    around = set(second.iterancestors())
    pager = next(element for element in first.iterancestors() if element in around)
    for text in pager.itertext():
        if (told := NUMBER.match(text)) and int(told[1]) not in numbered:
            yield int(told[1])
