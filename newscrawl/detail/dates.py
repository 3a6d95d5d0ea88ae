"""Finders of when an article appeared and when it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.detail.body import in_aside
from newscrawl.detail.byline import LINE_LIMIT, is_entry, joined, labelled
from newscrawl.detail.view import View
from newscrawl.page.blocks import Block
from newscrawl.text.dates import Moment, find_moments, month, parse_moment

Found = Iterator[tuple[Moment | None, str]]
PUBLISHED_META = (
    "pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publish_time", "og:release_date", "weibo:article:create_at",
    "weibo: article:create_at", "_pubtime", "apub:time", "date", "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "createdate", "firstcreatetime",
)  # fmt: skip
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmodified", "last-modified")
DATED_PATH = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d{1,2}(?!\d))")
NO_YEAR = re.compile(r"(?!.*\d{4})(?=.*\d{1,2}[-月])")
MONTH = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)\s*[-/_年]\s*(1[0-2]|0?[1-9])(?:\s*月|[/_-])(?!\s*\d)")
TODAY = re.compile(r"\D{2}")  # 今日 and the like: in a headline they are words of the story
MOSTLY = 0.4  # share of a line of the text that a date must be to be a byline
FAR_ABOVE = 40  # blocks before the body in which the date of a newspaper's page stands
ALONE = 30  # characters of a line that is nothing but a date


def published(view: View) -> Found:
    """When it appeared: the site's selector, the byline, what is told to machines, a listing, the address, a date alone.

    A listing shows readers the day of publication, as the byline does; an address has the day when its file was made.
    """
    page = view.page
    for candidate in view.selected("published"):
        yield next(find_moments(str(candidate.value), page.zone, page.now), None), "selector"
    in_byline = list(byline_dates(view))
    yield from ((told, "byline") for order, told in in_byline if order < 3)
    yield from for_machines(view, PUBLISHED_META, "datePublished")
    yield from in_time_elements(view)
    yield from behind_body(view)
    listed = view.entry.date
    year_told = listed is not None and not NO_YEAR.match(listed.raw)
    if year_told:
        yield listed, "listing"
    for date in DATED_PATH.finditer(page.url):
        yield parse_moment("-".join(date.groups()), page.zone), "url"
    yield from ((told, "byline") for order, told in in_byline if order == 3)
    yield from in_signature(view)
    yield from above(view)
    if not year_told:
        yield listed, "listing"
    yield from months(view)


def modified(view: View) -> Found:
    """When the publisher says it was changed."""
    yield from for_machines(view, MODIFIED_META, "dateModified")


def byline_dates(view: View) -> list[tuple[int, Moment]]:
    """Dates in the lines around the headline, the surest first, each with its rank.

    Of equals that of the day which a listing tells, and then the nearest to the text.
    """
    above = [ranked for block in reversed(view.above) for ranked in ranked_dates(block, view)]
    below = [ranked for block in view.first_lines for ranked in ranked_dates(block, view)]
    return sorted([*above, *below], key=lambda ranked: (ranked[0], not is_listed(ranked[1], view)))


def is_listed(told: Moment, view: View) -> bool:
    """Whether a listing has the article on the same day."""
    listed, zone = view.entry.date, view.page.zone
    return listed is not None and told.at.astimezone(zone).date() == listed.at.astimezone(zone).date()


def ranked_dates(block: Block, view: View) -> Iterator[tuple[int, Moment]]:
    """The dates of a line: 0 labelled, 1 with a time of day, 2 a day, 3 without a year, which may be one of the story."""
    if block.length > LINE_LIMIT or 0 < block.length < 1.5 * block.linked:
        return
    text = joined(block).replace("\x1f", " ")
    label = any(kind == "published" for kind, _ in labelled(text))
    for told in find_moments(text, view.page.zone, view.page.now):
        if told.precision == "day" and is_entry(block):
            continue
        alone = len(told.raw) > block.length * MOSTLY
        if label or alone or (block not in view.body and not TODAY.fullmatch(told.raw)):
            yield rank(told, label=label), told


def rank(told: Moment, *, label: bool) -> int:
    """How sure a date of a byline is; one without year and time of day may be a day of the story."""
    if told.precision == "day" and NO_YEAR.match(told.raw):
        return 3
    return 0 if label else 1 if told.precision != "day" and not NO_YEAR.match(told.raw) else 2


def behind_body(view: View) -> Found:
    """A labelled date in the last lines of the text or just behind it, but for sidebars and the foot of the page."""
    beside = [block for block in view.behind if not in_aside(block, view.asides) or is_inside("article", block)]
    for block in [*view.body[-2:], *beside]:
        text = joined(block).replace("\x1f", " ")
        if block.length <= LINE_LIMIT and any(kind == "published" for kind, _ in labelled(text)):
            yield next(find_moments(text, view.page.zone, view.page.now), None), "behind_body"


def is_inside(tag: str, block: Block) -> bool:
    """Whether a block stands in an element of that name."""
    return any(element.tag == tag for element in block.around)


def in_signature(view: View) -> Found:
    """A line of its own at the end of the text that is a date, as notices and letters have."""
    for block in reversed(view.body[-5:]):
        if block.length <= ALONE:
            yield next(find_moments(block.text, view.page.zone, view.page.now), None), "signature"


def above(view: View) -> Found:
    """The nearest line above the headline that is nothing but a date, as digital editions of newspapers have."""
    for block in reversed(view.blocks[max(0, view.span[0] - FAR_ABOVE) : view.span[0]]):
        told = next(find_moments(block.text, view.page.zone, view.page.now), None) if block.length <= ALONE else None
        if told and len(told.raw) >= len(block.text) - 4:
            yield told, "above"


def months(view: View) -> Found:
    """No more than a month: in the address, or at the end of the text, as in 《学刊》1998年3月号."""
    for text in [view.page.url, *(block.text for block in reversed(view.body[-2:] + view.behind[:2]))]:
        if found := MONTH.search(text):
            yield month(int(found[1]), int(found[2]), view.page.zone, found[0]), "month"


def for_machines(view: View, metas: tuple[str, ...], key: str) -> Found:
    """Dates in JSON-LD and meta tags."""
    page = view.page
    for data in page.json_ld:
        if isinstance(data.get(key), str):
            yield parse_moment(data[key], page.zone, page.now), "json-ld"
    for name in metas:
        if name in page.meta:
            yield parse_moment(page.meta[name], page.zone, page.now), f"meta:{name}"


def in_time_elements(view: View) -> Found:
    """Time elements that say so in their attribute."""
    for element in view.page.root.iterfind(".//time[@datetime]"):
        yield parse_moment(element.get("datetime") or "", view.page.zone, view.page.now), "time"
