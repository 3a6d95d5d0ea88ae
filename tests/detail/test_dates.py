"""When an article appeared: the byline's date, and no other of the page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

CHINA = ZoneInfo("Asia/Shanghai")


def local(article) -> str:
    return f"{article.published_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if article.published_at else ""


@pytest.mark.parametrize(
    ("byline", "published", "precision"),
    [
        ("2020-03-18 09:41 来源：青禾时报", "2020-03-18 09:41:00", "minute"),
        ("发布时间：2020-03-18 09:41:05　来源：青禾时报", "2020-03-18 09:41:05", "second"),
        ("发布时间:2020-03-18 12:20:59 阅读: 来源:领花厂家", "2020-03-18 12:20:59", "second"),
        ("2020年03月18日09:41", "2020-03-18 09:41:00", "minute"),
        ("<span>来源：青禾时报</span><span>2020年3月18日</span>", "2020-03-18 00:00:00", "day"),
        ("日期：[2020-03-18] 浏览：35次", "2020-03-18 00:00:00", "day"),
        ("发布日期：20-03-2020 字号：大 中 小".replace("20-03", "18-03"), "2020-03-18 00:00:00", "day"),
        ("老渠工 发表于 2020-3-18 9:41", "2020-03-18 09:41:00", "minute"),
        ("编辑：李晓 时间：2020/03/18 点击：12", "2020-03-18 00:00:00", "day"),
        ("3小时前 来源：青禾时报", "2020-03-20 09:00:00", "hour"),
        ("昨天 09:41 青禾时报", "2020-03-19 09:41:00", "minute"),
        ("<span class=time>2020-03-18</span> <span>09:41</span>", "2020-03-18 09:41:00", "minute"),
    ],
)
def test_the_date_of_the_byline_is_found_in_every_layout(
    read, layout, byline: str, published: str, precision: str
) -> None:
    article = read(layout(byline=byline))
    assert (local(article), article.published_precision) == (published, precision)
    assert article.found_by["published_at"] == "byline"


def test_a_byline_without_a_year_tells_the_last_such_day(read, daily, government) -> None:
    assert local(read(daily(byline="03月18日 09:41 青禾时报"))) == "2020-03-18 09:41:00"
    assert local(read(government(byline="12-31 09:41 来源：青禾时报"))) == "2019-12-31 09:41:00"


def test_a_date_of_the_story_is_not_taken_before_the_byline(read, layout, sentences) -> None:
    body = f"<p>2019年12月01日，工程开工。{sentences[0]}</p><p>{sentences[1]}</p>"
    assert local(read(layout(body=body))) == "2020-03-18 09:41:00"


def test_an_update_is_not_taken_for_the_first_publication(read, daily) -> None:
    article = read(daily(byline="<span>发布时间：2020-03-18 09:41</span> <span>更新时间：2020-03-19 10:00</span>"))
    assert local(article) == "2020-03-18 09:41:00"


@pytest.mark.parametrize("place", ["aside", "section class=related", "footer"])
def test_a_date_of_a_list_or_the_footer_is_not_taken(read, daily, place: str) -> None:
    page = daily(byline="来源：青禾时报").replace(f"<{place}>", f"<{place}><p>发布时间：2011-01-01 10:00</p>", 1)
    assert local(read(page)) == ""


def test_no_date_at_all_is_none(read, daily) -> None:
    article = read(daily(byline="来源：青禾时报").replace("<span>2019-0", "<span>0"))
    assert (article.published_at, article.published_precision, article.published_raw) == (None, None, None)


def test_the_date_of_the_page_s_head_is_not_that_of_the_article(read, daily) -> None:
    page = daily().replace("<nav>", "<div class=date>今天是2020年03月20日 星期五</div><nav>")
    assert local(read(page)) == "2020-03-18 09:41:00"


def test_the_hour_that_only_a_meta_tag_knows_is_added_to_the_day_of_the_byline(read, daily) -> None:
    page = daily(byline="2020-03-18 青禾时报").replace(
        "<head>", '<head><meta property="article:published_time" content="2020-03-18T09:41:05+08:00">'
    )
    article = read(page)
    assert (local(article), article.published_precision) == ("2020-03-18 09:41:05", "second")


def test_a_meta_tag_of_another_day_does_not_overrule_the_byline(read, daily) -> None:
    page = daily().replace(
        "<head>",
        '<head><meta name="PubDate" content="2020-03-20 08:00:00"><meta name="publishdate" content="2020-03-19">',
    )
    assert local(read(page)) == "2020-03-18 09:41:00"


@pytest.mark.parametrize(
    ("head", "how"),
    [
        ('<meta name="PubDate" content="2020-03-18 09:41">', "meta:pubdate"),
        ('<meta name="publishdate" content="2020-03-18 09:41:00">', "meta:publishdate"),
        ('<meta property="article:published_time" content="2020-03-18T09:41:00+08:00">', "meta:article:published_time"),
        ('<meta itemprop="datePublished" content="2020-03-18T01:41:00Z">', "meta:datepublished"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-03-18T09:41:00+08:00"}</script>',
            "json-ld",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "datePublished": "2020-03-18T09:41"}]}</script>',
            "json-ld",
        ),
    ],
)
def test_what_is_told_to_machines_is_read_where_nothing_is_shown(read, daily, head: str, how: str) -> None:
    article = read(daily(byline="来源：青禾时报").replace("<head>", f"<head>{head}"))
    assert local(article) == "2020-03-18 09:41:00"
    assert article.found_by["published_at"] == how


def test_the_date_that_only_microdata_tells_is_found(read, daily) -> None:
    article = read(daily(byline='<span itemprop=datePublished content="2020-03-18T09:41:00+08:00"></span>'))
    assert (local(article), article.found_by["published_at"]) == ("2020-03-18 09:41:00", "microdata")


@pytest.mark.parametrize(
    ("end", "published"),
    [
        ("发布时间：2020-03-18 09:41", "2020-03-18 09:41:00"),
        ("阅读：35 发布日期：2020年3月18日", "2020-03-18 00:00:00"),
        ("录入时间：[2020-03-18 09:41:05] 录入：李晓", "2020-03-18 09:41:05"),
    ],
)
def test_the_date_in_a_line_behind_the_text_is_missed(read, daily, end: str, published: str) -> None:
    article = read(daily(byline="", end=end))
    assert (local(article), article.found_by["published_at"]) == (published, "behind_body")


@pytest.mark.parametrize("date", ["2020年03月18日", "2020-03-18 三"])
def test_the_date_of_a_newspaper_s_page_above_its_menu_is_missed(read, daily, date: str) -> None:
    article = read(daily(byline="").replace("<nav>", f"<div>{date}</div><nav>"))
    assert (local(article)[:10], article.found_by["published_at"]) == ("2020-03-18", "above")


def test_a_page_that_tells_no_more_than_a_month_has_none(read, daily) -> None:
    by_address = read(daily(byline=""), "http://www.qinghe.example/2020-03/t1.html")
    by_text = read(daily(byline="", end="（原载《青禾学刊》2020年3月号）"))
    for article in (by_address, by_text):
        assert (local(article)[:7], article.published_precision, article.found_by["published_at"]) == (
            "2020-03",
            "month",
            "month",
        )


def test_a_time_element_is_read_where_its_words_are_none(read, daily) -> None:
    assert local(read(daily(byline='<time datetime="2020-03-18T09:41:00+08:00">三月</time>'))) == "2020-03-18 09:41:00"


@pytest.mark.parametrize(
    "path", ["/2020/03/18/1.html", "/2020/0318/c1-2.html", "/202003/t20200318_1203.html", "/news/2020-03-18/1.html"]
)
def test_the_address_tells_the_day_where_nothing_else_does(read, daily, path: str) -> None:
    article = read(daily(byline="来源：青禾时报"), f"http://www.qinghe.example{path}")
    assert (local(article)[:10], article.published_precision, article.found_by["published_at"]) == (
        "2020-03-18",
        "day",
        "url",
    )


@pytest.mark.parametrize("path", ["/2019/12/99/1.html", "/20203318/1.html", "/120200318.html", "/1920/1080/1.html"])
def test_digits_of_an_address_that_are_no_date_are_none(read, daily, path: str) -> None:
    page = daily(byline="来源：青禾时报").replace("<span>2019-0", "<span>0")
    assert local(read(page, f"http://www.qinghe.example{path}")) == ""


@pytest.mark.parametrize("byline", ["2020-03-25 09:41", "2094-03-18 09:41", "1990-03-18 09:41", "1970-01-01 08:00"])
def test_a_date_in_the_future_or_before_the_web_is_refused(read, daily, byline: str) -> None:
    article = read(daily(byline=byline).replace("<head>", '<head><meta name="PubDate" content="2020-03-18 09:41">'))
    assert local(article) == "2020-03-18 09:41:00"


def test_a_clock_that_runs_an_hour_ahead_is_no_future(read, daily) -> None:
    assert local(read(daily(byline="2020-03-20 13:00"))) == "2020-03-20 13:00:00"


def test_the_zone_of_the_site_is_used_for_times_that_name_none(read, daily, english) -> None:
    assert read(daily(), zone=ZoneInfo("Asia/Tokyo")).published_at == datetime(2020, 3, 18, 0, 41, tzinfo=UTC)
    assert read(english(byline="March 18, 2020 9:41 am")).published_at == datetime(2020, 3, 18, 9, 41, tzinfo=UTC)
    assert read(english(byline="March 18, 2020 9:41 am"), zone=ZoneInfo("Europe/Berlin")).published_at == datetime(
        2020, 3, 18, 8, 41, tzinfo=UTC
    )


def test_a_date_at_the_end_of_a_notice_is_its_date(read, government, sentences) -> None:
    body = (
        "".join(f"<p>{one}</p>" for one in sentences)
        + "<p align=right>青禾县水利局</p><p align=right>2020年3月18日</p>"
    )
    assert local(read(government(byline="", body=body)))[:10] == "2020-03-18"


def test_the_words_that_told_the_date_are_kept(read, daily) -> None:
    assert read(daily(byline="发布时间：2020年03月18日09:41 来源：青禾时报")).published_raw == "2020年03月18日09:41"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2020-03-19T10:00:00+08:00">',
        '<script type="application/ld+json">{"@type": "Article", "dateModified": "2020-03-19T10:00:00+08:00"}</script>',
    ],
)
def test_the_last_change_is_kept_apart(read, daily, head: str) -> None:
    page = daily().replace("<head>", f"<head>{head}")
    assert read(page).modified_at == datetime(2020, 3, 19, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "byline",
    [
        "Published March 18, 2020 at 9:41 AM",
        "By Jane Doe | 18 March 2020, 09:41",
        "Wed, Mar 18, 2020 9:41am",
        "Posted on 2020-03-18 09:41 by Jane",
    ],
)
def test_an_english_byline_tells_its_date(read, english, byline: str) -> None:
    assert read(english(byline=byline)).published_at == datetime(2020, 3, 18, 9, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("更新时间：2020-03-19 10:00 发布时间：2020-03-18 09:41", "2020-03-18 09:41:00"),
        ("2020-03-19 10:00更新 2020-03-18 09:41发布", "2020-03-18 09:41:00"),
        ("最后编辑于 2020-03-19 10:00 发表于 2020-03-18 09:41", "2020-03-18 09:41:00"),
        ("发表于 2020-03-18 09:41 最后回复 2020-03-19 10:00", "2020-03-18 09:41:00"),
        ("成文日期：2020年03月10日 发布日期：2020年03月18日", "2020-03-18 00:00:00"),
        ("成文日期：2020-03-18", "2020-03-18 00:00:00"),
        ("更新时间：2020-03-18 09:41", "2020-03-18 09:41:00"),
    ],
)
def test_an_update_a_reply_or_the_day_of_signing_is_taken_for_the_publication(
    read, daily, byline: str, published: str
) -> None:
    assert local(read(daily(byline=byline))) == published


def test_the_update_of_the_byline_is_the_change(read, daily) -> None:
    byline = "发布时间：2020-03-18 09:41 更新时间：2020-03-19 10:00"
    assert read(daily(byline=byline)).modified_at == datetime(2020, 3, 19, 2, 0, tzinfo=UTC)


def test_a_time_told_from_now_is_believed_before_what_machines_are_told(read, daily) -> None:
    page = daily(byline="3小时前").replace("<head>", '<head><meta name=PubDate content="2020-03-18 09:41">')
    assert local(read(page)) == "2020-03-18 09:41:00"


def test_the_times_of_a_list_of_replies_are_taken(read, daily, sentences) -> None:
    replies = "".join(f"<li><a>早该修了的渠道【小麦{n}】</a>03-1{n} 11:0{n} 35字 [105/0]</li>" for n in range(3, 8))
    page = daily(byline="", body=f"<ul>{replies}</ul><p>{sentences[0]}</p>").replace("<span>2019-0", "<span>0")
    assert local(read(page)) == ""


@pytest.mark.parametrize("place", ["aside", "div class=comments"])
def test_a_time_element_of_a_comment_is_not_taken(read, daily, place: str) -> None:
    page = daily(byline="").replace(
        "<main>", f'<main><{place}><time datetime="2020-03-19T10:00">三月</time>小麦</{place.split()[0]}>'
    )
    assert "2020-03-19" not in local(read(page))


def test_the_date_far_above_a_list_of_replies_is_missed(read, daily, sentences) -> None:
    menu = "".join(f"<p><a>第{n}条回复说的是渠道</a></p>" for n in range(60))
    page = daily(byline="", title="").replace("<main>", f"<p>老渠工 时间：2020-03-18 09:41</p>{menu}<main>")
    assert local(read(page)) == "2020-03-18 09:41:00"


def test_the_year_of_the_address_goes_with_a_day_and_time_that_have_none(read, government) -> None:
    url = "http://www.qinghe.example/system/2014/03/20/010001.shtml"
    article = read(government(byline="青禾网 03-20 08:12"), url)
    assert (local(article), article.published_precision) == ("2014-03-20 08:12:00", "minute")
    assert local(read(government(byline="青禾网 04-20 08:12"), url)) == "2019-04-20 08:12:00"  # another day's


@pytest.mark.parametrize(
    ("told", "hour"), [("2020-03-18T07:30:12-05:00", 12), ("2020-03-18T07:30:12Z", 7), ("2020-03-18T09:30:12-05:00", 7)]
)
def test_what_readers_are_told_is_in_the_zone_of_what_machines_are_told(read, english, told: str, hour: int) -> None:
    head = f'<meta property="article:published_time" content="{told}">'
    article = read(english(head=head, byline="March 18, 2020 7:30 am"))
    assert article.published_at.astimezone(UTC).hour == hour


def test_local_time_that_machines_are_told_as_utc_is_local(read, daily) -> None:
    page = daily(byline="2020-03-18 09:41").replace("</head>", '<meta property="article:published_time" content="2020-03-18T09:41:00+00:00"></head>')  # fmt: skip
    assert local(read(page)) == "2020-03-18 09:41:00"
