"""Sites whose scripts fetch their listings as JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.base_spiders.declarations import entry_fields, number, page_addresses, path
from newscrawl.base_spiders.walking_spider import WalkingSpider
from newscrawl.items import LISTING
from newscrawl.listing.json_entries import read_json_listing

PAGE = "{page}"


class JsonListingSpider(WalkingSpider):
    """A site whose listings come as JSON or JSONP, as a script on its pages fetches them.

    A subclass declares, besides what every NewsSpider may:

    - ``json_listings``: their addresses, with ``{page}`` where the number of the page stands; it counts from ``first_page``
      (1) in steps of ``page_step`` (1), which is the size of a page where an offset is asked for.
    - ``entries``: the path to the list of articles, as ``"data.list"``; found by itself when left out.
    - ``entry_fields``: what an entry calls its ``url``, ``title`` and ``date``; usual names are known. An address that has
      to be made is a template: ``{"url": "/detail/{id}.html"}``.
    - ``next_address``: the path to the address of the next page, where the answer has it.

    Entries may be markup, as Hanweb's are, also in XML; times may be Unix seconds or milliseconds. A listing is followed as
    pages are (ListingSpider), and ends at a page without articles. Addresses that must be asked with POST are not for it.
    """

    starts = ("json_listings",)
    checks = {
        "json_listings": page_addresses,
        "first_page": number,
        "page_step": number,
        "entries": path,
        "entry_fields": entry_fields,
        "next_address": path,
    }

    json_listings: list[str] = []
    first_page = 1
    page_step = 1
    entries: str | None = None
    entry_fields: Mapping[str, str] | None = None
    next_address: str | None = None

    async def start(self) -> AsyncIterator[Any]:
        """The first page of each listing."""
        for template in self.json_listings:
            yield self.json_request(self.numbered(template, 1), 1, template)
        async for each in super().start():
            yield each

    def json_request(self, url: str, number: int, template: str) -> Request:
        """The request for a page of the listing that is known by its template."""
        return self.walk_request(url, self.parse_json, number, template)

    def numbered(self, template: str, number: int) -> str:
        """The address of a page of a listing, the first of which is 1 here."""
        return template.replace(PAGE, str(self.first_page + (number - 1) * self.page_step))

    def parse_json(self, response: Response, number: int = 1) -> Iterator[Any]:
        """A page of a listing: requests for its articles, and for the next page."""
        given = {"entries": self.entries, "fields": self.entry_fields, "following": self.next_address}
        if (listing := self.listed(response, read_json_listing, **given)) is None:
            return
        template = str(response.meta.get(LISTING, ""))
        if PAGE in template:
            listing = replace(listing, next_page=self.numbered(template, number + 1))
        yield from self.go_on(listing, response, number, self.parse_json)
