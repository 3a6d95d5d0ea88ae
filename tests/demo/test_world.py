"""The demo world against its own truth. Pages are read with lxml alone, so that no reader of newscrawl can hide a fault."""

import gzip
import re
from collections import Counter
from itertools import count
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest

from newscrawl.demo.sites.qinnan_daily import LOOP, PAPER, UNSTEADY
from newscrawl.demo.stories import HOSTS, RENDERED
from newscrawl.demo.truth import NO_ARTICLES, truths
from newscrawl.demo.world import SITES, World

DAILY = "http://www.qinnandaily.example"
PORTAL = "http://www.qinghe.gov.example"
LISTINGS = {
    f"{PORTAL}/xwzx/qhyw/": ("ul.list a", 3),
    f"{PORTAL}/xwzx/tzgg/": ("ul.list a", 2),
    f"{DAILY}/bendi/": ("ul.news-list h3 a", 4),
    "http://www.xinlinghua.example/jishuzixun/": ("ul.newslist a", 3),
    "http://www.qnnongye.example/a/nongshi/": ("a.title", 2),
    "http://www.yuntaizx.example/a/bendi/": ("a.title", 2),
    "http://www.luhe.gov.example/xwzx/lhyw/": ("ul.gl_list a", 2),
    "http://www.anping.gov.example/xwdt/apyw/": ("ul.gl_list a", 2),
    "http://www.qnxy.example/xyxw.htm": ("a.c44514", 2),
    "http://www.hszx.example/xxxw.htm": ("a.c44514", 2),
    "http://www.lintang.example/yaowen/": ("ul.news a", 2),
}
FOR_MACHINES = {
    "http://www.donglingrb.example": ["/rss/news.xml"],
    "http://www.shaxizx.example": ["/sitemap-news.xml", "/sitemap-2020-02.xml.gz"],
    "http://www.shuangqiao.gov.example": ["/api/list_1.js", "/api/list_2.js"],
    "http://epaper.bailuwb.example": [f"/html/2020-03/{day}/node_{n}.htm" for day, n in ((20, 1), (20, 2), (19, 1), (19, 2), (17, 1))],
}  # fmt: skip
LISTED = [one for one in truths() if not one.canonical_url.startswith(tuple(FOR_MACHINES))]
IN_GBK = (
    "http://www.donglingrb.example",
    "http://www.qnnongye.example",
    "http://www.luhe.gov.example",
    "http://www.qnxy.example",
)
BY_URL = {truth.canonical_url: truth for truth in truths()}
STATIC = [truth for truth in BY_URL.values() if not truth.canonical_url.endswith(UNSTEADY)]


def ids(truth):
    return f"{truth.site}/{truth.canonical_url.rpartition('/')[2]}"


def charset(url):
    return "gbk" if url.startswith((PORTAL, *IN_GBK)) else "utf-8"


def parsed(ask, world, url):
    reply = ask(world, url)
    assert reply.status == 200, url
    return lxml.html.fromstring(reply.body.decode(charset(url)))


def listing_pages(ask, world, start):
    """The pages of a listing, followed by the words 下一页 or 下页, or as the pager of TRS WCM counts."""
    url = start
    while url:
        tree = parsed(ask, world, url)
        yield url, tree
        steps = [link.get("href") for link in tree.iter("a") if link.text in ("下一页", "下页")]
        if not steps and (call := re.search(r"createPageHTML\((\d), (\d), ", tree.text_content())):
            steps = [f"index_{number}.html" for number in range(int(call[2]) + 1, int(call[1]))]
        url = urljoin(url, steps[0]) if steps else None


def article_links(ask, world, start):
    selector, _ = LISTINGS[start]
    return [
        urljoin(url, link.get("href"))
        for url, tree in listing_pages(ask, world, start)
        for link in tree.cssselect(selector)
    ]


def without_planted(tree, spam):
    for link in list(tree.iter("a")):
        if link.text in spam:
            link.drop_tree()
    return tree.text_content()


