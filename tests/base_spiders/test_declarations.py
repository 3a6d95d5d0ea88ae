"""What a site declares is looked at when its class is made: a wrong file stops a command before anything is fetched."""

from typing import Any

import pytest

from newscrawl.base_spiders import ListingSpider
from newscrawl.base_spiders.news_spider import NewsSpider
from newscrawl.exceptions import ConfigurationError

STARTS = ["http://www.qinghe.example/xwzx/"]


def site(**declared: Any) -> type[NewsSpider]:
    return type("Qinghe", (ListingSpider,), {"name": "qinghe", "start_urls": STARTS, **declared})


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("article_links", "ul..list a", "is no CSS selector: 'ul..list a'"),
        ("article_links", "", "is no CSS selector"),
        ("next_page", "a:nosuch(2)", "is no CSS selector"),
        ("next_page", ["a.next"], "is no CSS selector"),
        ("body", "#zoom >", "is no CSS selector"),
        ("title", "h1::nosuch", "is no CSS selector"),
        ("remove", 7, "is no CSS selector: 7"),
        ("region", "990000", "is no region: '990000'"),
        ("region", "61070", "is no region"),
        ("region", "Shaanxi", "is no region"),
        ("timezone", "Asia/Xian", "is no time zone: 'Asia/Xian'"),
        ("timezone", "../etc/passwd", "is no time zone"),
        ("timezone", 8, "is no time zone"),
        ("download_slot_delay", "5", "is no number of seconds up to 600: '5'"),
        ("download_slot_delay", 5000, "is no number of seconds"),
        ("download_slot_delay", -1, "is no number of seconds"),
        *(
            ("every", every, "cannot be: ")
            for every in ("61 * * * *", "* * * *", "*/0 * * * *", "0 0 30 2 *", "soon", "")
        ),
        *(("every", every, "is no interval from 1m to 31d") for every in ("0m", "0h", "745h", "32d")),
        ("every", 30, "is no text: 30"),
        ("priority", "highest", "is 'highest', and can be one of: high, usual, low"),
        ("priority", 3, "is 3, and can be one of"),
        ("start_urls", "http://www.qinghe.example/", "is no list of addresses"),
        (
            "start_urls",
            ["www.qinghe.example/xwzx/"],
            "has what is no http or https address: 'www.qinghe.example/xwzx/'",
        ),
        ("start_urls", [None], "has what is no http or https address"),
        ("start_urls", [], "does not say where to start: it declares no start_urls"),
        ("article_link", "ul a", "is no declaration; is article_links meant?"),
        ("pubished", "i", "is no declaration; is published meant?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(name: str, value: Any, complaint: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        site(**{name: value})
    message = str(refused.value)
    assert message.startswith(f"{__name__}: Qinghe")
    assert complaint in message
    assert (f"Qinghe.{name} " in message) == ("where to start" not in message)
    assert "\n" not in message


@pytest.mark.parametrize(
    "declared",
    [
        {"article_links": "ul > li:not(.ad) a::attr(href)", "next_page": "a:contains('下一页')"},
        {"region": "610724", "timezone": "Asia/Tokyo", "download_slot_delay": 2.5},
        {"region": "DE-SN", "title": None},
        {"region": "DE", "custom_settings": {"RETRY_TIMES": 1}, "own_words": ("甲", "乙")},
        {"note": property(str)},
        {"every": "90m", "priority": "high"},
        {"every": "*/20 6-22 * * 1-5", "priority": "low"},
    ],
)
def test_what_can_be_is_taken(declared: dict[str, Any]) -> None:
    assert site(**declared).beginnings() == STARTS


def test_a_base_spider_need_not_say_where_to_start() -> None:
    assert type("CountySystem", (ListingSpider,), {"article_links": "ul a"}).beginnings() == []


def test_a_site_is_refused_for_what_its_base_spider_declares() -> None:
    base = type("CountySystem", (ListingSpider,), {"article_links": "ul a"})
    with pytest.raises(ConfigurationError, match=r"Qinghe\.start_urls is no list"):
        type("Qinghe", (base,), {"name": "qinghe", "start_urls": "http://www.qinghe.example/"})
