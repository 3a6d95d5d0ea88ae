"""Finders of when an article appeared and when it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta, tzinfo

from newscrawl.detail.byline import LINE_LIMIT, is_entry, joined, labelled
from newscrawl.detail.lines import in_aside
from newscrawl.detail.machines import in_meta, json_ld, microdata
from newscrawl.detail.view import SHORT, View
from newscrawl.loaders import Candidate
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
TOLD_FROM_NOW = re.compile(
    r"[前刚天日昨]$|ago$|^[今昨前刚]|^just", re.IGNORECASE
)  # a page that was kept tells a wrong one
MONTH = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)\s*[-/_年]\s*(1[0-2]|0?[1-9])(?:\s*月|[/_-])(?!\s*\d)")
TODAY = re.compile(r"\D{2}")  # 今日 and the like: in a headline they are words of the story
# What the words just before a date call it.
WORDS = re.compile(
    r"(?:(?P<replied>回\s*[复帖贴]|跟\s*帖)|(?P<updated>更新|修改|编辑|updated|modified)|(?P<signed>成\s*文|印发|生成|签[署发]|制定|发文|生效|实施|施行|截[止至]|有效)(?=\s*[日时])"
    r"|(?P<published>发[布表稿帖贴]|刊[发登载]|上[传网]|录入|添加|加入|提交|出版|入库|公[布开]|张?贴|撰写|posted|published)|(?P<plain>时\s*间|日\s*期))"
    r"(?:\s*(?:时\s*间|日\s*期))?(?:[\s于在@:：\[【(（]|on|at)*$",
    re.IGNORECASE,
)
OFFSET = re.compile(r"\d:\d\d(?:\.\d+)?([+-](?!00)\d\d):?(\d\d)$")  # +08:00 behind a time
NEAR = 30  # characters before a date in which they stand
CHANGED = re.compile(r"更新|修改|编辑|updated|modified", re.IGNORECASE)
UPDATED_BEHIND = re.compile(r"\s?(?:更新|修改)(?!\s*[时日于:：])")
RELATIVE, UPDATED, SIGNED, STORY = 3, 4, 5, 6  # ranks of dates that are taken only when nothing else tells the day
LATER = {"updated": UPDATED, "signed": SIGNED}
MOSTLY = 0.4  # share of a line of the text that a date must be to be a byline
ALMOST = 0.6  # the same for a date without a year
FAR_ABOVE = 40  # blocks before the body in which the date of a newspaper's page stands
ALONE = 30  # characters of a line that is nothing but a date


def published(view: View) -> Found:
    """When it appeared: the site's selector, the byline, what is told to machines, a listing, the address, a date alone.

    A listing shows readers the day of publication, as the byline does; an address has the day when its file was made.
    """
    page = view.page
    for candidate in view.selected("published"):
        yield next(find_moments(str(candidate.value), page.zone, page.now), None), "selector"
    in_url = list(in_address(page.url, page.zone))
    yield from ((told, "byline") for day in in_url for told in at_a_clock(day, view))
    in_byline = list(byline_dates(view))
    machines = list(for_machines(view, PUBLISHED_META, "datePublished"))
    yield from ((in_own_zone(told, machines, page.zone), "byline") for order, told in in_byline if order < RELATIVE)
    yield from machines
    yield from in_time_elements(view)
    yield from ((told, "byline") for order, told in in_byline if order == RELATIVE)
    yield from behind_body(view)
    listed = view.entry.date
    year_told = listed is not None and not NO_YEAR.match(listed.raw)
    if year_told:
        yield listed, "listing"
    yield from ((told, "url") for told in in_url)
    yield from ((told, "byline") for order, told in in_byline if order > RELATIVE)
    yield from in_signature(view)
    yield from above(view)
    if not year_told:
        yield listed, "listing"
    yield from first_labelled(view)
    yield from months(view)


def in_address(url: str, zone: tzinfo) -> Iterator[Moment]:
    """The days that an address has in it."""
    days = (parse_moment("-".join(found.groups()), zone) for found in DATED_PATH.finditer(url))
    yield from (day for day in days if day)


def at_a_clock(day: Moment, view: View) -> Iterator[Moment]:
    """The times above the text that are told of a day without its year, as 03-20 08:12 below an address with 2014/03/20."""
    zone = view.page.zone
    there = day.at.astimezone(zone)
    for block in view.above:
        for told in find_moments(block.text, zone, view.page.now) if block.length <= LINE_LIMIT else ():
            here = told.at.astimezone(zone)
            if (
                told.precision != "day"
                and NO_YEAR.match(told.raw)
                and (here.month, here.day) == (there.month, there.day)
            ):
                yield told._replace(at=here.replace(year=there.year).astimezone(UTC))


def in_own_zone(told: Moment, machines: Iterable[tuple[Moment | None, str]], zone: tzinfo) -> Moment:
    """What readers are told, in the zone that machines are told for the same words; a zone of 0 is none: many write Z behind local time."""
    clock = told.at.astimezone(zone).replace(tzinfo=None)
    for moment, _ in machines:
        if moment and (offset := OFFSET.search(moment.raw)):
            theirs = moment.at + timedelta(hours=int(offset[1]), minutes=int(offset[1][0] + offset[2]))
            if theirs.replace(tzinfo=None, second=clock.second) == clock:
                return moment
    return told


def modified(view: View) -> Found:
    """When the publisher says it was changed."""
    yield from for_machines(view, MODIFIED_META, "dateModified")
    lines = (block for block in [*view.above, *view.first_lines] if CHANGED.search(block.text))
    yield from ((told, "byline") for block in lines for order, told in ranked_dates(block, view) if order == UPDATED)


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
    """The dates of a line with their ranks; in the text's own lines only such as are labelled or most of the line."""
    if block.length > LINE_LIMIT or 0 < block.length < 1.5 * block.linked:
        return
    text = joined(block).replace("\x1f", " ")
    above = block in view.above
    for told, kind in labelled_dates(text, view):
        no_year = NO_YEAR.match(told.raw)
        if is_entry(block) and (told.precision == "day" or no_year):
            continue
        alone = len(told.raw) > block.length * (ALMOST if no_year else MOSTLY) and (above or not no_year)
        in_byline = above and not TODAY.fullmatch(told.raw) and (not no_year or any(labelled(text)))
        if kind or alone or in_byline:
            yield rank(told, kind), told