def text_of(ask, world, truth):
    """All that the article's pages say, with links undone and planted links gone."""
    words = without_planted(parsed(ask, world, truth.canonical_url), truth.spam)
    for number in count(2):
        part = re.sub(r"(\.html?)$", rf"_{number}\1", truth.canonical_url)
        if ask(world, part).status == 404:
            return words
        words += parsed(ask, world, part).text_content()
    raise AssertionError


def test_there_are_enough_articles_of_each_site():
    numbers = Counter(truth.site for truth in truths())
    assert tuple(numbers) == SITES == tuple(site for site in HOSTS if site not in RENDERED)
    assert numbers["qinghe_portal"] >= 24
    assert numbers["qinnan_daily"] >= 30
    assert numbers["xin_linghua"] >= 26


def test_every_text_is_its_own():
    originals = [truth for truth in truths() if not truth.repost_of]
    seen = Counter(words for truth in originals for words in truth.paragraphs)
    assert [words for words, times in seen.items() if times > 1] == []
    assert all(250 <= sum(map(len, truth.paragraphs)) <= 1500 for truth in originals)


def test_addresses_are_unique():
    assert len(BY_URL) == len(truths())


@pytest.mark.parametrize("start", LISTINGS)
def test_listings_have_all_their_pages(ask, world, start):
    assert len(list(listing_pages(ask, world, start))) == LISTINGS[start][1]


def test_every_listed_link_is_an_article_or_a_planned_failure(ask, world):
    listed = {link for start in LISTINGS for link in article_links(ask, world, start)}
    clean = {link.partition("?")[0] for link in listed}
    assert {truth.url for truth in LISTED} <= listed
    again = {url for truth in truths() for url in truth.also_at}
    assert clean - set(BY_URL) - again == {url for url in NO_ARTICLES if not url.endswith(LOOP[1])}


@pytest.mark.parametrize("site", FOR_MACHINES)
def test_lists_for_machines_have_all_articles(ask, world, site):
    bodies = [ask(world, f"{site}{path}").body for path in FOR_MACHINES[site]]
    words = b" ".join(gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in bodies)
    names = [one.canonical_url.rpartition("/")[2] for one in truths() if one.canonical_url.startswith(site)]
    assert len(names) == 5
    assert [name for name in names if name.partition(".")[0].encode() not in words] == []
    assert ask(world, f"{site}/html/2020-03/18/node_1.htm").status == 404


@pytest.mark.parametrize("truth", STATIC, ids=ids)
def test_a_page_says_what_its_truth_says(ask, world, truth):
    words = text_of(ask, world, truth)
    for paragraph in [truth.title, *truth.paragraphs]:
        assert paragraph in words


@pytest.mark.parametrize("truth", [truth for truth in STATIC if truth.spam], ids=ids)
def test_what_is_planted_is_on_the_page_and_not_in_the_truth(ask, world, truth):
    tree = parsed(ask, world, truth.canonical_url)
    links = {link.get("href") for link in tree.iter("a")}
    assert all(phrase in tree.text_content() for phrase in truth.spam)
    assert set(truth.spam_links) <= links
    assert not any(phrase in words for phrase in truth.spam for words in truth.paragraphs)


def test_words_within_sentences_are_linked(ask, world):
    tree = parsed(ask, world, "http://www.xinlinghua.example/jishuzixun/1203.html")
    linked = {link.text: link for link in tree.cssselect("#content a")}
    assert linked["质量兴县合作协议"].tail.startswith("》")
    assert linked["该协议"].tail.startswith("的落实")


def test_some_pages_hide_links(ask, world):
    styles = {
        element.get("style") or element.tag
        for start in ["http://www.xinlinghua.example/jishuzixun/"]
        for url in article_links(ask, world, start)
        for element in parsed(ask, world, url).cssselect("#content div[style], #content marquee")
    }
    assert {"display:none", "marquee", "font-size:0;line-height:0;"} < styles


