"""By what pages tell which shared system has made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from newscrawl.page.document import Page

__all__ = ["Evidence", "Sign", "evidence_of"]

SURE, LIKELY, HINT = 3.0, 2.0, 1.0
LOOKED_AT = 300_000  # characters of a page: ten times what pages have, and half a second of the worst one


class Sign(NamedTuple):
    """Something that pages of a system have: in words, and as a pattern for their source or their address.

    ``weight`` is 3 for what no other system makes, 2 for what hardly any other does, 1 for what alone says little, as a
    name that comes along with copied text. Patterns know no case, and take time that grows with the page alone.
    """

    words: str
    pattern: str
    weight: float


class Evidence(NamedTuple):
    """A sign, and the addresses of the pages that have it."""

    sign: Sign
    urls: tuple[str, ...]

    def __str__(self) -> str:
        """One line for people: the sign, and on which pages."""
        more = f" and {len(self.urls) - 1} more" if len(self.urls) > 1 else ""
        return f"{self.sign.words} on {self.urls[0]}{more}"


def evidence_of(signs: Iterable[Sign], pages: Iterable[Page]) -> Iterator[Evidence]:
    """The signs that at least one page has."""
    texts = [(page.url, f"{page.url}\n{page.source[:LOOKED_AT]}") for page in pages]
    for sign in signs:
        if urls := tuple(url for url, text in texts if compiled(sign.pattern).search(text)):
            yield Evidence(sign, urls)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a sign."""
    return re.compile(pattern, re.IGNORECASE)
