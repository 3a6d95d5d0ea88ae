"""The demo and the commands around it, against what is true of the demo world."""

import os
import signal
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pymongo import MongoClient

from newscrawl.demo.sites.walks import WALKS
from newscrawl.demo.stories import HOSTS, RENDERED
from newscrawl.demo.truth import NO_ARTICLES, truths
from newscrawl.demo.world import SITES
from newscrawl.items import article_id
from tests.commands import wait_for

pytestmark = pytest.mark.mongo

CHINA = ZoneInfo("Asia/Shanghai")
COLUMNS = ["site", "pages", "stored", "duplicates", "spam_links", "seconds"]
FORMATS = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}
SEED = "http://www.xinlinghua.example/jishuzixun/1203.html"
TRUTHS = truths()
BY_URL = {one.canonical_url: one for one in TRUTHS}
LISTINGS = {
    "qinghe_portal": ["http://www.qinghe.gov.example/xwzx/qhyw/", "http://www.qinghe.gov.example/xwzx/tzgg/"],
    "qinnan_daily": ["http://www.qinnandaily.example/bendi/"],
    "xin_linghua": ["http://www.xinlinghua.example/jishuzixun/"],
    "qinnan_nongye": ["http://www.qnnongye.example/a/nongshi/"],
    "yuntai_zaixian": ["http://www.yuntaizx.example/a/bendi/"],
    "luhe_zhengfu": ["http://www.luhe.gov.example/xwzx/lhyw/"],
    "anping_zhengfu": ["http://www.anping.gov.example/xwdt/apyw/"],
    "qinnan_xueyuan": ["http://www.qnxy.example/xyxw.htm"],
    "heshui_zhongxue": ["http://www.hszx.example/xxxw.htm"],
    "dongling_rebao": ["http://www.donglingrb.example/rss/news.xml"],
    "shaxi_zaixian": ["http://www.shaxizx.example/sitemap.xml"],
    "shuangqiao_fabu": ["http://www.shuangqiao.gov.example/api/list_{page}.js"],
    "bailu_wanbao": ["http://epaper.bailuwb.example/html/{date:%Y-%m/%d}/node_1.htm"],
    "lintang_xinwen": ["http://www.lintang.example/yaowen/", "http://www.lintang.example/rss/news.xml"],
}


def ids(truth):
    return f"{truth.site}/{truth.canonical_url.rpartition('/')[2]}"


def by_url(articles):
    return {article["canonical_url"]: article for article in articles}


def words_of(body, truth):
    """The lines of a body without what may stand between an article's own: captions, rows of a table, names of files."""
    beside = {caption for _, caption in truth.images} | {title for _, title in truth.attachments}
    rows = ["".join(row) for row in truth.table]
    lines = [line for line in body.split("\n") if line not in beside]
    return [line for line in lines if not (rows and "".join(line.split()) in "".join(rows))]


@pytest.fixture(scope="module")
def demo(bare, mongo_uri):
    """The commands as after ``make demo``: the embedded server in a folder of its own, or the MongoDB that is named."""
    home = {name: os.environ[name] for name in ("NEWSCRAWL_HOME", "NEWSCRAWL_MONGO_URI") if name in os.environ}
    with MongoClient(mongo_uri) as client:
        client.drop_database("newscrawl_demo")
    yield bare.but(SCRAPY_PROJECT="development", **home)
    with MongoClient(mongo_uri) as client:
        client.drop_database("newscrawl_demo")


@pytest.fixture(scope="module")
def listed(demo):
    return lambda *words: demo("articles", "--database", "newscrawl_demo", *words)


@pytest.fixture(scope="module")
def first(demo, listed):
    """The table of the first run, and what was stored by then."""
    # A proxy that is set for other programs shall not keep the demo from its own.
    strange = demo.but(HTTP_PROXY="http://127.0.0.1:9", no_proxy="*")
    return strange.cold("newscrawl", "demo", "--json"), listed("--json", "--limit", "1000").json