def labelled_dates(text: str, view: View) -> Iterator[tuple[Moment, str]]:
    """The dates of a line, each with what the words around it call it, but for those of replies; "" where they do not."""
    place = 0
    for told in find_moments(text, view.page.zone, view.page.now):
        start = max(place, text.find(told.raw, place))
        end = start + len(told.raw)
        label = WORDS.search(text[max(place, start - NEAR) : start])
        kind = str(label.lastgroup) if label else ""
        behind = UPDATED_BEHIND.match(text, end)
        if kind != "replied":
            yield told, "updated" if behind else kind
        place = behind.end() if behind else end


def rank(told: Moment, kind: str) -> int:
    """How sure a date of a byline is; one without year and time of day may be a day of the story."""
    if kind in LATER:
        return LATER[kind]
    if TOLD_FROM_NOW.search(told.raw):
        return RELATIVE
    if told.precision == "day" and NO_YEAR.match(told.raw):
        return STORY
    return 0 if kind else 1 if told.precision != "day" and not NO_YEAR.match(told.raw) else 2


def behind_body(view: View) -> Found:
    """A labelled date in the last lines of the text or just behind it, but for sidebars and the foot of the page."""
    beside = [block for block in view.behind if not in_aside(block, view.asides) or is_inside("article", block)]
    for block in [*view.body[-2:], *beside]:
        text = joined(block).replace("\x1f", " ") if block.length <= LINE_LIMIT else ""
        whole = any(kind == "published" for kind, _ in labelled(text))
        for told, kind in labelled_dates(text, view):
            if kind in ("published", "plain") or (whole and not kind):
                yield told, "behind_body"


def is_inside(tag: str, block: Block) -> bool:
    """Whether a block stands in an element of that name."""
    return any(element.tag == tag for element in block.around)


def in_signature(view: View) -> Found:
    """A line of its own at the end of the text that is a date, as notices and letters have."""
    for block in reversed(view.body[-5:]):
        told = next(find_moments(block.text, view.page.zone, view.page.now), None) if block.length <= ALONE else None
        if told and not NO_YEAR.match(told.raw):
            yield told, "signature"


def above(view: View) -> Found:
    """The nearest line above the headline that is nothing but a date, as digital editions of newspapers have."""
    for block in reversed(view.blocks[max(0, view.span[0] - FAR_ABOVE) : view.span[0]]):
        told = next(find_moments(block.text, view.page.zone, view.page.now), None) if block.length <= ALONE else None
        if told and len(told.raw) >= len(block.text) - 4:
            yield told, "above"


def first_labelled(view: View) -> Found:
    """The page's first labelled date, where replies or a list were longer than the article and taken for the text."""
    for block in view.blocks[: view.span[0]]:
        if block.length <= SHORT and not in_aside(block, view.asides):
            text = joined(block).replace("\x1f", " ")
            yield from ((told, "label") for told, kind in labelled_dates(text, view) if kind in ("published", "plain"))


def months(view: View) -> Found:
    """No more than a month: in the address, or at the end of the text, as in 《学刊》1998年3月号."""
    for text in [view.page.url, *(block.text for block in reversed(view.body[-2:] + view.behind[:2]))]:
        if found := MONTH.search(text):
            yield month(int(found[1]), int(found[2]), view.page.zone, found[0]), "month"


def for_machines(view: View, metas: tuple[str, ...], key: str) -> Found:
    """Dates in JSON-LD, meta tags and microdata."""
    page = view.page
    told = [Candidate(text, one.how) for one in json_ld(view, key) for text in one.value]
    for one in [*told, *in_meta(view, metas), *microdata(view, key)]:
        yield parse_moment(str(one.value), page.zone, page.now), one.how


def in_time_elements(view: View) -> Found:
    """Time elements that say so in their attribute, but for those of sidebars and comments."""
    for element in view.page.root.iterfind(".//time[@datetime]"):
        if view.asides.isdisjoint(element.iterancestors()):
            yield parse_moment(element.get("datetime") or "", view.page.zone, view.page.now), "time"
