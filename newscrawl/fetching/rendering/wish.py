"""What a site declares about rendering, and what is wanted of one page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, NamedTuple, Self

from scrapy import Request

from newscrawl.exceptions import ConfigurationError
from newscrawl.items import ARTICLE_PAGE, LISTING, PART_OF

__all__ = ["DOUBT", "FRAME", "RENDER", "Declared", "Rendered", "Wish", "kind_of"]

RENDER: Final = "render"  # key of a request's meta: the Wish with which it goes to the engine
FRAME: Final = (
    "frame"  # the same of a request whose page may be the frame that scripts fill, which is one for all addresses
)
ENGINES: Final = ("splash", "playwright")
KINDS: Final = {"listings": ("listing",), "articles": ("article",), "both": ("listing", "article")}
NOT_OF_BROWSERS = re.compile(r"::[\w-]+(\([^)]*\))?")  # ::text and ::attr(name), which are parsel's own


DOUBT: Final = (
    "doubt"  # the same of such a page that has the sign of a challenge, and may have an article when it is rendered
)


class Wish(NamedTuple):
    """What is wanted of a page: its kind, "listing" or "article", and the CSS to wait for, if any."""

    kind: str
    selector: str = ""


class Rendered(NamedTuple):
    """A page as an engine gives it: its address, the status and headers that came with it, and its tree as HTML.

    ``latency`` is the seconds in which its host began to answer; what scripts take after that says nothing of the host.
    """

    url: str
    status: int
    headers: Mapping[str, Any]
    html: str
    latency: float

    @classmethod
    def lead(cls, url: str, to: str, latency: float) -> Self:
        """A page that leads on to another one, by its status, markup or script: a redirect, which no engine follows."""
        return cls(url, HTTPStatus.FOUND, {"Location": to}, "", latency)


@dataclass(frozen=True, slots=True)
class Declared:
    """A site's declarations: which engine, or "auto"; for which kinds of pages; what to wait for on each."""

    render: str
    kinds: tuple[str, ...]
    selectors: Mapping[str, str]

    @classmethod
    def of(cls, site: Any, override: str | None = None) -> Self | None:
        """Those of a spider class; None for a site that is not rendered. ``override`` stands in the place of its ``render``.

        Raises ConfigurationError for an engine that there is none of.
        """
        render = override or getattr(site, "render", None)
        if not render:
            return None
        if render not in (*ENGINES, "auto"):
            raise ConfigurationError(f"RENDER is {render!r}, and can be one of: {', '.join(ENGINES)}, auto")
        pages, wait = getattr(site, "render_pages", "both"), getattr(site, "render_wait", None)
        marks = {"listing": getattr(site, "article_links", None), "article": getattr(site, "body", None)}
        return cls(render, KINDS[pages], {kind: _selector(wait or mark) for kind, mark in marks.items()})

    def wish(self, request: Request) -> Wish | None:
        """What is wanted of a request's page; None when it is not to be rendered."""
        kind = kind_of(request)
        return Wish(kind, self.selectors[kind]) if kind in self.kinds else None


def kind_of(request: Request) -> str:
    """What a request is for, as its ``meta`` and callback say: "listing", "article" or neither, as feeds and files are."""
    if request.method != "GET":
        return ""
    if ARTICLE_PAGE in request.meta or PART_OF in request.meta:
        return "article"
    page = getattr(request.callback, "__name__", "") == "parse_listing"  # feeds and listings in JSON have others
    return "listing" if LISTING in request.meta and page else ""


def _selector(mark: str | None) -> str:
    return NOT_OF_BROWSERS.sub("", mark or "").strip()