@pytest.fixture(scope="module")
def second(demo, listed, first):
    """What the second run said, and what was stored by then."""
    return demo("demo"), listed("--json", "--limit", "1000").json


@pytest.fixture(scope="module")
def found(first):
    return by_url(first[1])


def test_the_table_as_json(first):
    table = first[0].json
    assert list(table) == ["sites"]
    assert [list(row) for row in table["sites"]] == [COLUMNS] * len(SITES)
    assert [(row["site"], row["stored"]) for row in table["sites"]] == list(Counter(one.site for one in TRUTHS).items())
    assert [type(row["seconds"]) for row in table["sites"]] == [float] * len(SITES)


def test_all_articles_are_stored_and_nothing_else(found):
    assert sorted(found) == sorted(one.canonical_url for one in TRUTHS)
    assert not {article["url"] for article in found.values()} & set(NO_ARTICLES)


@pytest.mark.parametrize("truth", TRUTHS, ids=ids)
def test_an_article_is_as_it_should_be(found, truth):
    article = found[truth.canonical_url]
    at = datetime.fromisoformat(article["published_at"]).astimezone(CHINA) if article["published_at"] else None
    assert {
        "site": truth.site,
        "title": truth.title,
        "published": truth.published,
        "published_precision": truth.precision,
        "source": truth.source,
        "authors": list(truth.authors),
        "editors": list(truth.editors),
        "channel": truth.channel,
    } == {
        **{name: article[name] for name in ("site", "title", "published_precision", "source", "channel")},
        "published": at.strftime(FORMATS[article["published_precision"]]) if at else None,
        **{name: article[name] for name in ("authors", "editors")},
    }


@pytest.mark.parametrize("truth", TRUTHS, ids=ids)
def test_a_body_is_the_articles_words(found, truth):
    body = found[truth.canonical_url]["body"]
    assert words_of(body, truth) == list(truth.paragraphs)
    assert [planted for planted in truth.spam if planted in body] == []


@pytest.mark.parametrize("truth", [one for one in TRUTHS if one.spam_links], ids=ids)
def test_commercial_links_are_taken_out(found, truth):
    article = found[truth.canonical_url]
    assert [link for link in truth.spam_links if link in article["body_html"]] == []
    assert [
        link["url"] for link in article["links"] if link["verdict"] != "spam" and link["url"] in truth.spam_links
    ] == []


def test_reposts_name_their_original(found):
    """Exact ones, those with a new headline and a tail, one that was cut, and one that joins two articles."""
    originals = {one.canonical_url: article_id(one.repost_of) for one in TRUTHS if one.repost_of}
    assert {url: article["copy_of"]["id"] for url, article in found.items() if article["copy_of"]} == originals
    for url, article in found.items():
        assert article["story_id"] == originals.get(url, article_id(url))


def test_the_same_page_at_three_addresses_is_one_article_that_knows_them_all(found):
    (truth,) = [one for one in TRUTHS if one.also_at]
    known = {article_id(url) for url in (truth.canonical_url, *truth.also_at)}
    assert known == set(found[truth.canonical_url]["addresses"])
    assert len(known) == 3


def test_a_story_shows_who_published_it_when_and_what_each_changed(demo, second):
    story = lambda *words: demo("story", *words, "--database", "newscrawl_demo")  # noqa: E731 - a command
    cut = next(one for one in TRUTHS if one.repost_of and one.paragraphs != BY_URL[one.repost_of].paragraphs)
    (missing,) = set(BY_URL[cut.repost_of].paragraphs) - set(cut.paragraphs)
    told = story(cut.also_at[0] if cut.also_at else cut.canonical_url, "--json").json
    origin, *copies = told["articles"]
    assert (origin["id"], origin["url"], origin["copy_of"]) == (told["story_id"], cut.repost_of, None)
    (copy,) = [one for one in copies if one["url"] == cut.canonical_url]
    assert (copy["copy_of"]["rule"], "".join(copy["cut"]), copy["added"]) == ("near_content", missing, [])
    assert f"  - {missing}" in story(told["story_id"]).out
    nothing = story("http://www.nowhere.example/")
    assert (nothing.code, nothing.out) == (1, "")
    assert (
        nothing.err
        == "newscrawl: http://www.nowhere.example/ is not stored: newscrawl articles lists what is, with addresses\n"
    )


