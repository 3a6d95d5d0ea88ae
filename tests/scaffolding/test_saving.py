"""What is saved is what it was taken for; what sites show today is compared with it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.demo.sites import heyang_online
from newscrawl.demo.stories import read_stories
from newscrawl.exceptions import NewscrawlError
from newscrawl.items import Entry
from newscrawl.scaffolding.checking import check_site
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.gathering import listing_walk
from newscrawl.scaffolding.kept_folders import fetch_from, pages_in
from newscrawl.scaffolding.live import compared, live_plan
from newscrawl.scaffolding.rereading import spider_of
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.saving import Fetched, NotAnArticleError, fetch_whole, find_request, refuse_useless
from newscrawl.scaffolding.site_pages import SitePages
from tests.scaffolding.test_looking import MENU, TEXT, page, settings

SITE = f"http://{heyang_online.HOST}"
KIND = listing_walk(f"{SITE}/news/").kind
PAGES = [
    page(f"{SITE}{path}", answer.body)
    for path, answer in heyang_online.serve(read_stories(heyang_online.SITE)).known.items()
]
LONG = f"{SITE}/news/2020/4107.html"
DATED = f"<h1>县水利局加固十四座水库</h1><p>2020-03-18 09:41</p><div>{TEXT}</div>"


def fetched(url: str, *pages: SavedPage, known: tuple[SavedPage, ...] = (), listing: bool = False) -> Fetched:
    async def whole() -> Fetched:
        spider = spider_of(KIND, settings())
        return await fetch_whole(
            spider, fetch_from(pages or PAGES), await find_request(spider, url, known, listing=listing)
        )

    return asyncio.run(whole())


def test_the_further_pages_of_an_article_come_along() -> None:
    found = fetched(LONG)
    refuse_useless(found)
    assert [part.url[-11:] for part in found.parts] == ["4107_2.html", "4107_3.html"]
    assert len(facts(found.outcome)["body"]) == 8
    site = SitePages().with_page(found.page, facts(found.outcome), found.parts)
    assert [one.is_part for one in site.pages] == [False, True, True]
    assert list(site.expected or {}) == ["00_4107.html.gz"]


def test_a_page_is_read_as_what_its_listing_says_it_is() -> None:
    first = fetched(f"{SITE}/news/").page
    assert (first.callback, first.given) == ("parse_listing", {"number": 1})
    second = fetched(f"{SITE}/news/index_2.html", known=(first,)).page
    assert (second.callback, second.given) == ("parse_listing", {"number": 2})
    assert fetched(LONG, known=(first,)).page.entry.title == "一座水库和它的守坝人"
    other = fetched(f"{SITE}/zhuanti/", listing=True).page
    assert other.callback == "parse_listing"


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (f"{MENU}<h1>青禾县自来水公司营业厅</h1><p>营业厅在人民路一号，周一到周五上午九点开门，欢迎各位用户前来办理业务。</p>", "no date"),
        (MENU, "no title and no body"),
        ("<h1>新闻</h1><ul>" + "".join(f"<li><a href=/n/{n}00.html>县政府召开第{n}次会议研究工作</a><span>2020-03-1{n}</span></li>" for n in range(6)) + "</ul>", "a list of 6"),
    ],
    ids=["contact", "menu", "list"],
)  # fmt: skip
def test_nothing_is_expected_of_a_page_that_is_no_article(shown: str, why: str) -> None:
    with pytest.raises(NotAnArticleError, match=why):
        refuse_useless(fetched(f"{SITE}/x.html", page(f"{SITE}/x.html", shown)))


def test_nothing_is_expected_of_another_article_than_the_listing_names() -> None:
    found = fetched(f"{SITE}/x.html", page(f"{SITE}/x.html", DATED))
    refuse_useless(found)
    entry = Entry(f"{SITE}/x.html", "城关小学操场改造完工")
    with pytest.raises(NotAnArticleError, match="城关小学"):
        refuse_useless(found._replace(page=replace(found.page, entry=entry)))


def test_pages_that_a_browser_saved_tell_where_they_are_from(tmp_path: Path) -> None:
    mark = f"<!-- saved from url=({len(LONG):04}){LONG} -->"
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html>\n{mark}\n<html><body>{DATED}", "utf-8")
    (tmp_path / "b.htm").write_text(
        f"<html><head><link rel=canonical href='{SITE}/b.html'></head><body>{DATED}", "utf-8"
    )
    (tmp_path / "c.html").write_text(DATED, "utf-8")
    assert [one.url for one in pages_in(tmp_path)] == [LONG, f"{SITE}/b.html"]


def test_what_is_missing_today_is_told() -> None:
    saved = [{"title": "a", "source": "b", "body": ["c"]}] * 5
    assert compared(saved, saved, []).faults == ()
    assert compared(saved, [{"title": "a", "body": ["c"]}] * 4 + saved[:1], []).faults == (
        "source is on all 5 saved articles, and on 1 of 5 live ones",
    )
    assert compared(saved, [{**saved[0], "declared_and_not_found": ["body"]}], []).faults == (
        "body is declared, and finds nothing on live articles",
    )
    assert compared(saved, [], ["its first page lists no article"]).faults == (
        "its first page lists no article",
        "no article could be had",
    )


def test_a_site_of_today_is_compared_with_its_saved_pages(tmp_path: Path) -> None:
    found = fetched(LONG)
    SitePages().with_page(found.page, facts(found.outcome), found.parts).write(tmp_path / "site")
    live = asyncio.run(live_plan(KIND, tmp_path / "site", settings())(fetch_from(PAGES)))  # type: ignore[arg-type] # a coroutine
    assert (live.saved, live.read, live.coverage["title"], live.faults) == (1, 5, (1, 5), ())
    with pytest.raises(NewscrawlError):
        asyncio.run(live_plan(KIND, tmp_path / "site", settings())(fetch_from(PAGES[:1])))  # type: ignore[arg-type] # the same


def test_what_is_not_as_expected_is_told_field_by_field(tmp_path: Path) -> None:
    found, folder = fetched(LONG), tmp_path / "site"
    told = facts(found.outcome)
    SitePages().with_page(found.page, told, found.parts).write(folder)
    assert check_site(KIND, folder, settings()).ok
    SitePages().with_page(found.page, {**told, "title": "别的标题", "subtitle": "副题"}, found.parts).write(folder)
    (folder / "09_stray.html.gz").write_bytes(b"")
    wrong = check_site(KIND, folder, settings()).differences
    assert [(one.file, one.field, one.expected, one.read) for one in wrong] == [
        ("00_4107.html.gz", "title", "别的标题", "一座水库和它的守坝人"),
        ("00_4107.html.gz", "subtitle", "副题", None),
        ("09_stray.html.gz", "file", "a saved page", "not in index.json"),
    ]


def test_a_part_that_is_not_saved_is_told(tmp_path: Path) -> None:
    found = fetched(LONG)
    SitePages().with_page(found.page, facts(found.outcome), found.parts[:1]).write(tmp_path / "site")
    wrong = {one.field: one.read for one in check_site(KIND, tmp_path / "site", settings()).differences}
    assert wrong["missing_part"] == found.parts[1].url


def failing(self: object, response: object, entry: object = None) -> float:
    return 1 / 0


def test_an_error_of_a_site_is_one_pages(tmp_path: Path) -> None:
    found = fetched(LONG)
    SitePages().with_page(found.page, facts(found.outcome), found.parts).write(tmp_path / "site")
    (wrong,) = check_site(
        type("Broken", (KIND,), {"parse_article": failing}), tmp_path / "site", settings()
    ).differences
    assert (wrong.field, wrong.read) == ("error", "ZeroDivisionError: division by zero")


def test_a_site_without_saved_pages_is_a_fault(tmp_path: Path) -> None:
    assert "no pages are saved" in check_site(KIND, tmp_path, settings()).fault
