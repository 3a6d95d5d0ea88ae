"""A newspaper's digital edition: templates of its days, pages and articles of a day."""

from datetime import date

import pytest

from newscrawl.listing.editions import Edition, Template, read_edition
from newscrawl.page.document import Page
from tests.listing.systems import founder_epaper

SITE = "http://epaper.qinghe.example"
DAY = date(2020, 3, 8)


@pytest.mark.parametrize(
    ("template", "address", "other"),
    [
        ("/html/{date:%Y-%m/%d}/node_1.htm", "/html/2020-03/08/node_1.htm", "/html/2020-03/08/content_1203.htm"),
        (
            "/pc/layout/{date:%Y%m/%d}/node_01.html",
            "/pc/layout/202003/08/node_01.html",
            "/pc/layout/202003/08/node_12.html",
        ),
        ("/{date:%Y}/{date:%m%d}/", "/2020/0308/", "/2020/0308/2.html"),
        ("/{date:%-m-%-d-%y}.html", "/3-8-20.html", "/3-8-20.html?x=1"),
        ("/?date={date:%Y%m%d}&page=01", "/?date=20200308&page=01", "/?date=20200308&page=02"),
        ("/a+b({date:%Y.%m.%d})/1", "/a+b(2020.03.08)/1", "/a+b(2020.03.08)/2"),
    ],
)
def test_a_template_gives_a_days_address_and_knows_it_again(template: str, address: str, other: str) -> None:
    made = Template(SITE + template)
    assert made.address(DAY) == SITE + address
    assert [made.day(SITE + one) for one in (address, other, "/2021/")] == [DAY, DAY, None]


def test_an_address_with_a_day_that_no_calendar_has_is_none_of_a_day() -> None:
    assert Template(f"{SITE}/{{date:%Y%m%d}}/").day(f"{SITE}/20200231/") is None


@pytest.mark.parametrize(
    "template",
    ["/html/", "/{date}/", "/{date:%Y-%m}/", "/{date:%Y%m%d}/{date:%d}/", "/{date:%Y%m%d%H}/", "/{day:%Y%m%d}/", "/{date:%Y%m%d}/{page}", "/{date:%Y%m%d", "{date:%Y%m%d}{date:%Y%m%d}"],
)  # fmt: skip
def test_a_template_that_tells_no_day_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="has no day as in"):
        Template(template)


def test_a_page_of_an_edition_gives_its_articles_and_all_pages() -> None:
    made = founder_epaper()
    template = Template(f"{made.url.partition('/html/')[0]}/html/{{date:%Y-%m/%d}}/node_2.htm")
    edition = read_edition(Page.parse(made.html.encode(), made.url), template, date(2020, 3, 20))
    assert [one.url for one in edition.listing.entries] == [one.partition("?")[0] for one in made.articles]
    assert all(len(one.title) > 4 and one.date.raw == "2020-03-20" for one in edition.listing.entries)
    numbers = [int(one.rpartition("_")[2].partition(".")[0]) for one in edition.pages]
    assert sorted(numbers) == [2, 4, 5, 6, 7, 8, 9]


HTML = """<html><body><a href=/paper/20200308/A02.html>A02：综合</a><a href=/paper/20200307/A01.html>上一期</a>
<a href=/paper/20200308/c101.html>110：守护百姓平安</a><a href="/paper/20200308/c102.html"><img src=x.jpg></a>
<a href=/paper/202003081/c1.html>另一天</a><a href=/paper/20200308/A01.pdf>第01版</a><a href=/about/1.html>关于本报</a>
<a href=http://x.example/20200308/c103.html>外站</a><a href=javascript:x()>下一版</a><map><area href=c104.html title=春耕></map>
<a href=c102.html>秦南 <b>春色</b></a><a href=/paper/20200308/>本期</a></body></html>"""


def read(html: str, pages: str | None = None, articles: str | None = None) -> Edition:
    page = Page.parse(html.encode(), f"{SITE}/paper/20200308/A01.html")
    return read_edition(page, Template(f"{SITE}/paper/{{date:%Y%m%d}}/A01.html"), DAY, pages, articles)


def test_only_what_has_the_day_in_its_address_is_of_the_edition() -> None:
    edition = read(HTML)
    assert [(one.url.rpartition("/")[2], one.title) for one in edition.listing.entries] == [
        ("c101.html", "110：守护百姓平安"),
        ("c102.html", "秦南 春色"),
        ("c104.html", "春耕"),
    ]
    assert edition.pages == [f"{SITE}/paper/20200308/A02.html"]
    assert edition.listing.entries[0].date.at.isoformat() == "2020-03-07T16:00:00+00:00"


def test_what_a_site_declares_of_its_edition() -> None:
    edition = read(HTML, "a:contains('A02')", "a[href*=about]::attr(href)")
    assert [one.url for one in edition.listing.entries] == [f"{SITE}/about/1.html"]
    assert edition.pages == [f"{SITE}/paper/20200308/A02.html"]


def test_a_page_that_is_no_edition_has_nothing() -> None:
    assert read("<p>您访问的页面不存在</p><a href=/>首页</a>").listing.certainty == 0
