"""What a listing says of an article, as evidence for its page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newscrawl import read_article
from newscrawl.detail.marks import Marks
from newscrawl.items import Article, Entry
from newscrawl.text.dates import Moment, parse_moment

URL = "http://www.qinghe.example/xwzx/1203.html"
CHINA = ZoneInfo("Asia/Shanghai")
TITLE = "青禾县三座提灌站开闸放水"
OTHER = "秦南水务集团出席春灌仪式"
TEXT = "<div class=text><p>三月中旬，三座提灌站同时开闸，渠水流进了麦田，往年要等半个月。</p><p>老周说，今年水来得早，一个上午就浇了二十亩，邻居也都浇上了。</p></div>"


def article(head: str, named: str, url: str = URL, entry: Entry | None = None, **marks: str) -> Article:
    page = f"<html><head><title>{named}</title></head><body>{head}{TEXT}</body></html>"
    return read_article(page.encode(), url, marks=Marks(**marks), entry=entry)


def listed(title: str = "", date: str = "") -> Entry:
    return Entry(URL, title, parse_moment(date, CHINA))


def told(found: Article) -> tuple[str, str]:
    assert found.published_at is not None
    return f"{found.published_at.astimezone(CHINA):%Y-%m-%d %H:%M}", found.found_by["published_at"]


@pytest.mark.parametrize("words", [TITLE, f"{TITLE[:9]}…", f"{TITLE[:9]}...", TITLE[:9], f" {TITLE} "])
def test_a_listing_picks_among_the_headlines_of_a_page(words: str) -> None:
    head = f"<meta name=ArticleTitle content='{TITLE}'><h1>{OTHER}</h1>"
    assert article(head, OTHER).title == OTHER
    found = article(head, OTHER, entry=listed(words))
    assert (found.title, found.found_by["title"]) == (TITLE, "meta:ArticleTitle")


def test_a_line_of_the_page_that_the_listing_repeats_is_its_headline() -> None:
    found = article(f"<h1>{OTHER}</h1><p>{TITLE}</p>", OTHER, entry=listed(TITLE))
    assert (found.title, found.found_by["title"]) == (TITLE, "heading")


@pytest.mark.parametrize("words", ["查看详情", "青禾", "另一条不相干的消息标题", f"{OTHER[:4]}…", ""])
def test_words_of_a_listing_that_agree_with_no_headline_change_nothing(words: str) -> None:
    found = article(f"<h1>{TITLE}</h1>", f"{TITLE}_青禾在线", entry=listed(words))
    assert (found.title, found.found_by["title"]) == (TITLE, "headline")


def test_a_page_without_any_headline_has_that_of_the_listing() -> None:
    assert article("", "青禾在线").title == "青禾在线"
    found = article("", "青禾在线", entry=listed(TITLE))
    assert (found.title, found.found_by["title"]) == (TITLE, "listing")


@pytest.mark.parametrize("words", ["更多", "青禾在线", "详情", "关于第三号事项的公开报道"])
def test_words_that_are_no_headline_are_none_for_want_of_another(words: str) -> None:
    assert article("", "首页", entry=listed(words)).found_by["title"] == "title"


def test_a_site_that_declares_its_headline_is_asked_before_the_listing() -> None:
    found = article(f"<h1>{TITLE}</h1><h2>{OTHER}</h2>", TITLE, entry=listed(TITLE), title="h2")
    assert (found.title, found.found_by["title"]) == (OTHER, "selector")


def test_a_page_without_a_date_has_that_of_the_listing() -> None:
    found = article(f"<h1>{TITLE}</h1>", TITLE, entry=listed(date="2020-03-18"))
    assert told(found) == ("2020-03-18 00:00", "listing")
    assert (found.published_precision, found.published_raw) == ("day", "2020-03-18")


def test_a_byline_is_believed_before_the_listing() -> None:
    head = f"<h1>{TITLE}</h1><p>2020-03-17 09:41 来源：青禾时报</p>"
    assert told(article(head, TITLE, entry=listed(date="2020-03-18"))) == ("2020-03-17 09:41", "byline")


def test_a_listing_that_tells_the_hour_makes_a_day_exact() -> None:
    head = f"<h1>{TITLE}</h1><p>2020-03-18 来源：青禾时报</p>"
    assert told(article(head, TITLE, entry=listed(date="2020-03-18 09:41"))) == ("2020-03-18 09:41", "listing")


def test_of_two_dates_above_the_text_that_of_the_listing_counts() -> None:
    head = f"<p>2020-03-20 10:00</p><h1>{TITLE}</h1><p>2020-03-18 09:41</p><p>2020-03-21 11:00</p>"
    assert told(article(head, TITLE, entry=listed(date="2020-03-18"))) == ("2020-03-18 09:41", "byline")
    assert told(article(head, TITLE, entry=listed(date="2020-03-20"))) == ("2020-03-20 10:00", "byline")


def test_a_listing_is_believed_before_an_address() -> None:
    url = "http://www.qinghe.example/202003/t20200316_1203.html"
    assert told(article(f"<h1>{TITLE}</h1>", TITLE, url)) == ("2020-03-16 00:00", "url")
    assert told(article(f"<h1>{TITLE}</h1>", TITLE, url, listed(date="2020-03-18"))) == ("2020-03-18 00:00", "listing")


def test_a_listing_that_tells_no_year_is_believed_after_an_address() -> None:
    url = "http://www.qinghe.example/201803/t20180316_1203.html"
    assert told(article(f"<h1>{TITLE}</h1>", TITLE, url, listed(date="03月18日"))) == ("2018-03-16 00:00", "url")
    assert told(article(f"<h1>{TITLE}</h1>", TITLE, entry=listed(date="03月18日")))[1] == "listing"


def test_a_site_that_declares_its_date_is_asked_before_the_listing() -> None:
    found = article(f"<h1>{TITLE}</h1><i>2020-03-19</i>", TITLE, entry=listed(date="2020-03-18"), published="i")
    assert told(found) == ("2020-03-19 00:00", "selector")


def test_a_date_of_the_future_is_none() -> None:
    entry = Entry(URL, "", Moment(datetime(2099, 1, 1, tzinfo=UTC), "day", "2099-01-01"))
    assert article(f"<h1>{TITLE}</h1>", TITLE, entry=entry).published_at is None
