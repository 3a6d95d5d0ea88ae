"""Paths of addresses: one form of each, without sessions and views."""

from __future__ import annotations

import re

__all__ = ["names_article", "one_path", "unescaped"]

ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sessionid)=[^/?#]*|/\((?:[AFSX]\([\w-]*\))+\)(?=/)|/\([a-z0-5]{24}\)(?=/)", re.IGNORECASE
)
SLASHES = re.compile(r"(?<!:)//+")  # an address inside a path keeps its own
INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:[sjpxd]?html?|php|jspx?|aspx?)\Z", re.IGNORECASE)
AMP_FILE = re.compile(r"\.amp(?=\.s?html?\Z)", re.IGNORECASE)
ODD = re.compile(
    r"//|;|/\(|\.amp\.|/(?:amp|print)/?\Z|/(?:index|default)\.", re.IGNORECASE
)  # something below may apply
VIEWS = frozenset(("amp", "print"))
DAY = re.compile(r"(?:19|20)\d\d(?:[-_]?[01]\d(?:[-_]?[0-3]\d)?)?")
NUMBER = re.compile(r"\d")
FILE = re.compile(r"\.[sx]?html?\Z", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Percent-encoding in its normal form: capital digits, and none where a character needs none (RFC 3986, 6.2.2).

    >>> unescaped("/%7ewang/%e6%96%b0%2fa")
    '/~wang/%E6%96%B0%2Fa'
    """
    return ESCAPE.sub(_normal_escape, text) if "%" in text else text


def _normal_escape(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "%25"
    character = chr(int(escape[1], 16))
    return character if character in UNRESERVED else escape[0].upper()


def one_path(path: str, *, keep_index: bool = False) -> str:
    """The path without sessions, doubled slashes, views for printers and AMP, and the name of an index page.

    >>> one_path("/(S(lit3py55t21z5v55vlm25s55))//a/1203.html/amp"), one_path("/a/index.shtml")
    ('/a/1203.html', '/a/')
    """
    if not ODD.search(path):
        return path or "/"
    before = None
    while path != before:  # each turn makes it shorter: what one rule takes away may bare the next one's
        before = path
        path = SLASHES.sub("/", SESSION.sub("", path)) or "/"
        path = _without_view(AMP_FILE.sub("", path))
        if not keep_index:
            path = INDEX.sub("", path)
    return path


def _without_view(path: str) -> str:
    """Only behind what names an article: /tag/amp/ and /2024/print/ are lists."""
    slash = "/" * path.endswith("/")
    article, _, view = path.removesuffix("/").rpartition("/")
    if view.lower() in VIEWS and names_article(article.rpartition("/")[2]):
        return article + slash
    return path


def names_article(segment: str) -> bool:
    """Whether a segment of a path looks like the name of one article, and not of a section, a year or a day.

    >>> [names_article(one) for one in ("t20200318_1203.html", "3-killed-in-crash", "2020", "202003", "xinwen")]
    [True, True, False, False, False]
    """
    if DAY.fullmatch(segment):
        return False
    return bool(NUMBER.search(segment) or segment.count("-") >= 2 or FILE.search(segment))
