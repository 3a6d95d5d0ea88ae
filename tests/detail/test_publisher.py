"""The site's own name: told to machines or behind the headline, and never a section or the headline itself."""

import pytest

from tests.detail.conftest import TITLE


@pytest.mark.parametrize(
    "head",
    [
        "<meta property=og:site_name content=青禾时报网>",
        "<meta name=SiteName content=青禾时报网>",
        "<meta property=og:site_name content='青禾时报网 - 青禾县新闻门户'>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "青禾时报网"}}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": [{"name": "青禾时报网"}]}</script>',
    ],
)
def test_a_name_told_to_machines_is_missed(read, daily, head: str) -> None:
    assert read(daily().replace("<head>", f"<head>{head}")).publisher == "青禾时报网"


def test_the_government_tag_is_surer_than_others(read, government) -> None:
    tags = "<meta property=og:site_name content=别的网><meta name=SiteName content=青禾县人民政府>"
    article = read(government().replace("<head>", f"<head>{tags}"))
    assert (article.publisher, article.found_by["publisher"]) == ("青禾县人民政府", "meta:sitename")


def test_the_name_behind_the_headline_is_missed(read, layout) -> None:
    assert read(layout()).publisher == "青禾在线"


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        ("_时政要闻_青禾新闻网", "青禾新闻网"),
        ("-青禾县人民政府门户网站", "青禾县人民政府门户网站"),
        (" - 青禾县水利局", "青禾县水利局"),
        ("|青禾日报", "青禾日报"),
        ("_时政要闻_青禾网 - QINGHE.EXAMPLE", "青禾网"),
        ("_新闻频道", None),
        ("_时政要闻", None),
        ("_本县新闻", None),
        ("-三座提灌站何时放水", None),
        ("", None),
    ],
)
def test_what_stands_behind_the_headline_is_told_wrongly(read, daily, suffix: str, name: str | None) -> None:
    page = daily().replace(f"<title>{TITLE}_青禾在线</title>", f"<title>{TITLE}{suffix}</title>")
    assert read(page).publisher == name


def test_a_headline_that_ends_like_a_name_is_none(read, daily) -> None:
    assert (
        read(daily(title="记者走进青禾在线 - 三年后的青禾在线").replace("_青禾在线</title>", "</title>")).publisher
        is None
    )


@pytest.mark.parametrize("content", ["", "　", "很" * 60])
def test_an_empty_or_boastful_name_is_none(read, daily, content: str) -> None:
    page = daily().replace("_青禾在线</title>", f"</title><meta property=og:site_name content='{content}'>")
    assert read(page).publisher is None


@pytest.mark.parametrize("value", ["3", "null", '{"name": 3}', "[[]]", '{"@id": "#organization"}'])
def test_a_broken_publisher_breaks_nothing(read, daily, value: str) -> None:
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "publisher": {value}}}</script>'
    assert read(daily().replace("<head>", f"<head>{script}")).publisher == "青禾在线"
