"""An article's place in its site: breadcrumbs, channel, keywords, summary, subtitle."""

import pytest


@pytest.mark.parametrize(
    "crumbs",
    [
        "<div class=position>当前位置:<a href=/>首页</a> &gt; <a href=/js/>技术资讯</a></div>",
        "<div class=x>您的位置：<a href=/>首页</a>&gt;<a href=/js/>技术资讯</a>&gt;正文</div>",
        "<div class=x>您现在的位置： <a href=/>网站首页</a> » <a href=/js/>技术资讯</a> » 文章内容</div>",
        "<div class=breadcrumb><a href=/>首页</a> / <a href=/js/>技术资讯</a> / 正文</div>",
        "<div class=path><a href=/>首页</a> <span>&gt;&gt;</span> <a href=/js/>技术资讯</a></div>",
        "<p>当前位置：<a href=/>首页</a> → <a href=/js/>技术资讯</a> → 青禾县三座提灌站开闸放水</p>",
        "<ul class=crumbs><li>当前位置：<a href=/>首页</a> - <a href=/js/>技术资讯</a></li></ul>",
    ],
)
def test_the_way_from_the_home_page_is_lost(read, daily, crumbs: str) -> None:
    article = read(daily().replace("<main>", f"{crumbs}<main>"))
    assert article.channel == "技术资讯"
    assert article.breadcrumbs[-1] == "技术资讯"
    assert "首页" in article.breadcrumbs[0]
    assert len(article.breadcrumbs) == 2


def test_a_menu_is_no_breadcrumb(read, daily) -> None:
    article = read(daily())
    assert (article.breadcrumbs, article.channel) == ([], None)


def test_the_column_of_a_government_page_is_its_channel(read, government) -> None:
    page = government().replace("<head>", '<head><meta name="ColumnName" content="政务要闻">')
    assert read(page).channel == "政务要闻"


def test_an_english_section_is_the_channel(read, english) -> None:
    assert read(english(head='<meta property="article:section" content="Local">')).channel == "Local"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("春灌,水利，青禾", ["春灌", "水利", "青禾"]),
        ("春灌 水利;青禾", ["春灌", "水利", "青禾"]),
        ("春灌,春灌", ["春灌"]),
        (" , ", []),
        ("词" * 100, []),
    ],
)
def test_keywords_are_parted_by_every_mark(read, daily, content: str, words: list[str]) -> None:
    assert read(daily().replace("<head>", f'<head><meta name="Keywords" content="{content}">')).keywords == words


def test_keywords_for_news_alone_are_found(read, daily) -> None:
    page = daily().replace("<head>", '<head><meta name="news_keywords" content="春灌,水利">')
    assert read(page).keywords == ["春灌", "水利"]


def test_english_keywords_keep_their_blanks(read, english) -> None:
    assert read(english(head='<meta name="keywords" content="ferry landing, flood">')).keywords == [
        "ferry landing",
        "flood",
    ]


def test_a_page_stuffed_with_keywords_gives_twenty(read, daily) -> None:
    content = ",".join(f"词{n}" for n in range(5000))
    assert len(read(daily().replace("<head>", f'<head><meta name="keywords" content="{content}">')).keywords) == 20


@pytest.mark.parametrize("name", ["description", "og:description"])
def test_the_publisher_s_summary_is_kept(read, daily, name: str) -> None:
    kind = "property" if ":" in name else "name"
    page = daily().replace("<head>", f'<head><meta {kind}="{name}" content="三座提灌站同时开闸，春灌比往年早了六天。">')
    assert read(page).summary == "三座提灌站同时开闸，春灌比往年早了六天。"


@pytest.mark.parametrize(
    "content", ["青禾县三座提灌站开闸放水", "青禾县三座提灌站开闸放水_青禾在线", "青禾在线", "禾县三座提灌站开闸放水"]
)
def test_a_description_that_repeats_the_headline_is_no_summary(read, daily, content: str) -> None:
    assert read(daily().replace("<head>", f'<head><meta name="description" content="{content}">')).summary is None


@pytest.mark.parametrize("name", ["subtitle", "sub-title", "article-subtitle", "futitle subtitle", "yinti"])
def test_a_subtitle_is_told_by_its_name(read, daily, name: str) -> None:
    page = daily().replace("<p class=meta>", f'<p class="{name}">春灌比往年早了六天</p><p class=meta>')
    article = read(page)
    assert (article.subtitle, article.title) == ("春灌比往年早了六天", "青禾县三座提灌站开闸放水")


def test_a_canonical_link_of_the_site_is_the_address(read, daily) -> None:
    url = "http://www.qinghe.example/xinwen/1203.html"
    page = daily().replace("<head>", f'<head><link rel="canonical" href="{url}">')
    assert read(page, f"{url}?from=timeline").canonical_url == url
    assert read(daily(), f"{url}?utm_source=wx#top").canonical_url == url


def test_the_address_that_a_page_is_shared_under_is_its_address(read, daily) -> None:
    url = "http://www.qinghe.example/xinwen/1203.html"
    shared = daily().replace("<head>", f'<head><meta property="og:url" content="{url}">')
    article = read(shared, "http://www.qinghe.example/show?id=1203")
    assert (article.canonical_url, article.found_by["canonical_url"]) == (url, "meta:og:url")
    other = shared.replace("<head>", '<head><link rel="canonical" href="/1203.html">')
    assert read(other, "http://www.qinghe.example/show?id=1203").canonical_url == "http://www.qinghe.example/1203.html"
    for section in (
        "www.qinghe.example/xinwen/1203.html",
        "http://www.qinghe.example/xinwen/",
        "/xinwen/",
        "/xinwen/1202.html",
        "",
    ):
        assert read(shared.replace(url, section)).canonical_url == url, section


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "http://www.qinghe.example/",
        "http://www.elsewhere.example/1.html",
        "/xinwen/",
        "/xinwen/1202.html",
        "javascript:void(0)",
        "",
    ],
)
def test_a_canonical_link_to_a_home_page_or_another_site_is_ignored(read, daily, href: str) -> None:
    page = daily().replace("<head>", f'<head><link rel="canonical" href="{href}">')
    assert read(page).canonical_url == "http://www.qinghe.example/xinwen/1203.html"


@pytest.mark.parametrize(
    ("line", "subtitle"),
    [
        ("——春灌比往年早了六天", "春灌比往年早了六天"),
        ("— 春灌比往年早了六天", "春灌比往年早了六天"),
        ("----------", None),
        ("春灌比往年早了六天", None),
    ],
)
def test_a_line_behind_the_headline_that_starts_with_a_dash_is_the_subtitle(
    read, daily, line: str, subtitle: str | None
) -> None:
    assert read(daily().replace("</h1>", f"</h1><p>{line}</p>")).subtitle == subtitle