def test_origins_shows_who_copies_from_whom(demo, second):
    ways = lambda site: demo("origins", site, "--database", "newscrawl_demo", "--json").json  # noqa: E731 - a command
    pairs = Counter((one.site, BY_URL[one.repost_of].site) for one in TRUTHS if one.repost_of)
    alone = next(site for site in SITES if not any(site in pair for pair in pairs))
    for site in (*max(pairs, key=pairs.__getitem__), alone):
        found = {(way["copier"], way["origin"]): way["articles"] for way in ways(site)}
        assert found == {pair: count for pair, count in pairs.items() if site in pair}
        assert all(0 < way["lag_half"] <= way["lag_most"] for way in ways(site))


def test_the_seeds_article(found):
    article = found[SEED]
    assert article["title"] == "汉中市质监局与西乡县政府签署质量兴县合作协议"
    assert article["channel"] == "技术资讯"
    assert article["published_at"] == "2020-03-20T04:20:59+00:00"
    assert article["source"] == "领花厂家"
    assert article["authors"] == ["魏玮"]
    assert "在《质量兴县合作协议》上代表双方签字的是姬万社局长" in article["body"]
    assert "共同推动该协议的落实。" in article["body"]
    assert not [word for word in ("哪家好", "厂家", "批发", "采购", "试验机", "热线") if word in article["body"]]


def test_the_second_run_is_a_day_later(found, second):
    ended, now = second
    assert ended.code == 0
    assert ended.err == ""
    assert "Nothing new: 0 articles stored. Edited since and stored anew: 1." in ended.out
    changed = [url for url, article in by_url(now).items() if article["body"] != found[url]["body"]]
    edited = [one for one, later in zip(TRUTHS, truths(2), strict=True) if one.paragraphs != later.paragraphs]
    assert changed == [one.canonical_url for one in edited]
    assert len(now) == len(found)


def test_what_the_second_run_shows(second):
    out = second[0].out
    rows = [line.split() for line in out.splitlines() if line.startswith(SITES)]
    assert [(row[0], row[2]) for row in rows] == [(site, "0") for site in SITES]
    for words in ("汉中市质监局与西乡县政府签署质量兴县合作协议", "2020-03-20 12:20", "魏玮", "newscrawl articles"):
        assert words in out


def test_an_unchanged_article_stays_as_it_was(found, second):
    passing = ("crawled_at", "read_count")
    before, after = found[SEED], by_url(second[1])[SEED]
    assert {k: v for k, v in before.items() if k not in passing} == {k: v for k, v in after.items() if k not in passing}


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        (("--site", "qinnan_daily"), lambda one: one.site == "qinnan_daily"),
        (("--region", "610700"), lambda one: one.site != "qinnan_daily"),
        (("--day", "2020-03-20"), lambda one: (one.published or "").startswith("2020-03-20")),
        (("--title", "“望天水”"), lambda one: "“望天水”" in one.title),
        (("--site", "xin_linghua", "--title", "西乡"), lambda one: one.site == "xin_linghua" and "西乡" in one.title),
        (("--site", "nobody"), lambda _: False),
    ],
)
def test_articles_are_filtered(second, listed, words, fits):
    shown = listed("--json", "--limit", "1000", *words).json
    assert sorted(by_url(shown)) == sorted(one.canonical_url for one in TRUTHS if fits(one))