def test_reposts_repeat_their_originals():
    reposts = [truth for truth in truths() if truth.repost_of]
    exact = [truth for truth in reposts if truth.paragraphs == BY_URL[truth.repost_of].paragraphs]
    joined = [truth for truth in reposts if truth.also_at]
    cut = [truth for truth in reposts if truth not in exact + joined]
    retitled = [truth for truth in reposts if truth.title != BY_URL[truth.repost_of].title]
    assert len([truth for truth in exact if truth.site == "qinnan_daily" and truth not in retitled]) >= 3
    assert len([truth for truth in retitled if truth.site == "qinnan_daily" and truth.spam]) >= 3
    assert cut
    assert [len(set(truth.paragraphs) - set(BY_URL[truth.repost_of].paragraphs)) > 2 for truth in joined] == [True]
    assert all(set(truth.paragraphs) < set(BY_URL[truth.repost_of].paragraphs) for truth in cut)
    assert all(truth.published > BY_URL[truth.repost_of].published for truth in reposts)


@pytest.mark.parametrize("truth", [truth for truth in STATIC if truth.site == "qinghe_portal"], ids=ids)
def test_the_portal_speaks_gbk_and_says_gb2312(ask, world, truth):
    body = ask(world, truth.canonical_url).body
    assert b"charset=gb2312" in body
    assert truth.title in body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_portal_has_letters_that_gb2312_lacks_and_headers_of_all_kinds(ask, world):
    replies = [ask(world, truth.canonical_url) for truth in STATIC if truth.site == "qinghe_portal"]
    told = {reply.headers["Content-Type"] for reply in replies}
    assert told == {"text/html", "text/html; charset=gb2312", "text/html; charset=utf-8"}
    assert any("镕" in reply.body.decode("gbk") for reply in replies)
    with pytest.raises(UnicodeEncodeError):
        "镕喆堃".encode("gb2312")


@pytest.mark.parametrize("truth", [truth for truth in STATIC if truth.attachments or truth.images], ids=ids)
def test_files_are_linked_and_there(ask, world, truth):
    tree = parsed(ask, world, truth.canonical_url)
    shown = {urljoin(truth.canonical_url, part) for part in tree.xpath("//a/@href | //img/@src")}
    for address, words in (*truth.attachments, *truth.images):
        assert address in shown
        assert words in tree.text_content()
        assert ask(world, address).status == 200


@pytest.mark.parametrize("truth", [truth for truth in STATIC if truth.published], ids=ids)
def test_the_time_is_on_the_page(ask, world, truth):
    page = ask(world, truth.canonical_url).body.decode(charset(truth.canonical_url))
    year, month, rest = truth.published.split("-")
    assert truth.published in page or f"{year}年{month}月{rest[:2]}日{rest[3:]}" in page


def test_one_article_has_no_date_at_all(ask, world):
    (dateless,) = [truth for truth in truths() if not truth.published]
    dated = f"{DAILY}/bendi/2020/0226/4920.html"
    found = [re.findall(r"20\d\d[-年/.]\d", parsed(ask, world, url).text_content()) for url in (dated, dateless.url)]
    assert found == [["2020-0", "2005-2"], ["2005-2"]]  # the last is the footer's


def test_an_article_in_three_pages(ask, world):
    urls = [f"{DAILY}/bendi/2020/0319/5012{part}.html" for part in ("", "_2", "_3")]
    trees = [parsed(ask, world, url) for url in urls]
    rest = [
        [urljoin(url, link) for link in tree.xpath("//a[.='余下全文']/@href")]
        for url, tree in zip(urls, trees, strict=True)
    ]
    assert rest == [[urls[1]], [urls[2]], []]


def test_one_article_is_listed_under_three_addresses(ask, world):
    clean = f"{DAILY}/bendi/2020/0318/5008.html"
    links = [link for link in article_links(ask, world, f"{DAILY}/bendi/") if link.startswith(clean)]
    assert len(set(links)) == len(links) == 3
    assert all(parsed(ask, world, link).xpath("//link[@rel='canonical']/@href") == [clean] for link in links)


