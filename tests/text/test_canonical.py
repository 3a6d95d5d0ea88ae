"""The one form under which an article is known: one for all its addresses, and never one for two articles."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from newscrawl.items import article_id
from newscrawl.text.claims import is_honest
from newscrawl.text.urls import absolute_url, canonical_url, host_of

H = "http://example.com"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        # scheme, host, port
        ("http://example.com", f"{H}/"),
        ("HTTP://WWW.Example.Com/A.html", "http://www.example.com/A.html"),
        ("http://example.com:80/1", f"{H}/1"),
        ("https://example.com:443/1", "https://example.com/1"),
        ("http://example.com:443/1", "http://example.com:443/1"),
        ("http://example.com:8080/1", "http://example.com:8080/1"),
        ("http://example.com.:80/1", f"{H}/1"),
        ("http://user:word@example.com/1", f"{H}/1"),
        ("http://[2001:DB8::1]:8080/1", "http://[2001:db8::1]:8080/1"),
        ("http://example.com:/1", f"{H}/1"),
        # fragments
        (f"{H}/1#comments", f"{H}/1"),
        (f"{H}/1#", f"{H}/1"),
        (f"{H}/1#!", f"{H}/1"),
        (f"{H}/1#wechat_redirect", f"{H}/1"),
        # tracking
        (f"{H}/1?utm_source=wx&id=3&utm_medium=x", f"{H}/1?id=3"),
        (f"{H}/1?UTM_Source=wx", f"{H}/1"),
        (f"{H}/1?spm=a.b.c&scm=1.2", f"{H}/1"),
        (f"{H}/1?from=timeline&isappinstalled=0", f"{H}/1"),
        (f"{H}/1?from=singlemessage", f"{H}/1"),
        (f"{H}/1?from", f"{H}/1"),
        (f"{H}/1?share_token=0a-1b&share_from=app", f"{H}/1"),
        (f"{H}/1?sharer_shareid=1&sharer_sharetime=2", f"{H}/1"),
        (f"{H}/1?id=3&source=weixin", f"{H}/1?id=3"),
        (f"{H}/1?id=3&ref=rss", f"{H}/1?id=3"),
        (f"{H}/1?wfr=spider&for=pc", f"{H}/1"),
        (f"{H}/1?hmsr=toutiao&hmpl=&hmcu=", f"{H}/1"),
        (f"{H}/1?gclid=1&fbclid=2&msclkid=3&mc_eid=4", f"{H}/1"),
        (f"{H}/1?id=3&amp;utm_source=wx", f"{H}/1?id=3"),
        (f"{H}/1?utm%5Fsource=wx", f"{H}/1"),
        (f"{H}/1?_=1584700000000&id=3", f"{H}/1?id=3"),
        (f"{H}/1?rnd=0.5123", f"{H}/1"),
        (f"{H}/1?btwaf=12345678", f"{H}/1"),
        (f"{H}/1?security_verify_data=313932302c31303830", f"{H}/1"),
        # sessions
        (f"{H}/1;jsessionid=0A1B?id=3", f"{H}/1?id=3"),
        (f"{H}/1;JSESSIONID=0A1B!-12!8;x=1", f"{H}/1"),
        (f"{H}/1?PHPSESSID=0a1b", f"{H}/1"),
        (f"{H}/1?ASPSESSIONIDQQ=0a1b", f"{H}/1"),
        (f"{H}/(S(lit3py55t21z5v55vlm25s55))/a/1.aspx", f"{H}/a/1.aspx"),
        (f"{H}/(A(ab-c)S(de_f))/1.aspx", f"{H}/1.aspx"),
        (f"{H}/(lit3py55t21z5v55vlm25s55)/1.aspx", f"{H}/1.aspx"),
        (f"{H}/%28S(x))/1", f"{H}/%28S(x))/1"),
        # index pages
        (f"{H}/index.html", f"{H}/"),
        (f"{H}/a/index.html", f"{H}/a/"),
        (f"{H}/a/index.shtml#top", f"{H}/a/"),
        (f"{H}/a/Index.HTM", f"{H}/a/"),
        (f"{H}/a/index.php?utm_source=x", f"{H}/a/"),
        (f"{H}/a/index.jsp", f"{H}/a/"),
        (f"{H}/a/default.aspx", f"{H}/a/"),
        (f"{H}/a/Default.asp", f"{H}/a/"),
        (f"{H}/a/index.jsp;jsessionid=1", f"{H}/a/"),
        (f"{H}/a/inde%78.html", f"{H}/a/"),
        # views
        (f"{H}/1.html?print=1", f"{H}/1.html"),
        (f"{H}/show.php?id=3&print=true", f"{H}/show.php?id=3"),
        (f"{H}/show.php?id=3&mode=print", f"{H}/show.php?id=3"),
        (f"{H}/1.html?amp", f"{H}/1.html"),
        (f"{H}/1.html?amp=1", f"{H}/1.html"),
        (f"{H}/1.html?outputType=amp", f"{H}/1.html"),
        (f"{H}/a/1203.amp.html", f"{H}/a/1203.html"),
        (f"{H}/2020/03/three-pumping-stations/amp/", f"{H}/2020/03/three-pumping-stations/"),
        (f"{H}/a/1203.html/amp", f"{H}/a/1203.html"),
        (f"{H}/node/1203/print", f"{H}/node/1203"),
        # percent-encoding, empty queries, slashes
        (f"{H}/%ce%f7.html", f"{H}/%CE%F7.html"),
        (f"{H}/%7Ewang/%41.html", f"{H}/~wang/A.html"),
        (f"{H}/a%2fb%3f", f"{H}/a%2Fb%3F"),
        (f"{H}/1?q=%e8%a5%bf", f"{H}/1?q=%E8%A5%BF"),
        (f"{H}/%%34%31", f"{H}/%2541"),
        (f"{H}/1?", f"{H}/1"),
        (f"{H}/1?&", f"{H}/1"),
        (f"{H}/1?&&id=3&", f"{H}/1?id=3"),
        (f"{H}//a///1.html", f"{H}/a/1.html"),
        (f"{H}//", f"{H}/"),
        (f"{H}/print/1;jsessionid=1/../amp", f"{H}/print/1/../amp"),
    ],
)  # fmt: skip
def test_an_address_has_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [
        f"{H}/1.html",
        f"{H}/1/",
        f"{H}/xwzx/202003/t20200318_1203.html",
        f"{H}/1?from=20",  # a place in a list
        f"{H}/s?from=2020-03-01&to=2020-03-18",
        f"{H}/1?b=2&a=1",
        f"{H}/1?a=&b",
        f"{H}/1?reference=3&sharecode=4",
        f"{H}/1?id=%CE%F7%CF%E7",  # GBK
        f"{H}/show?aid=1&newsid=2&page=3&sid=4&cid=5&tid=6&pid=7&mid=8&nid=9&uid=10&key=11&code=12&t=13&p=14&s=15&v=16",
        f"{H}/show?contentid=1&articleid=2&infoid=3&docid=4&rid=5&uuid=0a1b&guid=1b0a&no=6&num=7&type=8&catid=9&channel=10",
        f"{H}/index.php?m=content&c=index&a=show&catid=3&id=1203",  # names its article
        f"{H}/default.aspx?id=3",
        f"{H}/index.php/archives/1203/",
        f"{H}/index_2.html",  # the second page of a list
        f"{H}/a/myindex.html",
        f"{H}/a/index",
        f"{H}/list.html?source=3&ref=12&via=xian",
        f"{H}/1?amp=240&print=edition2&mode=3&format=pdf",
        f"{H}/1?_=abc&random=seven",
        f"{H}/#/detail/3",
        f"{H}/#!/news/3",
        f"{H}/#!news",
        f"{H}/tag/amp/",
        f"{H}/amp/",
        f"{H}/print/2020/1203.html",  # the printed paper's own section
        f"{H}/2020/print/",
        f"{H}/amp.html",
        f"{H}/news/amplifier-2",
        f"{H}/m/1203.html",
        f"{H}/wap/1203.html",
        "http://m.example.com/1203.html",
        "http://wap.example.com/1203.html",
        "http://3g.example.com/1203.html",
        f"{H}/go/http://example.net/1.html",
        f"{H}/;id=3",
        f"{H}/(2020)/1.html",
        f"{H}/A.html",
        f"{H}/a/../1.html",
    ],
)  # fmt: skip
def test_what_may_name_an_article_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "/", "1.html", "//example.com/1", "http://", "http:///1", "http://[::1", "http://example.com:port/", "http://example.com:99999/",
     "javascript:void(0)", "mailto:a@example.com", "ftp://example.com//1", "http://?#", "\ud800", "http://#!/a"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_stays_as_it_is(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "tail",
    ["/amp" * 500, "/index.html" * 180, ";jsessionid=" * 160, "/(S(" * 500, "/(S(a)" * 330, "%" * 1900, "/" * 1900, "?" + "&" * 1900,
     "?" + "utm_" * 470, "?amp;" * 380, "1-" * 900 + "/amp", "/1/print" * 240, "#!" + "/" * 1900, ".amp.html" * 200, "/1/amp/index.html" * 110],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "x", "/"])
def test_a_hostile_address_costs_no_more_than_a_moment(tail: str, end: str) -> None:
    start = time.process_time()
    done = canonical_url(H + tail + end)
    assert time.process_time() - start < 0.1
    assert canonical_url(done) == done


PIECES = some.sampled_from(
    """/ // . .. ? & = # #! #!/ #/ : ; % %2 %41 %2f %2E %e8 %25 @ [ ] ( ) /(S(a)) (S( amp /amp /amp/ amp; .amp.html print /print/ ?print=1
    index.html /index.php default.aspx ;jsessionid=1 utm_a=1 from=x from=2 id=3 1203 news 新 A \t \n \x00 \\ | 2020 a-b-c .html :80 :443""".split(
        " "
    )
)
HEADS = some.sampled_from(
    ["http://", "https://", "HTTP://", "http://EXAMPLE.com", "https://m.example.com/", "//", "", "http://[::1]"]
)
URLS = some.builds(lambda head, parts: head + "".join(parts), HEADS, some.lists(PIECES, max_size=12)) | some.text(
    max_size=60
)


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(URLS)
def test_the_form_is_its_own_form_and_keeps_host_and_scheme(url: str) -> None:
    done = canonical_url(url)
    assert canonical_url(done) == done
    assert host_of(done) == host_of(url).rstrip(".") or done == url
    if host_of(url):
        assert done.partition(":")[0].lower() == url.lstrip("".join(map(chr, range(33)))).partition(":")[0].lower()


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(URLS, some.sampled_from(["utm_source=x", "spm=1.2", "from=timeline", "fbclid=1", "share_token=a"]))
def test_a_tracked_link_is_the_same_article(href: str, tracking: str) -> None:
    url = absolute_url(href, f"{H}/")
    if url and host_of(url).strip(".") and "#" not in url and "%" not in url:
        assert canonical_url(f"{url}{'&' if '?' in url else '?'}{tracking}") == canonical_url(url)


def test_ids_of_stored_articles_stay() -> None:
    assert article_id(canonical_url("http://www.example.com/a.html")) == "21c3d5dd23bdb7f50886319f7be848ba"
    assert article_id(canonical_url(f"{H}/show.php?id=3")) == article_id(f"{H}/show.php?id=3")


@pytest.mark.parametrize(
    ("claim", "url"),
    [
        (f"{H}/1203.html", f"{H}/1203.html?x=1"),
        ("https://example.com/1203.html", f"{H}/1203.html"),
        ("http://www.example.com/xw/1203.html", "http://m.example.com/show?id=1203"),
        ("http://www.example.com/1203.html", f"{H}/1203.html"),
        (f"{H}/2020/03/three-pumping-stations/", f"{H}/?p=1203"),
        (f"{H}/sport/1203.html", f"{H}/news/1203.html"),
        (f"{H}/1203.html", f"{H}/1203_2.html"),
        (f"{H}/show?id=3", f"{H}/show?id=3&page=2"),
        (f"{H}/#/detail/3", f"{H}/share?id=3"),
        (f"{H}/%E8%A5%BF%E4%B9%A1%E7%AD%BE%E7%BD%B2", f"{H}/?p=1203"),
        (f"{H}/opening", f"{H}/the-opening"),
    ],
)
def test_a_claim_that_may_be_true_is_believed(claim: str, url: str) -> None:
    assert is_honest(claim, url)


@pytest.mark.parametrize(
    ("claim", "url"),
    [
        (f"{H}/", f"{H}/1203.html"),
        (f"{H}/index.html", f"{H}/1203.html"),
        (f"{H}/?utm_source=x", f"{H}/1203.html"),
        ("http://elsewhere.example/1203.html", f"{H}/1203.html"),
        (f"{H}/news/", f"{H}/news/1203.html"),
        (f"{H}/xinwen", f"{H}/news/1203.html"),
        (f"{H}/news/2020/", f"{H}/news/2020/1203.html"),
        (f"{H}/news/202003/", f"{H}/news/202003/t20200318_1203.html"),
        (f"{H}/show.php", f"{H}/show.php?id=1203"),
        (f"{H}/1202.html", f"{H}/1203.html"),
        (f"{H}/show.php?id=1202", f"{H}/show.php?id=1203"),
        ("http://www.example.com/show.php?id=1", f"{H}/show.php?id=1203"),
        (f"{H}/wap/", f"{H}/1203.html"),
        (f"{H}/about", f"{H}/about/culture"),
        (f"{H}/#/detail/2", f"{H}/#/detail/3"),
        ("http://[::1", f"{H}/1203.html"),
        ("", f"{H}/1203.html"),
    ],
)
def test_a_claim_that_cannot_be_true_is_not_believed(claim: str, url: str) -> None:
    assert not is_honest(claim, url)