def test_articles_come_newest_first_and_no_more_than_asked(second, listed):
    times = [article["published_at"] for article in listed("--json", "--limit", "5").json]
    newest = sorted((one["published_at"] for one in second[1] if one["published_at"]), reverse=True)
    assert times == newest[:5]


def test_the_plain_list(second, listed):
    shown = listed("--title", "质量兴县合作协议")
    head, line = shown.out.splitlines()
    assert head.split() == ["published", "site", "title", "url"]
    assert line.split() == ["2020-03-20", "12:20", "xin_linghua", "汉中市质监局与西乡县政府签署质量兴县合作协议", SEED]
    nothing = listed("--site", "nobody")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "No article fits.\n")


def test_the_sites(demo):
    sites = {one["site"]: one["start_urls"] for one in demo("sites", "--json").json}
    assert {site: urls for site, urls in sites.items() if site not in RENDERED} == LISTINGS
    table = demo("sites").out
    assert all(url in table for urls in LISTINGS.values() for url in urls)
    assert demo.scrapy("list").out.split() == sorted(HOSTS)


def test_a_site_that_reposts_with_commercial_tails_looks_like_a_farm(demo, second):
    listed = demo("sites", "--database", "newscrawl_demo", "--json").json
    rows = {one["site"]: one for one in listed if one["site"] not in RENDERED}
    assert {site: one["articles"] for site, one in rows.items()} == {
        site: one["farm"]["articles"] for site, one in rows.items()
    }
    scores = {site: one["farm"]["score"] for site, one in rows.items()}
    assert max(scores, key=scores.__getitem__) == "xin_linghua"
    assert scores["xin_linghua"] > 0.5 > scores["qinnan_daily"]
    assert scores["qinghe_portal"] == 0


def test_what_was_stripped_is_shown_overruled_and_restored(demo, listed, second):
    links = lambda *words: demo("links", *words, "--database", "newscrawl_demo", "--json")  # noqa: E731 - a command
    before = listed("--json", "--limit", "1000").json
    host = "www.jinan-shiyanji.example"
    shown, record = links(host).json, next(one for one in links().json if one["host"] == host)
    assert len(shown) >= record["spam"] > 3  # verdicts that rest on others do not count
    assert {(one["verdict"], host in one["url"]) for one in shown} == {("spam", True)}

    restored = links(host, "--restore", "--reapply")
    assert restored.json["changed"] == restored.json["judged"] > 0
    assert f"links to {host} and hosts below it are editorial" in restored.err
    assert links(host).json == []
    assert {one["rule"] for one in links(host, "--all").json} == {"allowed_host"}
    back = by_url(listed("--json", "--limit", "1000").json)
    assert all(one["text"] in back[one["article"]]["body"] for one in shown)

    assert links(host, "--reset", "--reapply").json == restored.json
    assert listed("--json", "--limit", "1000").json == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--block"], "name the host: newscrawl links HOST --block"),
        (["http://a.example/", "--block"], "http://a.example/ is no host: name one such as www.example.com"),
        (["a.example", "--block", "--reset"], "--restore, --block and --reset exclude each other"),
        (["http://a.example/1"], "http://a.example/1 is no site and no host: name one, such as a.example"),
    ],
)
def test_a_host_that_cannot_be_overruled_is_one_line(demo, words, says):
    ended = demo("links", *words)
    assert (ended.code, ended.out, ended.err) == (2, "", f"newscrawl: {says}\n")


def test_a_page_is_extracted_from_a_file_and_from_the_web(bare, world, found, tmp_path):
    page = tmp_path / "1203.html"
    page.write_bytes(world.sites[HOSTS["xin_linghua"]]("/jishuzixun/1203.html").body)
    from_file = bare("extract", str(page), "--url", SEED, "--json").json
    from_web = bare.but(http_proxy=world.address)("extract", SEED, "--json").json
    for article in (from_file, from_web):
        for name in (
            "title",
            "canonical_url",
            "published_at",
            "source",
            "authors",
            "channel",
            "body",
            "body_html",
            "links",
        ):
            assert article[name] == found[SEED][name], name


