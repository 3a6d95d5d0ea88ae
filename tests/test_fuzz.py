"""Broken pages: an article or a refusal, and nothing in the markup that is not allowed. The budget and the seed are fixed."""

import re
from html.parser import HTMLParser
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from newscrawl.demo.sites import qinghe_portal, qinnan_daily, xin_linghua
from newscrawl.demo.stories import read_stories
from newscrawl.exceptions import UnreadablePageError
from newscrawl.listing import read_listing
from newscrawl.page.document import Page
from newscrawl.reading import read_article

URL = "http://www.qinnandaily.example/bendi/2020/0318/5003.html"
ALLOWED = {tag: set() for tag in "p h2 h3 h4 ul ol li table tr td blockquote strong em".split()} | {
    "a": {"href"},
    "img": {"src", "alt"},
}
TAG = re.compile(rb"<[^<>]*>")
NASTY = (
    b"<script>", b"<!--", b"]]>", b"<style>", b"<table><tr><td>", b"</html>", b"<a href='javascript:x'>", b"<p onclick=x>", b"&#0;", b"&#xD800;", b"<svg/onload=x>",
    b"<base href='http://[::1'>", b"<title>", b"<textarea>", b"\x00", b"\xff\xfe", b"<img src=data:x alt='\"><script>'>", b"<time datetime=9999-99-99>", b"<div>" * 400,
    b'<script type="application/ld+json">{"@graph": [[', b"2018-02-30 25:61", b"<a href='http://\xe6\x96\xb0.example:99999/'>x</a>", b"<meta charset=undefined>", b"<a>" * 300,
)  # fmt: skip


def pages() -> list[bytes]:
    """A few article pages and a listing of each demo site."""
    found = []
    for site, module in {
        "qinghe_portal": qinghe_portal,
        "qinnan_daily": qinnan_daily,
        "xin_linghua": xin_linghua,
    }.items():
        stories = read_stories(site)
        known = module.serve(stories).known
        found += [known[story.path].body for story in stories[::7]]
        found += [answer.body for path, answer in known.items() if path.endswith("/") and answer.status == 200][:2]
    return found


def broken(page: bytes, ways: list[str], seed: int) -> bytes:
    """The page after a few accidents."""
    chance = Random(seed)
    for way in ways:
        page = ACCIDENTS[way](page, chance) or b"x"
    return page


def cut(page: bytes, chance: Random) -> bytes:
    return page[: chance.randrange(len(page))]


def flipped(page: bytes, chance: Random) -> bytes:
    changed = bytearray(page)
    for _ in range(chance.randrange(1, 60)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def shuffled(page: bytes, chance: Random) -> bytes:
    tags = TAG.findall(page)
    chance.shuffle(tags)
    waiting = iter(tags)
    return TAG.sub(lambda tag: next(waiting) if chance.random() < 0.2 else tag[0], page)


def untagged(page: bytes, chance: Random) -> bytes:
    return TAG.sub(lambda tag: b"" if chance.random() < 0.3 else tag[0], page)


def nested(page: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(page))
    return (
        page[:place]
        + chance.choice((b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>", b"<font>")) * chance.randrange(300)
        + page[place:]
    )


def sprinkled(page: bytes, chance: Random) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(page) + 1)
        page = page[:place] + chance.choice(NASTY) + page[place:]
    return page


def doubled(page: bytes, chance: Random) -> bytes:
    return page + page[chance.randrange(len(page)) :]


ACCIDENTS = {one.__name__: one for one in (cut, flipped, shuffled, untagged, nested, sprinkled, doubled)}


class Checker(HTMLParser):
    """Fails on the first tag, attribute or address that safe markup may not have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        for name, value in attrs:
            assert name == "alt" or re.match(r"https?://", value or ""), attrs

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


PAGES = some.deferred(lambda: some.sampled_from(pages()))
WAYS = some.lists(some.sampled_from(sorted(ACCIDENTS)), min_size=1, max_size=4)


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(PAGES, WAYS, some.integers(0, 2**32))
def test_a_broken_page_is_read_or_refused_and_its_markup_is_safe(page: bytes, ways: list[str], seed: int) -> None:
    try:
        article = read_article(broken(page, ways, seed), URL)
    except UnreadablePageError:
        return
    Checker().feed(article.body_html or "")
    assert "\x00" not in (article.body or "")
    assert article.published_at is None or 1995 <= article.published_at.year <= 2100


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(PAGES, WAYS, some.integers(0, 2**32))
def test_a_broken_listing_is_read_or_refused(page: bytes, ways: list[str], seed: int) -> None:
    try:
        listing = read_listing(Page.parse(broken(page, ways, seed), URL))
    except UnreadablePageError:
        return
    for entry in listing.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.url.isascii()


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    some.binary(max_size=400),
    some.sampled_from(
        [None, "text/html", "text/html; charset=gbk", "text/html; charset=\xff", "text/html; charset=utf-16"]
    ),
)
def test_any_bytes_at_all_are_read_or_refused(page: bytes, content_type: str | None) -> None:
    try:
        article = read_article(page, URL, content_type)
    except UnreadablePageError:
        return
    Checker().feed(article.body_html or "")
