"""The way through a listing: how far it was read, and how far nothing of it can be lost any more."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scrapy import Request
from scrapy.http import Response

from newscrawl.items import ARTICLE_PAGE, REVISIT, article_id
from newscrawl.text.urls import canonical_url

__all__ = ["Page", "Walk"]


class Page(NamedTuple):
    """A listing page that was read, and the addresses of its articles that were not known."""

    url: str
    number: int
    unknown: frozenset[str]


@dataclass(slots=True, eq=False)
class Walk:
    """The way through one listing, from its top or from where an earlier crawl was cut off."""

    first: str  # the address at which the listing begins
    top: bool
    stops: bool  # when it finds nothing new
    keeps: bool  # how far it has come
    read: int = 0  # pages
    nothing_new: int = 0  # pages in a row, or days of a newspaper, whose pages count together
    repeated: int = 0  # pages in a row that listed only what earlier pages of this walk did
    day: set[int] = field(default_factory=set)  # the same as ``listed``, of the page or pages that count together
    news: bool = False  # among them
    listed: set[int] = field(default_factory=set)  # hashes of article ids: a walk may be long
    open: bool = True  # there is more to read, or may be: a page could not be had
    undecided: deque[Page] = field(default_factory=deque)
    unchanged: bool = False  # its first page is as it was when the listing was walked last
    validators: dict[str, Any] = field(default_factory=dict)  # of its first page, as ``mongo.crawls.sites`` keeps them

    def see(
        self, response: Response, output: Iterable[Any], links: Collection[str], *, nothing_new: bool, goes_on: bool
    ) -> None:
        """Count a page, with the ids of its article links and the requests that came of it.

        ``goes_on``: the next page counts together with this one.
        """
        self.read += 1
        self.day |= set(map(hash, links))
        self.news = self.news or not nothing_new
        if self.day and not goes_on:
            self.repeated = self.repeated + 1 if self.day <= self.listed else 0
            self.nothing_new = 0 if self.news else self.nothing_new + 1
            self.listed |= self.day
            self.day, self.news = set(), False
        number = response.request.cb_kwargs.get("number", 1)  # type: ignore[union-attr] # Scrapy sets it
        self.undecided.append(Page(response.url, number, frozenset(_unknown(output))))

    def come_to(self, decided: Collection[str]) -> Page | None:
        """The last page down to which all articles are decided, if it is another one than when this was asked last."""
        place = None
        while self.undecided and self.undecided[0].unknown.issubset(decided):
            place = self.undecided.popleft()
        return place


def _unknown(output: Iterable[Any]) -> Iterable[str]:
    for each in output:
        if isinstance(each, Request) and ARTICLE_PAGE in each.meta and REVISIT not in each.meta:
            yield article_id(canonical_url(each.meta[ARTICLE_PAGE]))
