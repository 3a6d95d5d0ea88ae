"""The headline: not the site's name, not cut off, not another article's."""

import pytest

from newscrawl import read_article
from newscrawl.items import Entry

TITLE = "青禾县三座提灌站开闸放水"


def test_an_ordinary_headline_is_found_in_every_layout(read, layout) -> None:
    assert read(layout()).title == TITLE


@pytest.mark.parametrize(
    "suffix",
    [
        "_青禾在线",
        " - 青禾在线",
        "-青禾在线",
        "—青禾在线",
        "|青禾在线",
        "_要闻_青禾在线",
        "-技术资讯-领花厂家",
        " _ 青禾县人民政府",
        "--青禾时报",
        "_新闻频道 - 青禾在线",
        " | 青禾 | 陕西",
        "－青禾在线",
        " 青禾在线",
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(read, layout, suffix: str) -> None:
    assert read(layout(suffixed=f"{TITLE}{suffix}")).title == TITLE


@pytest.mark.parametrize("prefix", ["青禾在线_", "要闻：", "青禾在线 - "])
def test_the_name_of_the_site_may_stand_before_the_headline(read, daily, prefix: str) -> None:
    assert read(daily(suffixed=f"{prefix}{TITLE}")).title == TITLE


@pytest.mark.parametrize("suffix", ["_青禾在线", "-要闻-青禾在线", " | 青禾在线", "—青禾时报"])
def test_a_page_that_shows_no_headline_has_that_of_its_title_element(read, daily, suffix: str) -> None:
    assert read(daily(suffixed=f"{TITLE}{suffix}").replace(f"<h1>{TITLE}</h1>", "")).title == TITLE


@pytest.mark.parametrize(
    ("whole", "title"),
    [("讣告-青禾在线", "讣告"), ("公告_通知公告_青禾县人民政府", "公告"), (f"公告-{TITLE}-青禾在线", TITLE)],
)
def test_a_word_may_be_a_whole_headline(read, daily, whole: str, title: str) -> None:
    assert read(daily(suffixed=whole).replace(f"<h1>{TITLE}</h1>", "")).title == title


def test_an_og_title_that_ends_at_a_quote_does_not_cut_the_headline(read, daily) -> None:
    title = '县长谈"春灌"：水要送到地头'
    page = daily(title=title).replace("<head>", f'<head><meta property="og:title" content="{title}">')
    assert read(page).title == title


def test_an_og_title_alone_loses_the_name_of_the_site(read, daily) -> None:
    page = daily(suffixed="").replace(f"<h1>{TITLE}</h1>", "")
    assert read(page.replace("<head>", f'<head><meta property="og:title" content="{TITLE}_青禾在线">')).title == TITLE


def test_an_og_title_with_the_site_is_no_headline(read, daily) -> None:
    page = daily().replace("<head>", f'<head><meta property="og:title" content="{TITLE}_青禾在线">')
    assert read(page).title == TITLE


@pytest.mark.parametrize("name", ["青禾在线", "青禾县人民政府网", "青禾日报数字版"])
def test_a_heading_that_is_the_name_of_the_site_is_no_headline(read, daily, name: str) -> None:
    page = (
        daily(suffixed=f"{TITLE}_{name}")
        .replace(f"<h1>{TITLE}</h1>", f"<h2>{TITLE}</h2>")
        .replace("<nav>", f"<h1><a href=/>{name}</a></h1><nav>")
    )
    assert read(page).title == TITLE


@pytest.mark.parametrize(
    "markup",
    [
        "青禾县三座<br>提灌站开闸放水",
        "青禾县三座<br/>\n  提灌站开闸放水",
        "<span>青禾县三座</span><span>提灌站开闸放水</span>",
    ],
)
def test_a_headline_in_two_lines_is_whole(read, daily, markup: str) -> None:
    page = daily().replace(f"<h1>{TITLE}</h1>", f"<h1>{markup}</h1>")
    assert read(page).title == TITLE


@pytest.mark.parametrize("layout_part", [f"<title>{TITLE}_青禾在线</title>"])
def test_a_page_without_a_title_element_has_its_heading(read, daily, government, layout_part: str) -> None:
    for page in (daily(), government()):
        assert read(page.replace(layout_part, "")).title == TITLE
        assert read(page.replace(layout_part, "<title></title>")).title == TITLE
        assert read(page.replace(layout_part, "<title>无标题文档</title>")).title == TITLE


@pytest.mark.parametrize("whole", ["青禾在线", "青禾在线-新闻", "欢迎访问青禾县人民政府网站"])
def test_a_title_element_that_is_only_the_site_gives_way_to_the_heading(read, layout, whole: str) -> None:
    assert read(layout(suffixed=whole)).title == TITLE


def test_the_headline_of_a_related_article_is_not_taken(read, daily) -> None:
    page = daily().replace("<section class=related>", "<section class=related><h1>热门文章里最大的一条</h1>")
    assert read(page).title == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "2019-2020年度春灌任务完成",
        "A股与B股",
        "《麦田》-读一本书",
        "“十三五”规划——青禾答卷",
        "青禾：春灌开始了",
        "麦苗长高了 水也来了",
    ],
)
def test_a_mark_inside_a_headline_does_not_cut_it(read, layout, title: str) -> None:
    assert read(layout(title=title)).title == title


