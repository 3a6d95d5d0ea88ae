"""What sites leave to a script: the entries of a list, and its pager.

Neither scripts nor choices are part of a page's tree, so both are read from its source, and only where their marks stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase

from lxml import etree

from newscrawl.page.document import Page

STORE = re.compile(r"<recordset\b.*?</recordset>", re.DOTALL | re.IGNORECASE)
RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[[^\]]*?href=[\"']?([^\"'>\s]+)", re.IGNORECASE)
# createPageHTML(pages, this page from 0, "index", "html"); where the id of an element comes first pages are counted from 1.
PAGER_CALL = re.compile(
    r"createPage\w*\(\s*([\"'][^\"']*[\"']\s*,\s*)?(\w+)\s*,\s*(\w+)\s*,\s*[\"']([^\"'\s]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)
# <select onchange="location.href='list.asp?page='+this.value"> with an option for each page
CHOICE = re.compile(
    r"<select\b([^>]{0,500})>((?:\s*<option\b[^>]{0,300}>[^<]{0,30}(?:</option>)?){2,3000})", re.IGNORECASE
)
LEADS = re.compile(
    r"\bonchange\s*=.*?\b(?:location|href|open)\b(?:[^>]*?[\"']([^\"'>]*=)[\"']\s*\+)?", re.IGNORECASE | re.DOTALL
)
OPTION = re.compile(r"<option\b([^>]*)>\s*第?\s*(\d{1,4})\s*(?:页|/|<|$)", re.IGNORECASE)
VALUE = re.compile(r"\bvalue\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def unpack_records(page: Page) -> None:
    """Put the records of a page's data, as Hanweb's JCMS has them, into its tree: a box for each list."""
    if "<recordset" not in page.source or "<script" not in page.source:
        return
    for letter, store in zip(ascii_lowercase, STORE.finditer(page.source), strict=False):
        records = "".join(RECORD.findall(store[0]))
        if records.strip():
            box = etree.fromstring(f"<div class='records-{letter}'>{records}</div>", etree.HTMLParser())
            page.root.append(box)


def scripted_next(page: Page) -> Iterator[str]:
    """The next page by the call that writes the pager, as in TRS WCM, or by the address of the next records."""
    if "createPage" in page.source:
        for element, count, current, name, ending in PAGER_CALL.findall(page.source):
            pages, number = number_of(count, page.source), number_of(current, page.source)
            if pages is not None and number is not None and number < pages - (not element):
                yield f"{name}_{number + 1}.{ending}"
    if "<nextgroup" in page.source and (found := NEXT_GROUP.search(page.source)):
        yield found[1].replace("&amp;", "&")
    yield from chosen_next(page)


def chosen_next(page: Page) -> Iterator[str]:
    """The page behind the one that is chosen, of those that a reader can choose by number."""
    if "onchange" not in page.source.lower():
        return
    for attributes, options in CHOICE.findall(page.source):
        leads, pages = LEADS.search(unescape(attributes)), OPTION.findall(options)
        if leads and [int(number) for _, number in pages] == list(range(1, len(pages) + 1)):
            values = [unescape(value[1]) if (value := VALUE.search(each)) else "" for each, _ in pages]
            addresses = [f"{leads[1] or ''}{value}" for value in values]
            here = next((n for n, (each, _) in enumerate(pages) if "selected" in each.lower()), None)
            if here is None:
                here = next((n for n, one in enumerate(addresses) if page.absolute(one) == page.url), 0)
            yield from addresses[here + 1 : here + 2]


def number_of(word: str, source: str) -> int | None:
    """A number of a script, or the one that a variable was given.

    >>> number_of("12", ""), number_of("count", "var count = 25//pages")
    (12, 25)
    """
    if word.isdecimal():
        return int(word)
    found = re.search(rf"\b{word}\s*=\s*[\"']?(\d{{1,5}})\b", source)
    return int(found[1]) if found else None
