"""What is claimed of a page, by itself or by who links to it: what of it to believe."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from newscrawl.text.paths import names_article
from newscrawl.text.urls import canonical_url, same_site
from newscrawl.text.whitespace import squash

__all__ = ["is_honest", "speaks_of"]

NUMBERS = re.compile(r"\d+")
SPOKEN_OF = 0.3  # share of a listing's words, in pairs of characters, that a page has when they are its headline


def speaks_of(listed: str, text: str) -> bool:
    """Whether a text has what a listing says of it.

    >>> speaks_of("西乡县签署合作协议", "日前，西乡县政府与市质监局签署合作协议。"), speaks_of("西乡县签署合作协议", "网站维护中")
    (True, False)
    """
    listed, text = squash(listed), squash(text)
    pairs = [listed[place : place + 2] for place in range(len(listed) - 1)]
    return sum(pair in text for pair in pairs) >= SPOKEN_OF * len(pairs)


def is_honest(claim: str, url: str) -> bool:
    """Whether ``claim`` (rel=canonical, og:url) can be the one address of the article that was fetched from ``url``.

    Templates that are wrong on every page claim the home page, the section, the script without its parameters, or the
    article that was open when somebody saved the template. When in doubt the fetched address stays: an article under two
    addresses is found again by its text, two articles under one address are lost.

    >>> is_honest("http://www.example.com/2020/c1203.html", "http://m.example.com/show?id=1203")
    True
    >>> is_honest("http://www.example.com/news/", "http://www.example.com/news/1203.html")
    False
    """
    if not same_site(claim, url):
        return False
    claim, url = canonical_url(claim), canonical_url(url)
    one, other = urlsplit(claim), urlsplit(url)
    if one[1:] == other[1:]:  # but for the scheme, which nobody disputes
        return True
    if (one.path, one.query, one.fragment) == ("/", "", ""):
        return False
    return not (_is_section(one, other) or _is_another(one, other))


def _is_section(claim: SplitResult, url: SplitResult) -> bool:
    """Names no article where the address does, or is the beginning of the address."""
    if _names_article(claim):
        return False
    return _names_article(url) or url.path.startswith(claim.path.rstrip("/") + "/") or url.path == claim.path


def _names_article(parts: SplitResult) -> bool:
    # A directory may be called 2020 or 8; a directory of one article has a long number or words.
    segment = parts.path.removesuffix("/").rpartition("/")[2]
    return bool(NUMBERS.search(parts.query + parts.fragment)) or (
        names_article(segment) or (segment.count("%") > 6 and not parts.path.endswith("/"))
    )


def _is_another(claim: SplitResult, url: SplitResult) -> bool:
    """The same kind of address with other numbers."""
    one, other = ((part.path, part.query, part.fragment) for part in (claim, url))
    return one != other and [NUMBERS.sub("0", part) for part in one] == [NUMBERS.sub("0", part) for part in other]
