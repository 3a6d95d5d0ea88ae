"""URLs: odd hrefs, whose site one is. The one form of an address has tests of its own: test_canonical.py."""

import pytest

from newscrawl.text.urls import absolute_url, host_of, same_site, site_of

BASE = "http://www.qinghe.gov.example/xwzx/qhyw/index.html"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./202003/t20200318_1203.html", "http://www.qinghe.gov.example/xwzx/qhyw/202003/t20200318_1203.html"),
        ("../tzgg/1.html", "http://www.qinghe.gov.example/xwzx/tzgg/1.html"),
        ("../../../../1.html", "http://www.qinghe.gov.example/1.html"),
        ("/1.html", "http://www.qinghe.gov.example/1.html"),
        ("?page=2", "http://www.qinghe.gov.example/xwzx/qhyw/index.html?page=2"),
        ("//img.example/1.jpg", "http://img.example/1.jpg"),
        ("  /1.html\n", "http://www.qinghe.gov.example/1.html"),
        ("/a\n\tb.html", "http://www.qinghe.gov.example/ab.html"),
        ("HTTP://WWW.Example.COM/A", "http://WWW.Example.COM/A"),
        ("https://www.example.com", "https://www.example.com"),
        ("/a b.html", "http://www.qinghe.gov.example/a%20b.html"),
        ("/新闻.html", "http://www.qinghe.gov.example/%E6%96%B0%E9%97%BB.html"),
        ("http://新闻.example/1.html", "http://xn--efvy88h.example/1.html"),
        ("http:/1.html", "http://www.qinghe.gov.example/1.html"),
        ("", BASE),
        ("#top", f"{BASE}#top"),
        ("http://[::1]:8080/1.html", "http://[::1]:8080/1.html"),
        ("http://www.example.com/a;b/1.html?id=3;4#c", "http://www.example.com/a;b/1.html?id=3;4#c"),
        ("http://www.example.com/a/;?#", "http://www.example.com/a/"),
        ("http://www.example.com/a/../1.html?u=//x", "http://www.example.com/a/../1.html?u=//x"),
    ],
)
def test_an_href_leads_elsewhere_than_in_a_browser(href: str, url: str) -> None:
    assert absolute_url(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "mailto:a@example.com",
        "tel:010-00000000",
        "ftp://example.com/1.zip",
        "file:///etc/passwd",
        "about:blank",
        "http://[::1",
        "http://example.com:port/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "/" + "a" * 2001,
        "http://" + "新" * 100 + ".example/",
        "http://exa mple.com/",
        "http://exa<mple.com/",
        'http://x"onload=1.example/',
    ],
)
def test_what_leads_to_no_page_is_none_and_no_error(href: str) -> None:
    assert absolute_url(href, BASE) is None


def test_a_query_is_encoded_in_the_charset_of_the_page() -> None:
    assert absolute_url("/s?q=西乡", BASE, "gb18030") == "http://www.qinghe.gov.example/s?q=%CE%F7%CF%E7"
    assert absolute_url("/s?q=西乡", BASE) == "http://www.qinghe.gov.example/s?q=%E8%A5%BF%E4%B9%A1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.example.com/", "https://news.example.com/1", True),
        ("http://example.com/", "http://EXAMPLE.com:8080/", True),
        ("http://a.com.cn/", "http://b.com.cn/", False),
        ("http://www.a.com.cn/", "http://news.a.com.cn/", True),
        ("http://hanzhong.gov.cn/", "http://xixiang.gov.cn/", False),
        ("http://www.xixiang.hanzhong.gov.cn/", "http://www.hanzhong.gov.cn/", True),
        ("http://10.0.0.1/", "http://10.0.0.1:81/1", True),
        ("http://10.0.0.1/", "http://10.0.0.2/", False),
        ("http://localhost/", "http://localhost/1", True),
        ("http://example.com/", "http://example.com.evil.example/", False),
        ("http://notexample.com/", "http://example.com/", False),
        ("http://example.com/", "/1.html", False),
        ("http://example.com/", "http://[::1", False),
    ],
)
def test_sister_hosts_are_one_site_and_neighbours_are_not(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


def test_a_host_is_found_or_empty_and_never_an_error() -> None:
    assert host_of("http://WWW.Example.com:80/") == "www.example.com"
    assert host_of("/1.html") == host_of("http://[::1") == host_of("") == ""
    assert site_of("") == ""