def test_an_extracted_page_shows_what_was_found_by_what_and_what_was_not(bare, world, tmp_path):
    page = tmp_path / "1203.html"
    page.write_bytes(world.sites[HOSTS["xin_linghua"]]("/jishuzixun/1203.html").body)
    ended = bare("extract", str(page))
    assert (ended.code, ended.err) == (0, "")
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["title", "汉中市质监局与西乡县政府签署质量兴县合作协议", "headline"] in rows
    assert ["authors", "魏玮", "body"] in rows
    assert "--url says so" in ended.out
    assert "在《质量兴县合作协议》上代表双方签字的是姬万社局长" in ended.out
    assert [row[:2] for row in rows if row[:1] == ["spam"]]
    assert rows[-1][:2] == ["not", "found:"]


def test_a_crawl_of_an_address_shows_what_was_found_and_what_was_dropped(stored, world, database_name):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    ended = one("crawl", "--url", LISTINGS["qinnan_daily"][0])
    lines = ended.out.splitlines()
    expected = [truth for truth in TRUTHS if truth.site == "qinnan_daily"]
    assert lines[0].startswith("page http://www.qinnandaily.example/")
    assert ["title", str(len(expected)), "headline", str(len(expected))] in [line.split() for line in lines]
    assert any(line.startswith("no body ") and line.endswith("/tupian/2020/0318/g301.html") for line in lines)
    assert lines[-1] == f"{HOSTS['qinnan_daily']}: dropped 1 (no body)"
    shows(one, expected)
    (again,) = one("crawl", "--url", LISTINGS["qinnan_daily"][0], "--json").json["runs"]
    assert (again["site"], again["verdict"]) == (HOSTS["qinnan_daily"], "ok")
    assert (again["stored"], again["unchanged"]) == (0, len(expected)), "nothing that is known is left out"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("site", "url"),
    [(site, url) for site, urls in LISTINGS.items() for url in urls if site not in (*WALKS, "qinnan_daily")],
)
def test_a_site_without_a_spider(stored, world, database_name, site, url):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    (run,) = one("crawl", "--url", url, "--json").json["runs"]
    expected = [one for one in TRUTHS if one.url.startswith(url) or (site != "qinghe_portal" and one.site == site)]
    assert (run["site"], run["verdict"], run["stored"]) == (HOSTS[site], "ok", len(expected))
    shows(one, expected)


def shows(one, expected):
    """All articles are there, as they should be, and no others."""
    shown = by_url(one("articles", "--json", "--limit", "1000").json)
    assert {url: (article["title"], article["source"]) for url, article in shown.items()} == {
        one.canonical_url: (one.title, one.source) for one in expected
    }
    for truth in expected:
        assert words_of(shown[truth.canonical_url]["body"], truth) == list(truth.paragraphs), truth.url


def test_scrapy_itself_crawls(stored, world, database_name):
    one = stored.but(http_proxy=world.address, NEWSCRAWL_MONGO_DATABASE=database_name)
    assert one.scrapy("crawl", "qinghe_portal").code == 0
    shown = one("articles", "--json", "--limit", "1000").json
    assert sorted(by_url(shown)) == sorted(one.canonical_url for one in TRUTHS if one.site == "qinghe_portal")


@pytest.mark.parametrize(
    "sent", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)], ids=lambda sent: sent.name
)
def test_it_is_interrupted(demo, sent):
    """Here and not beside other interrupted crawls, since there is one database for the demo."""
    pid = demo.start("demo", "-v")
    wait_for(lambda: "Spider opened" in demo.warm.err.read_text())
    os.kill(pid, sent)
    ended = demo.warm.ended(pid)
    assert ended.code == 130
    assert "cancelled: " in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err
