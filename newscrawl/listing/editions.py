"""A page of a newspaper's digital edition -> its articles, and the other pages (版面) of that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from lxml import etree

from newscrawl.items import Entry
from newscrawl.listing import Listing
from newscrawl.listing.links import FILES, shape
from newscrawl.listing.records import title_of
from newscrawl.page.document import CHINA, Page
from newscrawl.text.dates import Moment
from newscrawl.text.urls import canonical_url, same_site

__all__ = ["Edition", "Template", "read_edition", "template_in"]

FIELD = re.compile(r"\{date:([^{}]{1,40})\}")
DIRECTIVE = re.compile(r"%(-?[a-zA-Z%])")
NUMBERS = {"Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d\d)", "m": r"(?P<m>\d\d)", "d": r"(?P<d>\d\d)"}
NUMBERS |= {"-m": r"(?P<m>\d{1,2})", "-d": r"(?P<d>\d{1,2})"}
PAGE_NAME = re.compile(
    r"\s*+(?:第?\s*+(?:[A-Z]{0,2}\s*\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?:[A-Z]{1,2}\d{1,3}|0\d)\s*[:：])",
    re.IGNORECASE,
)
SHOWN = re.compile(r"\?div=-?\d+$")  # Founder's, on the links of a list and not on those of the picture
DAY_IN_PATH = re.compile(r"(?<!\d)(20\d\d)([-/_.]?)(\d\d)([-/_.]?)(\d\d)(?!\d)")
LINKS_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Template:
    """The address of a day's front page, with ``{date:…}`` where the day stands: ``…/html/{date:%Y-%m/%d}/node_1.htm``.

    Between the braces are %Y or %y, %m and %d, as in strftime, and %-m and %-d for numbers without a leading 0.
    Raises ValueError for one that does not tell a day.
    """

    text: str

    def __post_init__(self) -> None:
        directives = [one for field in FIELD.findall(self.text) for one in DIRECTIVE.findall(field)]
        told = sorted(one.strip("-").lower() for one in directives)
        if (
            told != ["d", "m", "y"]
            or not set(directives) <= set(NUMBERS)
            or re.search(r"[{}]", FIELD.sub("", self.text))
        ):
            raise ValueError(f"has no day as in {{date:%Y-%m/%d}}: {self.text!r}")

    def address(self, day: date) -> str:
        """The address of a day."""
        return FIELD.sub(lambda found: in_numbers(found[1], day), self.text)

    def day(self, url: str) -> date | None:
        """The day of an address that begins as the template does; None of any other."""
        parts = FIELD.split(self.text)
        words = [re.escape(part) if place % 2 == 0 else in_pattern(part) for place, part in enumerate(parts[:-1])]
        if not (found := re.match("".join(words), url)):
            return None
        told = {name: int(value) for name, value in found.groupdict().items()}
        try:
            return date(told["Y"] if "Y" in told else 2000 + told["y"], told["m"], told["d"])
        except ValueError:
            return None

    def marks(self, day: date) -> list[re.Pattern[str]]:
        """What addresses of a day have in them."""
        return [re.compile(rf"(?<!\d){re.escape(in_numbers(field, day))}(?!\d)") for field in FIELD.findall(self.text)]


def template_in(url: str) -> str | None:
    """The template of an address with a day in it; None for one without.

    >>> template_in("http://epaper.qinghe.example/html/2020-03/18/node_2.htm")
    'http://epaper.qinghe.example/html/{date:%Y-%m/%d}/node_2.htm'
    >>> template_in("http://www.qinghe.example/news/20209918/")
    """
    for found in DAY_IN_PATH.finditer(url):
        try:
            date(int(found[1]), int(found[3]), int(found[5]))
        except ValueError:
            continue
        return f"{url[: found.start()]}{{date:%Y{found[2]}%m{found[4]}%d}}{url[found.end() :]}"
    return None


class Edition(NamedTuple):
    """What a page of an edition gives: its articles, and the addresses of the day's pages, in their order."""

    listing: Listing
    pages: Sequence[str]


def read_edition(
    page: Page, template: Template, day: date, pages: str | None = None, articles: str | None = None
) -> Edition:
    """Read a page of a day's edition. ``pages`` and ``articles`` are CSS that a site declares for its links.

    Without it every link that has the day in its address is one or the other: a page's address looks like that of the page
    itself, or its link says 第02版. Articles are also linked by the areas of a picture of the page.
    """
    zone = page.zone if page.zone is not UTC else CHINA
    links = dict(named_links(page))
    own, marks = shape(page.url), template.marks(day)
    of_day = [url for url in links if all(mark.search(url) for mark in marks)]
    named = {url for url in of_day if shape(url) == own or PAGE_NAME.match(links[url])}
    turned = addresses(page, pages) if pages else [url for url in of_day if url in named]
    found = (
        addresses(page, articles)
        if articles
        else [url for url in of_day if url not in named and re.search(r"\d", rest_of(url, marks))]
    )
    told = Moment(datetime.combine(day, time(), zone).astimezone(UTC), "day", day.isoformat())
    entries = [Entry(url, links.get(url, ""), told) for url in found if url not in turned]
    return Edition(Listing(entries, None, float(bool(entries)), {}), turned)


def named_links(page: Page) -> Iterator[tuple[str, str]]:
    """The addresses of the site that a page links to, each once, with the longest of their names."""
    names: dict[str, str] = {}
    here = canonical_url(page.url)
    for link in list(page.root.iter("a", "area"))[:LINKS_LIMIT]:
        url = page.absolute(link.get("href") or "")
        if url and same_site(url, page.url) and not FILES.search(url) and canonical_url(url) != here:
            url, name = one_of(url), name_of(link)
            names[url] = max(names.get(url, ""), name, key=len)
    yield from names.items()


def name_of(link: etree._Element) -> str:
    """What a link says: its words, or else its title."""
    return title_of("".join(link.itertext())) or title_of(link.get("title") or link.get("alt") or "")


def one_of(url: str) -> str:
    """An address without what only tells how it is shown."""
    return SHOWN.sub("", url.partition("#")[0])


def addresses(page: Page, css: str) -> list[str]:
    """The addresses that a site's selector finds, each once."""
    hrefs = (found if isinstance(found, str) else found.get("href") or "" for found in page.select(css))
    urls = (page.absolute(href) for href in hrefs)
    return list(dict.fromkeys(one_of(url) for url in urls if url and same_site(url, page.url)))


def rest_of(url: str, marks: Sequence[re.Pattern[str]]) -> str:
    """An address without its host and its day."""
    path = url.partition("//")[2].partition("/")[2]
    for mark in marks:
        path = mark.sub("", path)
    return path


def in_numbers(field: str, day: date) -> str:
    """A day as a field of a template has it."""
    return DIRECTIVE.sub(lambda found: numbers(found[1], day), field)


def numbers(directive: str, day: date) -> str:
    """A number of a day."""
    value = {"Y": f"{day.year:04}", "y": f"{day.year % 100:02}", "m": f"{day.month:02}", "d": f"{day.day:02}"}[
        directive[-1]
    ]
    return value.lstrip("0") if directive.startswith("-") else value


def in_pattern(field: str) -> str:
    """A field of a template as a pattern."""
    parts = DIRECTIVE.split(field)
    return "".join(re.escape(part) if place % 2 == 0 else NUMBERS[part] for place, part in enumerate(parts))
