"""Newspapers that publish their printed pages as digital editions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.answers import asked_for
from newscrawl.base_spiders.declarations import css, day, editions
from newscrawl.base_spiders.walking_spider import WalkingSpider
from newscrawl.items import GOES_ON, LISTING, LISTING_END
from newscrawl.listing.editions import Edition, Template, read_edition
from newscrawl.page.document import CHINA
from newscrawl.text.urls import canonical_url

OK = 200
MISSING = [404, 410]
GAP = 15  # days in a row without an edition: longer than any holiday
PAGES_MOST = 100  # of an edition


class EpaperSpider(WalkingSpider):
    """A newspaper's digital edition: each day's pages (版面), then their articles, back to a day.

    A subclass declares, besides what every NewsSpider may:

    - ``editions``: the addresses of a day's front page, with the day in them:
      ``"http://epaper.qinghe.example/html/{date:%Y-%m/%d}/node_1.htm"``; %-m and %-d are numbers without a leading 0.
    - ``since``: the first day, such as ``"2019-01-01"``; EDITION_DAYS days ago when left out.
    - ``until``: the last day, of a paper that is no more; today when left out.
    - ``edition_pages``, ``edition_articles``: CSS for the links to the other pages of a day, and to articles; found by their
      addresses, which have the day in them, when left out.

    The walk goes from the newest day back, page by page, and ends as that of a listing does: when LISTING_STOP_AFTER days in
    a row have nothing new. A day without an edition is passed over (``listing/no_edition``); after 15 in a row there is none
    before. An article's day is that of its edition, unless its page says more.
    """

    starts = ("editions",)
    checks = {"editions": editions, "since": day, "until": day, "edition_pages": css, "edition_articles": css}

    editions: list[str] = []
    since: str | None = None
    until: str | None = None
    edition_pages: str | None = None
    edition_articles: str | None = None

    async def start(self) -> AsyncIterator[Any]:
        """The newest front page of each paper."""
        for template in self.editions:
            yield self.edition_request(Template(template).address(self.newest()), 1, template)
        async for each in super().start():
            yield each

    def edition_request(self, url: str, number: int, template: str, *, further: bool = False, **given: Any) -> Request:
        """The request for a page of an edition; ``further`` for another page of the same day."""
        request = self.walk_request(url, self.parse_edition, number, template, **given)
        request.meta["handle_httpstatus_list"] = MISSING
        if further:
            request.meta[GOES_ON] = True
        return request

    def newest(self) -> date:
        """The day at which the walk begins."""
        today = datetime.now(ZoneInfo(self.timezone) if self.timezone else CHINA).date()
        return min(today, date.fromisoformat(self.until)) if self.until else today

    def oldest(self) -> date:
        """The day at which it ends."""
        if self.since:
            return date.fromisoformat(self.since)
        return self.newest() - timedelta(days=self.settings.getint("EDITION_DAYS"))

    def parse_edition(
        self, response: Response, number: int = 1, gap: int = 0, rest: Sequence[str] = (), read: Sequence[str] = ()
    ) -> Iterator[Any]:
        """A page of an edition: requests for its articles, and for the day's next page or the front page of the day before.

        ``rest`` are the day's pages that are known and not read yet, ``read`` those that are; ``gap`` counts days without an
        edition before this one.
        """
        template, asked = self.template_of(response), asked_for(response)[0]
        day = template.day(asked) if template else None
        if template is None or day is None:
            self.count("listing/empty")
            return
        edition = self.edition_of(response, template, day)
        there = bool(read or (edition and (edition.listing.entries or edition.pages)))
        if edition and edition.listing.entries:
            yield from self.go_on(edition.listing, response, number, self.parse_edition)
        elif not there:
            self.count("listing/no_edition")
        read = [*read, canonical_url(asked)]
        rest = [
            url for url in dict.fromkeys([*rest, *(edition.pages if edition else ())]) if canonical_url(url) not in read
        ]
        if rest and len(read) < PAGES_MOST:
            given = {"rest": rest[1:], "read": read}
            yield self.edition_request(rest[0], number + 1, template.text, further=True, **given)
            return
        gap, before = 0 if there else gap + 1, day - timedelta(days=1)
        if before >= self.oldest() and gap < GAP:
            yield self.edition_request(template.address(before), number + 1, template.text, gap=gap)
        else:
            response.meta[LISTING_END] = True

    def template_of(self, response: Response) -> Template | None:
        """The template whose address a page has."""
        known = [response.meta.get(LISTING), *self.editions]
        templates = [Template(one) for one in known if one in self.editions]
        return next((one for one in templates if one.day(asked_for(response)[0])), None)

    def edition_of(self, response: Response, template: Template, day: date) -> Edition | None:
        """What a page of an edition gives; None for one that is not there."""
        page = self.page(response, anywhere=True) if response.status == OK else None
        return read_edition(page, template, day, self.edition_pages, self.edition_articles) if page else None
