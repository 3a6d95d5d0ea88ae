"""URLs: what an href means, the one form under which an article is known, and whose host it is."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

URL_LIMIT = 2000  # characters; longer ones are traps or data
BLANKS = re.compile(r"[\t\r\n]+")
UNSAFE = re.compile(r"[^\x21-\x7e]")
HOST = re.compile(r"[\w.-]{1,253}|[\da-f:.]+")
DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameters that say how a reader came, never what is read. A number after "from" is a place in a list.
TRACKING = re.compile(
    r"(?:utm_\w+|spm|scm|isappinstalled|share_\w+|sharer?|tt_from|wxshare_count|nsukey|fbclid|gclid|yclid|msclkid|mc_[ce]id|"
    r"_ga|ref_?src|cmpid|phpsessid|jsessionid|sessionid|aspsessionid\w*|timestamp|_t)(?:=.*)?|from=(?!\d+$).*",
    re.IGNORECASE,
)
SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
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
    try:
        url = urljoin(base, BLANKS.sub("", href.strip()))
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
        safe = safe_url_string(url, charset) if UNSAFE.search(url) else url
        return safe if safe.isascii() else None  # what is left beyond ASCII is a host that IDNA refuses
    except ValueError:  # broken brackets, a port that is no number
        return None


def canonical_url(url: str) -> str:
    """The form under which an article is known: scheme and host in lower case, no default port, fragment or tracking.

    >>> canonical_url("HTTP://WWW.Example.com:80/a.html?id=3&utm_source=wx&from=timeline#top")
    'http://www.example.com/a.html?id=3'
    """
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if parts.port and parts.port != DEFAULT_PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    path = SESSION_PATH.sub("", parts.path) or "/"
    return urlunsplit((scheme, host, path, without_tracking(parts.query), ""))


def without_tracking(query: str) -> str:
    """The query string without parameters that only say how a reader came, the others untouched."""
    return "&".join(pair for pair in query.split("&") if not TRACKING.fullmatch(pair))


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
