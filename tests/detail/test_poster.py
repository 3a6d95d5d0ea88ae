"""Who posted to a forum or a blog: its author, and none of those who replied."""

import pytest

BYLINES = [
    "老渠工 发表于 2020-3-18 09:41 | 只看该作者",
    "由老渠工于2020-03-18 09:41发表",
    "2020-03-18 09:41 by 老渠工",
    "楼主：老渠工 2020-03-18 09:41",
    "发布于 <time>2020年3月18日</time> 由 <span class='author vcard'><a href='/author/laoqugong/'>老渠工</a></span>",
    "<a href='home.php?mod=space&amp;uid=7'>老渠工</a></p><p>发表于 2020-03-18 09:41",
    "<a href=http://space.qinghe.example/7>老渠工</a> 阅读 35",
    "<a href='/dispuser.asp?id=7'>老渠工</a>",
]


@pytest.mark.parametrize("byline", BYLINES)
def test_the_poster_is_missed_in_one_of_the_forms(read, daily, byline: str) -> None:
    assert read(daily(byline=byline)).authors == ["老渠工"]


@pytest.mark.parametrize(
    "end",
    [
        "本贴由老渠工于2020年3月18日9:41:21在〖农事〗发表.",
        "由老渠工张贴 @ 2020-03-18 09:41:20 (35)",
        "〓 农事 发布时间 2020/03/18 09:41:13 by 老渠工 〓",
        "posted @ 2020-03-18 09:41 <a href=/u/laoqugong/>老渠工</a> 阅读(35)",
    ],
)
def test_the_poster_and_the_date_behind_a_post_are_missed(read, daily, end: str) -> None:
    article = read(daily(byline="", end=f"<p>{end}</p>"))
    assert (article.authors, f"{article.published_at:%Y-%m-%d %H:%M}") == (["老渠工"], "2020-03-18 01:41")


@pytest.mark.parametrize(
    "byline",
    [
        "发表于 2020-03-18 09:41",
        "本文发表于 2020-03-18 09:41",
        "文章发布于 2020-03-18 09:41",
        "最后由 小麦 于 2020-03-18 09:41 编辑",
        "<a href=/user/login>登录</a> 2020-03-18",
        "<a href=/news/7.html>青禾新闻</a> 2020-03-18",
    ],
)
def test_words_before_a_date_are_no_poster(read, daily, byline: str) -> None:
    assert read(daily(byline=byline)).authors == []


def test_who_replied_is_not_the_poster(read, daily) -> None:
    end = "<div class=post><p><a href='space-uid-9.html'>小麦</a> 发表于 2020-03-19 22:10</p><p>早该修了。</p></div>"
    assert read(daily(byline="<a href='space-uid-7.html'>老渠工</a> 发表于 2020-03-18 09:41", end=end)).authors == [
        "老渠工"
    ]
    assert read(daily(byline="2020-03-18 09:41", end=end)).authors == []


def test_the_poster_in_the_last_line_of_the_text_is_missed(read, daily, sentences) -> None:
    body = f"<p>{sentences[0]}</p><p>{sentences[1]}</p><p>本贴由老渠工于2020年3月18日9:41:21在〖农事〗发表.</p>"
    assert read(daily(byline="", body=body)).authors == ["老渠工"]
