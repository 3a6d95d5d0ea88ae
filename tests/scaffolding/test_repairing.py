"""A site has got a new layout: what its file declares is found again, proven on old and new pages, and printed as a patch."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.base_spiders import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.scaffolding.expected import facts
from newscrawl.scaffolding.patching import patch_for, redeclared
from newscrawl.scaffolding.proving import Case
from newscrawl.scaffolding.repairing import Repair, repairs
from newscrawl.scaffolding.rereading import Rereader
from newscrawl.scaffolding.saved_pages import SavedPage
from newscrawl.scaffolding.spider_file import spider_source

SITE = "http://www.qinghe.example"
NAMES = ("三座提灌站同时开闸放水", "沙河村的麦田里来了新农机", "城关小学操场改造完工", "全县道路交通安全会议召开")
WORDS = (
    "渠水流进了麦田，老周说往年要排队等水，今年一个上午就浇了二十亩。",
    "预计月底前，全县七万亩麦田都能浇上头遍水，比去年早了整整十天。",
)
OLD = {
    "item": "<ul class=list><li><a href=/n/{n}00.html>{name}</a><span>2020-03-1{n}</span></li></ul>",
    "article": "<h1 class=show_t>{name}</h1><p class=info>2020-03-1{n} 09:41 来源：青禾时报</p><div id=zoom>{text}</div>",
}
NEW = {
    "item": "<div class=card><h3 class=card-title><a href=/n/{n}00.html>{name}</a></h3><em>2020-03-1{n}</em></div>",
    "article": "<div class=top><h2 class=headline>{name}</h2><span>2020-03-1{n} 09:41</span> <i>来源：青禾时报</i></div><div class=rich-text>{text}</div>",
}
MENU = "<div class=nav><a href=/>首页</a><a href=/n/>要闻</a></div>"
NEXT = "<div class=pages><a class=older href=index_2.html>后面还有</a></div>"


class QingheTimes(ListingSpider):
    name = "qinghe_times"
    start_urls = [f"{SITE}/n/"]
    article_links = "ul.list a"
    title = "h1.show_t"
    body = "#zoom"


def settings() -> Settings:
    chosen = Settings()
    chosen.setmodule("settings.testing")
    return chosen


def text(number: int) -> str:
    return "".join(f"<p>{NAMES[number]}。{one}</p>" for one in WORDS)


def pages(layout: dict[str, str]) -> list[SavedPage]:
    items = "".join(layout["item"].format(n=n, name=name) for n, name in enumerate(NAMES))
    bodies = {f"{SITE}/n/": f"{MENU}{items}{NEXT}"}
    for n, name in enumerate(NAMES):
        shown = layout["article"].format(n=n, name=name, text=text(n))
        bodies[f"{SITE}/n/{n}00.html"] = f"<title>{name}_青禾在线</title>{MENU}{shown}"
    at = datetime(2020, 3, 21, tzinfo=UTC)
    return [
        SavedPage(
            file=url[-8:], url=url, body=f"<html><meta charset=utf-8>{body}".encode(), saved_at=at,
            callback="parse_article" if url.endswith("html") else "parse_listing",
        )
        for url, body in bodies.items()
    ]  # fmt: skip


def cases(kind: type[NewsSpider]) -> list[Case]:
    """Old pages, read right by what is declared; and the same addresses today."""
    old = pages(OLD)
    truth = {page.url: facts(Rereader(kind, settings(), old).read(page)) for page in old}
    return [Case(page, truth[page.url]) for page in old] + [
        Case(page, truth[page.url], fresh=True) for page in pages(NEW)
    ]


@pytest.fixture(scope="module")
def found() -> dict[str, Repair]:
    return {one.name: one for one in repairs(QingheTimes, cases(QingheTimes), settings())}


def test_what_finds_nothing_any_more_is_told_with_its_precision_and_recall(found: dict[str, Repair]) -> None:
    assert sorted(found) == ["article_links", "body", "title"]
    before = found["body"].before
    assert (before.css, before.precision, before.recall, before.by_age) == (
        "#zoom",
        1,
        0.5,
        {False: (4, 4), True: (0, 4)},
    )


def test_the_fewest_declarations_that_are_right_are_best(found: dict[str, Repair]) -> None:
    assert {name: one.best and one.best.css for name, one in found.items()} == {
        "article_links": None,
        "body": None,
        "title": None,
    }


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("article_links", "ul.list a, h3.card-title a"),
        ("title", "h1.show_t, h2.headline"),
        ("body", "#zoom, div.rich-text"),
    ],
)
def test_places_of_old_values_are_found_on_new_pages(found: dict[str, Repair], name: str, css: str) -> None:
    (score,) = [one for one in found[name].tried if one.css == css]
    assert (score.precision, score.recall) == (1, 1)


def test_what_selects_too_much_is_less_precise(found: dict[str, Repair]) -> None:
    wide = [one for one in found["article_links"].tried if one.precision < 1]
    assert all(one.good < 1 for one in wide)
    assert [one.good for one in found["article_links"].tried] == sorted(
        (one.good for one in found["article_links"].tried), reverse=True
    )


def test_what_is_right_everywhere_is_not_touched() -> None:
    old = [case for case in cases(QingheTimes) if not case.fresh]
    assert list(repairs(QingheTimes, old, settings())) == []


def test_a_patch_applies_and_changes_nothing_else(tmp_path: Path) -> None:
    declared = {name: value for name, value in vars(QingheTimes).items() if not name.startswith("_")} | {
        "region": "610700"
    }
    source = spider_source(ListingSpider, declared, "青禾时报")
    path = tmp_path / "newscrawl" / "spiders" / "cn_61" / "qinghe_times.py"
    path.parent.mkdir(parents=True)
    path.write_text(source, "utf-8")
    patch = patch_for(path, tmp_path, source, {"body": "#zoom, div.rich-text", "title": None, "article_links": None})
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, text=True, check=True)
    assert path.read_text("utf-8") == spider_source(
        ListingSpider,
        {name: value for name, value in declared.items() if name not in ("title", "article_links")}
        | {"body": "#zoom, div.rich-text"},
        "青禾时报",
    )
    assert redeclared(source, {}) == source
