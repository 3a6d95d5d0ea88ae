"""JSON-LD and microdata: read in every form, of the article and of nothing beside it."""

from datetime import UTC, datetime

import pytest

MORNING = datetime(2020, 3, 18, 1, 41, tzinfo=UTC)
DATE = '"datePublished": "2020-03-18T09:41:00+08:00"'
FORMS = {
    "a comma behind the last value": '{"@type": "NewsArticle", %s, "author": {"name": "张三"},}',
    "CDATA around it": '//<![CDATA[\n{"@type": "NewsArticle", %s, "author": "张三"}\n//]]>',
    "a comment around it": '<!-- {"@type": "NewsArticle", %s, "author": ["张三"]} -->',
    "a line break in a string": '{"@type": "NewsArticle", "description": "a\nb", %s, "author": {"name": "张三"}}',
    "a graph with a page of another day": (
        '{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"}, {"@type": "NewsArticle", %s, "author": [{"name": "张三"}]}]}'
    ),
    "a list": '[{"@type": "BreadcrumbList"}, {"@type": ["Article", "NewsArticle"], %s, "author": {"name": "张三"}}]',
    "an entity of a page": '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", %s, "author": {"name": "张三"}}}',
}


@pytest.mark.parametrize("form", FORMS)
def test_json_ld_is_missed_in_one_of_its_forms(read, daily, form: str) -> None:
    script = f'<head><script type="application/ld+json; charset=utf-8">{FORMS[form] % DATE}</script>'
    article = read(daily(byline="").replace("<head>", script))
    assert (article.authors, article.published_at) == (["张三"], MORNING)


@pytest.mark.parametrize(
    "broken",
    ['{"@type": "NewsArticle", "author": ', "[[[[", '{"@graph": "x"}', '{"@graph": 3, "author": {"name": 3}}', "null"],
)
def test_broken_json_ld_breaks_nothing(read, daily, broken: str) -> None:
    page = daily(byline="").replace("<head>", f'<head><script type="application/ld+json">{broken}</script>')
    assert read(page).authors == []


@pytest.mark.parametrize(
    "marks",
    [
        '<meta itemprop=datePublished content="2020-03-18T09:41:00+08:00"><b itemprop=author itemscope><b itemprop=name>张三</b></b>',
        '<time itemprop=datePublished datetime="2020-03-18T09:41:00+08:00">三月</time><b itemprop=author>张三</b>',
    ],
)
def test_microdata_of_the_article_is_missed(read, daily, marks: str) -> None:
    article = read(daily(byline="").replace("<article>", f"<article itemscope>{marks}"))
    assert (article.authors, article.published_at) == (["张三"], MORNING)


def test_microdata_of_a_teaser_is_not_taken(read, daily) -> None:
    teaser = (
        "<div itemscope><b itemprop=headline>别的事情</b><b itemprop=author>王五</b>"
        '<i itemprop=datePublished content="2020-01-01T09:41:00+08:00"></i></div>'
    )
    article = read(daily(byline="").replace("<main>", f"<main>{teaser}").replace("<article>", "<article itemscope>"))
    assert (article.authors, f"{article.published_at}"[:10]) != (["王五"], "2020-01-01")
    assert article.authors == []


def test_the_headline_that_only_json_ld_tells_is_found(read, daily) -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "开闸放水了"}</script>'
    page = daily(suffixed="青禾在线").replace("<h1>青禾县三座提灌站开闸放水</h1>", told)
    assert (article := read(page)).title == "开闸放水了"
    assert article.found_by["title"] == "json-ld"


def test_the_headline_that_only_microdata_tells_is_found(read, daily) -> None:
    page = daily(title="青禾").replace("<title>青禾_青禾在线</title>", "").replace("<h1>青禾</h1>", "")
    page = page.replace("<article>", '<article itemscope><meta itemprop=headline content="三座提灌站开闸放水">')
    assert read(page).title == "三座提灌站开闸放水"
