"""What an answer says of how it came: the address that was asked for, the way from there, headers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.exceptions import UnreadablePageError
from newscrawl.items import ARTICLE_PAGE, PART_OF, SERVED_AT, Article, Entry, article_id
from newscrawl.text.claims import speaks_of
from newscrawl.text.urls import canonical_url, host_of, same_site

__all__ = ["addresses", "asked_for", "header", "led_from", "refuse_off_site", "served_at", "way"]


def asked_for(outcome: Response | Failure) -> list[str]:
    """The address that was asked for, and those that redirects led to from there."""
    request: Request = outcome.request  # type: ignore[union-attr,assignment] # Scrapy sets it on both
    return list(dict.fromkeys([*request.meta.get("redirect_urls", ()), request.url]))


def way(outcome: Response | Failure) -> str:
    """The same in one line."""
    return " -> ".join(asked_for(outcome))


def led_from(outcome: Response | Failure) -> str:
    """The address that a listing gave of the article whose page, or part, this is."""
    meta = outcome.request.meta  # type: ignore[union-attr] # Scrapy sets it on both
    return str(meta.get(ARTICLE_PAGE) or meta.get(PART_OF) or asked_for(outcome)[0])


def addresses(response: Response, article: Article, entry: Entry | None) -> list[str]:
    """Ids of the addresses that lead to an article: as fetched, and as asked for where that was redirected.

    A site that is being mended or that wants a login redirects all its articles to one page; then the listing speaks of
    another article, and what was asked for is none of this one's addresses.
    """
    text = f"{article.title or ''}{article.body or ''}"
    led = [asked_for(response)[0]] if entry is None or speaks_of(entry.title, text) else []
    return list(dict.fromkeys(article_id(canonical_url(url)) for url in (response.url, *led)))


def refuse_off_site(response: Response, own: Sequence[str]) -> None:
    """Raise UnreadablePageError for a page that redirects, or scripts, led to on another site. ``own`` are addresses of the site."""
    first = asked_for(response)[0]
    if not any(same_site(response.url, each) for each in (first, *own)):
        raise UnreadablePageError("off_site", f"a redirect leads away from {host_of(first)}")


def served_at(response: Response) -> datetime:
    """When a page was served: now, or when it was kept that is read again."""
    kept: datetime | None = response.request.meta.get(SERVED_AT) if response.request else None
    return kept or datetime.now(UTC)


def header(response: Response, name: str) -> str | None:
    """A header's value; None when there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