def test_a_short_headline_is_kept(read, daily) -> None:
    assert read(daily(title="春灌记")).title == "春灌记"


@pytest.mark.parametrize("name", ["ArticleTitle", "articletitle"])
def test_the_title_of_a_government_page_is_used_when_none_is_shown(read, government, name: str) -> None:
    page = government(suffixed="青禾县人民政府").replace(f"<h1 class=article-title>{TITLE}</h1>", "")
    assert read(page.replace("<head>", f"<head><meta name={name} content={TITLE}>")).title == TITLE


def test_blanks_entities_and_line_breaks_are_not_kept_in_a_headline(read, daily) -> None:
    page = daily(suffixed=f"{TITLE}_x").replace(f"<h1>{TITLE}</h1>", f"<h1>\n　　&nbsp;{TITLE}\u200b&nbsp;\n</h1>")
    assert read(page).title == TITLE


def test_a_title_of_1_mb_is_no_headline(read, daily) -> None:
    assert read(daily(suffixed="题" * 350_000)).title == TITLE


def test_an_english_headline_loses_the_name_of_the_paper(read, english) -> None:
    assert read(english()).title == "Council votes to reopen the old ferry landing"


def test_a_hyphenated_english_headline_is_whole(read, english) -> None:
    assert read(english(title="Well-known baker re-elected - again")).title == "Well-known baker re-elected - again"


def test_a_short_heading_loses_to_the_name_of_the_site_below_it(read, daily) -> None:
    page = daily(title="陈青禾").replace("<title>陈青禾_青禾在线", "<title>陈青禾 - 青禾百科，人人可编的全书")
    page = page.replace("</h1>", "</h1><div>青禾百科，人人可编的全书</div>")
    assert read(page).title == "陈青禾"


def test_a_listing_of_a_page_with_structured_data_does_not_break_its_reading() -> None:
    data = '{"@type": "NewsArticle", "headline": "青禾县渠道管护合同签订"}'
    page = (
        f"<script type='application/ld+json'>{data}</script><p>周一上午，水利局和沙河村在渠首签下了一份管护合同。</p>"
    )
    entry = Entry("http://www.qinghe.example/1.html", "青禾县渠道管护合同签订")
    assert read_article(page.encode(), entry.url, entry=entry).title == "青禾县渠道管护合同签订"


OFFICES = ["青禾县人民医院", "青禾县气象局", "荷园区税务局", "青禾日报数字版", "网上咨询-青禾县人民政府", "-"]


@pytest.mark.parametrize("whole", OFFICES)
@pytest.mark.parametrize("line", ["<div>{}</div>", "<p><b><font size=5>{}</font></b></p>", "<h2>{}</h2>"])
def test_the_office_whose_page_it_is_is_no_headline(read, sentences, whole: str, line: str) -> None:
    name = whole.rpartition("-")[2]
    page = (
        f"<html><head><title>{whole}</title></head><body><div>{name}</div><div><a href=/>首页</a> <a href=/n/>新闻</a></div>"
        f"<div>{line.format(TITLE)}<div>发布时间：2020-03-18</div><div>{''.join(f'<p>{one}</p>' for one in sentences)}</div></div></body></html>"
    )
    assert read(page).title == TITLE


def test_a_headline_may_end_with_the_name_of_an_office(read, layout) -> None:
    assert read(layout(title="县长春节前看望青禾县人民医院")).title == "县长春节前看望青禾县人民医院"
