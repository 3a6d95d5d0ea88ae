"""Articles that read like none: what stands between a byline and what ends an article is their text, and no other words are."""

import pytest

from newscrawl.items import Entry
from newscrawl.reading import read_article

URL = "http://www.qinghe.example/zwgk/202003/t20200318_1203.html"
BYLINE = "<div class=info>发布时间：2020-03-18 09:12　来源：青禾县教育局　浏览次数：35</div>"
END = "<p>责任编辑：李晓</p><div><a href=/1.html>上一篇：春耕时节</a></div>"
FOOT = "<p>主办：青禾县人民政府　承办：青禾县信息中心。</p><p>网友的话仅代表其个人看法，与本网无关，请文明上网。</p>"
NAMES = ["李晓燕 城关小学", "王建国 县第二中学", "赵海燕 白岭镇中心校"]
NOTICE = ["时间：3月20日上午9时", "地点：县文化馆二楼", "联系电话：0917-5550123"]
POEM = ["小河弯弯绕村走", "柳枝点水燕低头", "老牛哞声过石桥", "一畦新绿等雨收"]
SENTENCE = "3月18日，县长到白岭镇调研春耕。"
TITLE = "2019年度青禾县先进教师名单"


def body(title: str, text: str, *, byline: str = BYLINE, above: str = "", heading: str = "h1") -> str | None:
    """What is read of a page with a menu, this headline and text, and a site's last lines; a listing gives the title."""
    page = (
        f"<html><head><title>{title}_政务公开_青禾县人民政府</title></head><body><div><a href=/>首页</a><a href=/zwgk/>政务公开</a>"
        f"<a href=/hd/>互动</a></div>{above}<{heading}>{title}</{heading}>{byline}<div>{text}</div>{END}{FOOT}</body></html>"
    )
    return read_article(page.encode(), URL, "text/html; charset=utf-8", entry=Entry(URL, title)).body


def lines(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "texts", [NAMES, NOTICE, [SENTENCE], [SENTENCE, *NAMES]], ids=["names", "notice", "sentence", "both"]
)
def test_what_stands_below_the_byline_is_the_text(texts: list[str]) -> None:
    assert body(TITLE, lines(texts)) == "\n".join(texts)


def test_a_short_headline_is_known_by_the_listing() -> None:
    assert body("春日小河", lines(POEM), heading="p") == "\n".join(POEM)


@pytest.mark.parametrize("place", ["above", "byline"])
def test_text_follows_the_table_in_which_an_office_filed_it(place: str) -> None:
    filed = "<table><tr><td>索引号：</td><td>qh-1/2020-2</td></tr><tr><td>发文字号：</td><td>青政函〔2020〕2号</td></tr></table>"
    around = {"above": filed, "byline": ""} if place == "above" else {"byline": BYLINE + filed}
    assert body(TITLE, lines(NAMES), **around) == "\n".join(NAMES)


def test_a_digest_of_the_text_is_none_of_it() -> None:
    assert body(TITLE, f"<div>摘要： {NAMES[0]} ...</div>" + lines(NAMES)) == "\n".join(NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>视频加载中</p>",
        "<p><a href=1.doc>附件：2019年度青禾县先进教师名单.doc</a></p>",
        "<p>【打印】【关闭】</p>",
    ],
    ids=["nothing", "video", "attachment", "buttons"],
)
def test_where_no_text_stands_there_is_none(text: str) -> None:
    assert not body(TITLE, text)


def test_without_a_byline_lines_are_no_text() -> None:
    assert not body(TITLE, lines(NAMES), byline="")


def test_what_reads_like_an_article_is_preferred() -> None:
    news = [
        "本报讯 3月18日上午，全县教师节表彰会在城关小学召开，来自各乡镇的教师代表参加。",
        "会上宣读了表彰决定，并为获奖者颁发证书。县教育局负责人说，全县将继续改善乡村学校的条件。",
    ]
    assert body(TITLE, lines(news)) == "\n".join(news)


def test_what_reads_like_an_article_is_whole_though_a_heading_stands_in_it() -> None:
    begun = "3月18日，县长到白岭镇调研春耕，先后走进种子站、提灌站和两个村的麦田，同种粮大户谈播种和灌溉。"
    ended = "县长说，今年的春耕比往年早，要把渠道修好，把种子和化肥送到村口，让大户放心、让小户省心。"
    assert body(TITLE, f"<p>{begun}</p><h3>比往年早</h3><p>{ended}</p>") == f"{begun}\n比往年早\n{ended}"
