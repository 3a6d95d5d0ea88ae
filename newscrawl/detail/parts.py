"""Articles in several pages: the address of the next part."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newscrawl.page.document import Page

PART_LINK = re.compile(
    r"下一?页|下一?頁|后一?页|余下全文|剩余全文|阅读全文|全文阅读|next(?:\s*page)?|[>›»]+|[\[【(]?\s*\d{1,2}\s*[\]】)]?",
    re.IGNORECASE,
)
STEM = re.compile(r"^(?P<stem>.*?)(?:[_-](?P<part>\d{1,2}))?(?P<end>\.\w+)?$")
PART_QUERY = re.compile(r"(?:^|&)(?:page|p|pn)=(\d{1,2})(?=&|$)", re.IGNORECASE)


def next_part(page: Page, number: int = 1) -> str | None:
    """The address of the part behind part ``number`` of an article; None on the last, or when there is only one.

    Only an address that is this one with the next number counts, as 5012_2.html behind 5012.html: a link that says
    下一页 may well lead to another article.
    """
    host, path, query, part = identity(page.url)
    if part != number:
        return None
    wanted = (host, path, query, number + 1)
    for link in page.root.iterfind(".//a[@href]"):
        words = link.text if len(link) == 0 else "".join(link.itertext())
        if (
            words
            and PART_LINK.fullmatch(words.strip())
            and (url := page.absolute(link.get("href") or ""))
            and identity(url) == wanted
        ):
            return url
    return None


def identity(url: str) -> tuple[str, str, str, int]:
    """Host, path without its part number, query without it, and the number; 1 when there is none."""
    parts = urlsplit(url)
    found = STEM.match(parts.path)
    number = PART_QUERY.search(parts.query)
    path, part = parts.path, number[1] if number else None
    if found and found["part"] and not found["stem"].endswith("/"):
        path, part = found["stem"] + (found["end"] or ""), found["part"]
    return parts.netloc, path, PART_QUERY.sub("", parts.query).strip("&"), int(part or 1)
