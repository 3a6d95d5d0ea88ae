"""URLs: what an href means, the one form under which an article is known, and whose host it is."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

from newscrawl.text.parameters import without_tracking
from newscrawl.text.paths import one_path, unescaped

URL_LIMIT = 2000  # characters; longer ones are traps or data
BLANKS = re.compile(r"[\t\r\n]+")
UNSAFE = re.compile(r"[^\x21-\x7e]")
HOST = re.compile(r"[\w.-]{1,253}|[\da-f:.]+")
# An address that is itself when it is joined to any base: nothing in it is left out, encoded or refused.
PLAIN = re.compile(r"https?://[a-z\d.-]{1,253}(?:/[!-\"$-:<->@-~]*)?(?:\?[!-\"$-~]+)?(?:#[!-~]+)?")
DEFAULT_PORTS = {"http": 80, "https": 443}
ROUTE = re.compile(r"(?:!/?|/)[^/].*", re.DOTALL)  # a fragment that names the page in a site that is one script
COMMON = re.compile(
    r"(https?)://([a-z\d-]+(?:\.[a-z\d-]+)*)(/[^\s?#]*)?(?:\?([^\s#]*))?(?:#(\S*))?"
)  # what urlsplit would find
split_domain = TLDExtract(suffix_list_urls=())  # the bundled list: no download in mid-crawl


def absolute_url(href: str, base: str, charset: str = "utf-8") -> str | None:
    """The http(s) address that an href leads to; None for anything else, or one that is broken or too long.

    ``charset`` is the page's: browsers encode the query of a link in it (WHATWG URL, section 4.4).

    >>> absolute_url(" ../a.html ", "http://example.com/b/c.html")
    'http://example.com/a.html'
    >>> absolute_url("javascript:void(0)", "http://example.com/")
    """
    if len(href) > URL_LIMIT:
        return None
    if PLAIN.fullmatch(href):
        return href
    try:
        url = urljoin(base, BLANKS.sub("", href.strip()))
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
        safe = safe_url_string(url, charset) if UNSAFE.search(url) else url
        return safe if safe.isascii() else None  # what is left beyond ASCII is a host that IDNA refuses
    except ValueError:  # broken brackets, a port that is no number
        return None


@lru_cache(maxsize=4096)  # the same menus stand on each page of a site, and a listing asks several times
def canonical_url(url: str) -> str:
    """The form under which an article is known; the URL as it is when it is broken or not http(s).

    Takes away what no server tells two articles apart by: the case of scheme and host, default ports, fragments that are
    no routes, needless percent-encoding, doubled slashes, sessions, tracking parameters, views for printers and AMP, and
    the name of an index page without parameters. It never guesses another host, scheme or section: that
    is www.example.com/1 only the page can tell (``claims.is_honest``).

    >>> canonical_url("HTTP://WWW.Example.com:80/a/index.html?utm_source=wx&from=timeline#top")
    'http://www.example.com/a/'
    """
    if not (parts := _split(url)):
        return url
    scheme, netloc, path, query, fragment = parts
    query = query and without_tracking(unescaped(query))
    route = f"#{unescaped(fragment)}" if fragment and ROUTE.fullmatch(fragment) else ""
    path = one_path(unescaped(path), keep_index=bool(query))
    return f"{scheme}://{netloc}{path}{query and '?'}{query}{route}"


def _split(url: str) -> tuple[str, str, str, str, str] | None:
    """Scheme, host with a port that is not the default, path, query, fragment; None for what is no address of a page."""
    if common := COMMON.fullmatch(url):
        return common.groups("")  # type: ignore[return-value] # five of them
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # broken brackets, a port that is no number
        return None
    if not host or scheme not in DEFAULT_PORTS:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return scheme, netloc, parts.path, parts.query, parts.fragment


@lru_cache(maxsize=16384)
def host_of(url: str) -> str:
    """The host of a URL in lower case; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The domain that somebody registered: what a host and its sisters have in common.

    >>> site_of("news.hanzhong.gov.cn"), site_of("www.example.com"), site_of("10.0.0.1")
    ('hanzhong.gov.cn', 'example.com', '10.0.0.1')
    """
    return split_domain(host).top_domain_under_public_suffix or host


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one registered domain."""
    return site_of(host_of(one)) == site_of(host_of(other))
