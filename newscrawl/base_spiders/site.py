"""What a site declares, and what follows from that alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.settings import BaseSettings

from newscrawl.base_spiders.declarations import (
    Check,
    check_declarations,
    css,
    frequency,
    gathered,
    hours,
    layouts,
    one_of,
    place,
    rule,
    seconds,
    zone,
)
from newscrawl.base_spiders.signs import Sign
from newscrawl.detail.layouts import Layout, marks_on
from newscrawl.detail.marks import Marks
from newscrawl.runs.timing import HEAD_START
from newscrawl.text.urls import absolute_url

__all__ = ["Site"]


class Site(Spider):
    """The declarations that every site may have; NewsSpider's manual tells what each means. They are checked when the class is made."""

    starts: tuple[str, ...] = ()  # attributes that say where the crawl begins; one of them is needed
    checks: Mapping[str, Check] = {
        "region": place,
        "timezone": zone,
        "canonical": rule,
        "download_slot_delay": seconds,
        "hours": hours,
        "every": frequency,
        "priority": one_of(*HEAD_START),
        "layouts": layouts,
        "render": one_of("splash", "playwright", "auto"),
        "render_pages": one_of("listings", "articles", "both"),
        "render_wait": css,
        **{field.name: css for field in fields(Marks)},
    }

    signs: tuple[Sign, ...] = ()  # of the system whose base spider this is, if any

    region: str = ""
    timezone: str | None = None
    canonical: tuple[str, str] | None = None
    download_slot_delay: float | None = None
    hours: tuple[int, int] | None = None
    every: str | None = None
    priority: str = "usual"
    render: str | None = None
    render_pages: str = "both"
    render_wait: str | None = None

    title: str | None = None
    subtitle: str | None = None
    summary: str | None = None
    body: str | None = None
    remove: str | None = None
    published: str | None = None
    source: str | None = None
    authors: str | None = None
    editors: str | None = None
    channel: str | None = None
    breadcrumbs: str | None = None
    keywords: str | None = None
    read_count: str | None = None
    layouts: Sequence[Layout] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        check_declarations(cls)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn the site's own manners into Scrapy's settings."""
        super().update_settings(settings)
        if cls.download_slot_delay is not None:
            hosts = {urlsplit(url).hostname for url in cls.beginnings()}
            slots = {host: {"delay": cls.download_slot_delay, "concurrency": 1, "jitter": 0} for host in hosts}
            settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
            settings.set("CONCURRENT_REQUESTS", len(hosts), priority="spider")

    @classmethod
    def beginnings(cls) -> list[str]:
        """The addresses, or templates of addresses, at which the crawl begins."""
        names = dict.fromkeys(name for names in gathered(cls, "starts") for name in names)
        return [url for name in names for url in getattr(cls, name, None) or ()]

    @classmethod
    def own_addresses(cls) -> list[str]:
        """An address of each site at which the crawl begins, and of each that it declares (``allowed_domains``)."""
        return [*cls.beginnings(), *(f"http://{domain}/" for domain in getattr(cls, "allowed_domains", None) or ())]

    @property
    def marks(self) -> Marks:
        """The declarations for article pages."""
        return Marks(**{field.name: getattr(self, field.name) for field in fields(Marks)})

    def is_guess(self, name: str, css: str) -> bool:
        """Whether a declaration is no site's own, but that of its system's base spider, which may well find nothing."""
        system = next((kind for kind in type(self).__mro__ if vars(kind).get("signs")), None)
        return system is not None and css == getattr(system, name)

    def marks_on(self, day: date | None) -> Marks:
        """The declarations for article pages of a day."""
        return marks_on(day, self.layouts, self.marks)

    def one_address(self, url: str) -> str:
        """The address by which an article is known, by the site's rule; as it is when the rule makes no address of it."""
        if self.canonical is None:
            return url
        return absolute_url(re.sub(*self.canonical, url), "") or url