def test_a_first_request_may_fail_once_in_each_world(ask):
    for _ in range(2):
        with World() as fresh:
            assert [ask(fresh, f"{DAILY}{UNSTEADY}").status for _ in range(3)] == [500, 200, 200]


def test_a_redirect_loop_never_ends(ask, world):
    url, steps = f"{DAILY}{LOOP[0]}", []
    for _ in range(4):
        reply = ask(world, url)
        steps.append((reply.status, urlsplit(url).path))
        url = urljoin(url, reply.headers["Location"])
    assert steps == [(302, LOOP[0]), (302, LOOP[1])] * 2


def test_dead_links_icons_and_unknown_pages_are_404(ask, world):
    gone = [url for url, why in NO_ARTICLES.items() if why == "404"]
    assert len(gone) == 1
    for url in [*gone, f"{DAILY}/favicon.ico", f"{PORTAL}/nowhere", "http://www.xinlinghua.example/admin/"]:
        assert ask(world, url).status == 404


def test_the_pdf_is_a_pdf(ask, world):
    reply = ask(world, f"{DAILY}{PAPER}")
    assert reply.headers["Content-Type"] == "application/pdf"
    start = int(reply.body.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    places = [int(row[:10]) for row in reply.body[start:].split(b"\n")[3:7]]
    assert reply.body.startswith(b"%PDF-")
    assert [reply.body[place:].split(b"<<")[0] for place in places] == [b"%d 0 obj" % n for n in range(1, 5)]


def test_advertisements_cannot_be_reached(ask, world):
    ads = [url for url in NO_ARTICLES if urlsplit(url).hostname not in HOSTS.values()]
    assert [ask(world, url).status for url in ads] == [502]


@pytest.mark.parametrize("host", HOSTS.values())
def test_robots_may_read_all_but_the_office(ask, world, host):
    assert ask(world, f"http://{host}/robots.txt").body.split(b"\n") == [b"User-agent: *", b"Disallow: /admin/", b""]


def test_an_edition_later_one_article_is_corrected():
    first, second = World(1), World(2)
    known = [{(host, path): answer.body for host in HOSTS.values() for path, answer in made.sites[host].known.items()}
             for made in (first, second)]  # fmt: skip
    assert known[0].keys() == known[1].keys()
    assert [place for place in known[0] if known[0][place] != known[1][place]] == [
        ("www.qinnandaily.example", "/bendi/2020/0319/5025.html")
    ]


def test_the_correction_is_in_the_truth():
    before, after = ({truth.canonical_url: truth for truth in truths(edition)} for edition in (1, 2))
    (changed,) = [url for url in before if before[url] != after[url]]
    was, now = before[changed], after[changed]
    assert (was.modified, now.modified) == (None, "2020-03-20 10:05")
    assert len([1 for old, new in zip(was.paragraphs, now.paragraphs, strict=True) if old != new]) == 1


def test_unchanged_pages_need_not_be_sent_again(ask, world):
    for url, told, asked in [
        (f"{DAILY}/bendi/", "ETag", "If_None_Match"),
        (f"{PORTAL}/xwzx/qhyw/", "Last-Modified", "If_Modified_Since"),
    ]:
        assert ask(world, url, **{asked: ask(world, url).headers[told]}).status == 304


def test_every_link_within_the_world_leads_somewhere(ask, world):
    """Menus, breadcrumbs, neighbours and hot lists of all articles; scripts' addresses aside."""
    links = {
        urldefrag(urljoin(truth.canonical_url, href))[0]
        for truth in STATIC
        for href in parsed(ask, world, truth.canonical_url).xpath("//a/@href")
        if not href.startswith("javascript:")
    }
    own = {url for url in links if urlsplit(url).hostname in HOSTS.values() and not url.endswith(UNSTEADY)}
    assert [url for url in sorted(own) if ask(world, url).status != 200] == []
