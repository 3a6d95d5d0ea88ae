"""What of a listing is fetched: what is new, what is due, and no page too many."""

import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any, NamedTuple

import pytest

from newscrawl.demo.server import Answer, Server
from tests.pipelines.county import HOST, HTML, PROGRAM, SITE, TAGGED, County, article, path, title

pytestmark = pytest.mark.mongo

NEWS = HOST.replace("www.", "news.")
ALWAYS_DUE = {"REVISIT_FIRST": 0, "REVISIT_GROWTH": 1, "REVISIT_DAYS": 36_500}
GONE, BROKEN, GALLERY = Answer(404, b"404", HTML), Answer(500, b"500", HTML), Answer(200, b"<h1>no text</h1>", HTML)


class Crawled(NamedTuple):
    """The stats of a crawl, and what it asked the site for."""

    stats: dict[str, Any]
    asked: dict[str, int]

    def __getitem__(self, name: str) -> Any:
        return self.stats.get(name, 0)


@pytest.fixture
def site() -> County:
    """Twenty articles on ten pages, the newest first."""
    return County([*range(20, 0, -1)], a_page=2)


@pytest.fixture
def start(site, warm, mongo_uri, database_name):
    """Starts a crawl of the site; its process id."""
    bare = lambda target: Answer(301, b"", {"Location": f"{SITE}{target}"})  # noqa: E731 - the site's own redirect
    with Server({HOST: site, NEWS: site, HOST.removeprefix("www."): bare}) as server:

        def started(*listings: str, **settings: Any) -> int:
            named = {"MONGO_URI": mongo_uri, "MONGO_DATABASE": database_name, "LOG_LEVEL": "WARNING", "RETRY_TIMES": 0}
            asked = {"proxy": server.address, "listings": listings or [f"{SITE}/"], "settings": named | settings}
            return warm.start(os.environ | {"SCRAPY_PROJECT": "testing"}, (str(PROGRAM), json.dumps(asked)))

        yield started


@pytest.fixture
def crawl(site, warm, start) -> Callable[..., Crawled]:
    """Crawls the site to its end."""

    def run(*listings: str, **settings: Any) -> Crawled:
        ended = warm.ended(start(*listings, **settings))
        assert "Traceback" not in ended.err, ended.err
        return Crawled(ended.json, site.taken())

    return run


@pytest.fixture(scope="module")
def walks() -> dict[tuple[Any, ...], dict[str, list[dict[str, Any]]]]:
    """What the first crawl of a site left in each collection."""
    return {}


@pytest.fixture
def known(site, crawl, database, walks) -> Callable[[], None]:
    """Makes the site known by a first crawl, of which tests share what it left: few look at that crawl itself."""

    def run() -> None:
        kind = (site.tags, *site.headers)
        if kind not in walks:
            crawl()
            walks[kind] = {name: list(database[name].find()) for name in database.list_collection_names()}
            return
        for name, left in walks[kind].items():
            if left:
                database[name].insert_many(left)

    return run


def documents(database) -> dict[str, dict[str, Any]]:
    return {each["canonical_url"].removeprefix(SITE): each for each in database["articles"].find()}


def pages(first: int, last: int) -> dict[str, int]:
    return {"/" if number == 1 else f"/list_{number}.html": 1 for number in range(first, last + 1)}


def news(*numbers: int) -> dict[str, int]:
    return {path(number): 1 for number in numbers}


ALL = news(*range(1, 21))


def test_twenty_known_articles_and_a_new_one_cost_one_query_and_one_article(site, crawl, database):
    site.a_page = 21
    assert crawl().asked == {**pages(1, 1), **ALL}
    before = documents(database)
    site.articles = [21, *site.articles]
    again = crawl()
    assert again.asked == {**pages(1, 1), **news(21)}
    assert again["queries"]["find articles addresses"] == 1
    assert (again["skip_known/skipped"], again["store/new"]) == (20, 1)
    assert {where: one for where, one in documents(database).items() if where != path(21)} == before


# How far a listing is followed


def test_a_listing_is_followed_until_nothing_is_new(site, crawl):
    assert crawl().asked == {**pages(1, 10), **ALL}
    again = crawl()
    assert again.asked == pages(1, 3)
    assert again["listing/stopped"] == 1
    site.articles = [21, *site.articles]
    assert crawl(LISTING_STOP_AFTER=1).asked == {**pages(1, 2), **news(21)}


def test_a_known_article_at_the_top_ends_nothing(site, known, crawl):
    known()
    site.pinned, site.articles = [5], [24, 23, 22, 21, *site.articles]
    assert crawl().asked == {**pages(1, 5), **news(21, 22, 23, 24)}


def test_a_new_article_further_down_is_found_and_the_count_begins_anew(site, known, crawl):
    known()
    site.articles.insert(5, 99)  # on the third page
    assert crawl().asked == {**pages(1, 6), **news(99)}


def test_a_full_walk_goes_to_the_end_and_fetches_nothing_that_is_known(site, known, crawl):
    known()
    site.articles.append(99)  # on a page of its own
    assert crawl(LISTING_FULL=True).asked == {**pages(1, 11), **news(99)}


def test_paging_without_end_is_a_trap(site, crawl, database):
    """Behind the last page every number shows it again, and links to the next one."""
    shown = site.listing(10).body
    for number in range(10, 40):
        more = f"<a class=next href=/list_{number + 1}.html>下一页</a></body>".encode()
        site.answers[f"/list_{number}.html"] = Answer(200, shown.replace(b"</body>", more), HTML)
    first = crawl()
    assert first.asked == {**pages(1, 13), **ALL}
    assert first["listing/trapped"] == 1
    assert crawl().asked == pages(1, 3), "it was walked to its end"


def test_a_calendar_ends_with_its_first_empty_page(site, crawl):
    """Each month links to the one before, and none of them has articles any more."""
    for month in range(11, 60):
        more = f"<html><body><ul></ul><a class=next href=/list_{month + 1}.html>下一页</a></body></html>".encode()
        site.answers[f"/list_{month}.html"] = Answer(200, more, HTML)
    last = site.listing(10).body.replace(
        b"</body>", b"<a class=next href=/list_11.html>\xe4\xb8\x8b\xe4\xb8\x80\xe9\xa1\xb5</a></body>"
    )
    site.answers["/list_10.html"] = Answer(200, last, HTML)
    assert crawl().asked == {**pages(1, 11), **ALL}


def test_a_session_in_each_address_makes_no_new_pages(site, crawl, database):
    """Two pages link to each other, and to their articles, with another session each time."""

    def shown(number: int, following: str) -> Answer:
        listed = site.listing(number).body.partition(b"</ul>")[0]
        return Answer(200, listed + f"</ul><a class=next href={following}>下一页</a></body></html>".encode(), HTML)

    site.a_page = 10
    for session in range(9):
        site.view = f";jsessionid={session}"
        site.answers[f"/{site.view}" if session else "/"] = shown(1, f"/list_2.html{site.view}")
        site.answers[f"/list_2.html{site.view}"] = shown(2, f"/;jsessionid={session + 1}")
    first = crawl()
    assert {where.partition(";")[0] for where in first.asked} == {"/", "/list_2.html", *ALL}
    assert set(first.asked.values()) == {1}
    assert len(first.asked) == 2 + 20
    assert documents(database).keys() == ALL.keys()


def test_what_is_left_when_a_run_has_had_its_pages_is_found_by_the_next(site, crawl, database):
    cut = crawl(PAGES_MAX=12, CONCURRENT_REQUESTS=1)
    assert sum(cut.asked.values()) == 12
    assert cut["fetch/untried/pages_max"]
    assert database["dead_letters"].count_documents({}) == 0, "nothing is known of what was not asked for"
    crawl()
    assert documents(database).keys() == ALL.keys()


def test_listings_of_a_site_are_independent(site, known, crawl):
    known()
    other = f"{SITE}/list_6.html"  # as a second listing, of which nothing was walked yet
    site.articles.insert(19, 99)
    again = crawl(f"{SITE}/", other)
    assert again.asked == {**pages(1, 3), **pages(6, 11), **news(99)}


def test_what_a_walk_that_was_cut_off_stored_hides_nothing_behind_it(site, known, crawl, database):
    known()
    site.articles = [*range(36, 20, -1), *site.articles]  # eight pages of news
    cut = crawl(CLOSESPIDER_PAGECOUNT=14, CONCURRENT_REQUESTS=1)
    assert cut["finish_reason"] == "closespider_pagecount"
    assert len(documents(database)) > 20 + 3 * 2, "more pages than a walk needs to stop"
    again = crawl()
    assert documents(database).keys() == news(*range(1, 37)).keys()
    assert not cut.asked.keys() & again.asked.keys() & ALL.keys()
    assert "/list_12.html" not in again.asked
    assert crawl().asked == pages(1, 3)


# Listings that have not changed


def test_a_site_of_twenty_listings_that_has_not_changed_costs_twenty_questions(site, crawl):
    listings = [f"/s{number}/" for number in range(1, 21)]
    for number, where in enumerate(listings, 1):
        link = f"<ul><li><a href={path(number)}>{title(number)}</a></ul>".encode()
        site.answers[where] = Answer(200, link, HTML | {"ETag": f'"{number}"'})
    urls = [f"{SITE}{where}" for where in listings]
    assert crawl(*urls).asked == {**dict.fromkeys(listings, 1), **ALL}
    again = crawl(*urls)
    assert again.asked == dict.fromkeys(listings, 1)
    assert again["downloader/response_status_count/304"] == again["listing/not_modified"] == 20
    assert again["downloader/response_status_count/200"] == 0


def sitemap(*articles: int) -> Answer:
    urls = "".join(f"<url><loc>{SITE}{path(number)}</loc></url>" for number in articles)
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Answer(200, text.encode(), {"Content-Type": "application/xml", "ETag": f'"{articles}"'})


def test_a_sitemap_that_has_not_changed_costs_a_question(site, crawl):
    where, site.answers["/news.xml"] = f"{SITE}/news.xml", sitemap(1, 2, 3)
    assert crawl(where).asked == {"/news.xml": 1, **news(1, 2, 3)}
    again = crawl(where)
    assert (again.asked, again["listing/not_modified"]) == ({"/news.xml": 1}, 1)
    site.answers["/news.xml"] = sitemap(1, 2, 3, 4)
    assert crawl(where).asked == {"/news.xml": 1, **news(4)}
    assert crawl(where)["listing/not_modified"] == 1


def test_an_index_of_sitemaps_is_always_read(site, crawl):
    """What it says of the age of its sitemaps is often wrong."""
    inner = f"<sitemap><loc>{SITE}/news.xml</loc></sitemap>".encode()
    site.answers["/index.xml"] = Answer(200, b"<sitemapindex>" + inner + b"</sitemapindex>", {"ETag": '"1"'})
    for articles in ((1, 2), (1, 2, 3)):
        site.answers["/news.xml"] = sitemap(*articles)
        again = crawl(f"{SITE}/index.xml")
    assert (again.asked, again["listing/not_modified"]) == ({"/index.xml": 1, "/news.xml": 1, **news(3)}, 0)


def test_a_listing_that_has_changed_is_walked(site, known, crawl):
    site.tags = True
    known()
    assert crawl().asked == pages(1, 1)
    site.articles = [21, *site.articles]
    assert crawl().asked == {**pages(1, 4), **news(21)}
    assert crawl().asked == pages(1, 1)


def test_a_full_walk_reads_what_has_not_changed(site, known, crawl):
    site.tags = True
    known()
    site.articles.insert(19, 99)
    assert crawl().asked == pages(1, 1), "what is added far down is not seen from the top"
    assert crawl(LISTING_FULL=True).asked == {**pages(1, 11), **news(99)}


def test_a_listing_with_articles_that_are_due_is_read(site, crawl, database):
    site.tags, site.headers = True, TAGGED
    crawl(REVISIT_FIRST=0)
    again = crawl(**ALWAYS_DUE)
    assert again.asked == {**pages(1, 3), **news(*range(15, 21))}
    assert again["revisit/not_modified"] == 6
    crawl()
    (kept,) = database["sites"].find_one({"_id": "county"})["listings"].values()
    assert timedelta(minutes=50) < kept["whole_at"] - datetime.now(UTC) < timedelta(hours=1)


def test_what_was_not_asked_for_keeps_a_listing_from_being_known(site, crawl, database):
    """Ten articles fail, and ten behind them are not asked for, since their host is left alone then."""
    site.tags, site.base = True, f"http://{NEWS}"
    crawl()
    site.articles = [*range(40, 20, -1), *site.articles]
    site.answers |= {path(number): BROKEN for number in range(31, 41)}
    in_order = {"CONCURRENT_REQUESTS": 1, "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.ScrapyPriorityQueue"}
    again = crawl(HOST_FAILURES_MAX=10, **in_order)
    assert (again["fetch/failed/http_500"], again["fetch/untried/left_alone"]) == (10, 10)
    site.answers.clear()
    assert news(*range(21, 31)).items() <= crawl().asked.items()
    assert database["articles"].count_documents({}) == 30, "what failed is not due yet"


def test_an_article_that_failed_is_tried_again_though_its_listing_has_not_changed(site, crawl, database):
    site.tags, site.answers[path(20)] = True, BROKEN
    crawl(REVISIT_FIRST=1)
    assert path(20) not in documents(database)
    site.answers.clear()
    crawl(**ALWAYS_DUE)
    assert path(20) in documents(database)


# Visits


def test_a_page_that_has_not_changed_costs_no_more_than_the_question(site, known, crawl, database):
    site.headers = TAGGED
    known()
    before = documents(database)
    again = crawl(**ALWAYS_DUE, LISTING_FULL=True)
    assert again.asked == {**pages(1, 10), **ALL}
    assert again["revisit/not_modified"] == again["downloader/response_status_count/304"] == 20
    assert (again["read/articles"], again["store/unchanged"]) == (0, 0)
    assert again["queries"]["update articles"] < 10, "many visits are one write"
    for where, one in documents(database).items():
        assert one["crawled_at"] > before[where]["crawled_at"]
        assert (one["visits"], one["digest"]) == (2, before[where]["digest"])


def test_a_page_that_has_changed_is_stored_anew(site, known, crawl, database):
    site.headers = TAGGED
    known()
    site.answers[path(20)] = article(20, {"ETag": '"2"'}, "改过的一段，说的是另外的事情，请大家注意看。")
    again = crawl(**ALWAYS_DUE)
    assert (again["store/changed"], again["revisit/not_modified"]) == (1, 5)
    edited = documents(database)[path(20)]
    assert "改过的一段" in edited["body"]
    assert (edited["etag"], edited["last_modified"], edited["visits"]) == ('"2"', None, 2)


def test_a_page_without_validators_is_fetched_when_it_is_due(site, known, crawl):
    known()
    again = crawl(**ALWAYS_DUE)
    assert (again["store/unchanged"], again["skip_known/due"]) == (6, 6)


def test_a_visit_to_what_is_gone_or_moved_is_counted_and_kept(site, known, crawl, database):
    known()
    site.answers |= {
        path(20): GONE,
        path(19): Answer(301, b"", {"Location": path(50)}),
        path(18): BROKEN,
        path(17): GALLERY,
    }
    again = crawl(**ALWAYS_DUE)
    assert database["dead_letters"].count_documents({}) == 0, "their articles are there"
    assert (again["revisit/http_404"], again["revisit/redirected"]) == (1, 1)
    assert [documents(database)[path(number)]["visits"] for number in (20, 18, 17)] == [2, 1, 2]


def test_a_repost_that_was_dropped_is_visited_no_more_often_than_what_it_repeats(site, crawl, database):
    site.answers[path(20)] = article(20, TAGGED, f"{'原来的一段，说的是县里的大事情，请大家看。' * 20}")
    site.articles.remove(20)
    site.articles.append(20)
    crawl()
    site.articles = [21, *site.articles[:-1]]
    site.answers[path(21)] = Answer(
        200, site.answers[path(20)].body.replace(path(20).encode(), path(21).encode()), HTML
    )
    crawl()
    (kept,) = [one for one in documents(database).values() if path(20) in one["url"]]
    assert path(21) not in documents(database)
    again = crawl(**ALWAYS_DUE)
    assert path(21) in again.asked
    (later,) = [one for one in documents(database).values() if one["_id"] == kept["_id"]]
    assert later["crawled_at"] > kept["crawled_at"]


# Addresses


def test_an_article_is_known_by_the_address_that_is_redirected_to_it(site, crawl, database):
    site.base = SITE.replace("www.", "")
    crawl()
    assert documents(database).keys() == ALL.keys()
    assert crawl().asked == pages(1, 3)


@pytest.mark.parametrize(
    ("base", "view"),
    [("/wap", ""), *(pytest.param("", view, marks=pytest.mark.slow) for view in ("?print=1", "/amp"))],
)
def test_another_view_of_an_article_is_known(site, crawl, database, base, view):
    site.base, site.view = base, view
    crawl()
    assert documents(database).keys() == ALL.keys()
    assert crawl().asked == pages(1, 3)
    site.base, site.view = "", ""
    assert crawl().asked == pages(1, 3)


def test_an_article_that_is_listed_under_two_addresses_is_known_by_both(site, crawl, database):
    site.articles, site.a_page = site.articles[:2], 1
    first = site.listing(1)
    both = first.body.replace(b"<ul>", f"<ul><li><a href={SITE.replace('www.', '')}{path(20)}>20</a></li>".encode())
    site.answers["/"] = Answer(200, both, HTML)
    assert crawl().asked == {**pages(1, 2), **news(19), path(20): 2}
    assert crawl().asked == pages(1, 2)
    assert len(documents(database)) == 2


def test_a_page_that_a_site_redirects_all_its_readers_to_is_none_of_its_articles(site, crawl, database):
    notice = "".join(
        f"<p>网站正在升级改造，恢复服务的时间另行公布，不便之处敬请谅解。{line}</p>" for line in "甲乙丙丁"
    )
    site.answers["/notice.html"] = Answer(200, f"<h1>系统维护公告</h1><div>{notice}</div>".encode(), HTML)
    site.answers |= {path(number): Answer(302, b"", {"Location": "/notice.html"}) for number in range(1, 21)}
    crawl()
    assert documents(database).keys() == {"/notice.html"}
    site.answers.clear()
    crawl()
    assert documents(database).keys() == {"/notice.html", *ALL}


# Pages that give no article


def test_what_gave_no_article_is_not_tried_again_soon_and_is_nothing_new(site, crawl, database):
    site.answers |= {path(20): GALLERY, path(18): GONE, path(16): GALLERY}
    assert crawl().asked == {**pages(1, 10), **ALL}
    assert documents(database).keys() == ALL.keys() - news(20, 18, 16).keys()
    letters = {each["url"].removeprefix(SITE): each["reason"] for each in database["dead_letters"].find()}
    assert letters == {path(20): "no_article", path(18): "http_404", path(16): "no_article"}
    assert crawl().asked == pages(1, 3)
    site.answers.clear()
    assert crawl(**ALWAYS_DUE).asked == {**pages(1, 3), **news(*range(15, 21))}
    assert documents(database).keys() == ALL.keys()


def test_what_an_accident_kept_from_being_had_is_tried_again_wherever_it_is_listed(site, crawl, database):
    site.answers[path(1)] = BROKEN
    crawl()
    assert path(1) not in documents(database)
    site.answers.clear()
    assert crawl().asked == pages(1, 3), "it is not due yet"
    assert crawl(**ALWAYS_DUE).asked == {**pages(1, 3), **news(1, *range(15, 21))}
    assert path(1) in documents(database)
    assert path(1) not in crawl(**ALWAYS_DUE).asked


# The first walk


@pytest.fixture
def killed(site, warm, start) -> Callable[[str], dict[str, int]]:
    """What a crawl asked for that is killed when it asks for a page."""

    def run(target: str) -> dict[str, int]:
        dying: list[int] = []
        site.when[target] = lambda: os.kill(dying[0], signal.SIGKILL)
        dying.append(start(DOWNLOAD_DELAY=0.03))  # no site is read faster than its articles are stored
        assert warm.ended(dying[0]).code == -signal.SIGKILL
        site.when.clear()
        return site.taken()

    return run


def place(database) -> dict[str, Any]:
    (listing,) = database["sites"].find_one({"_id": "county"})["listings"].values()
    return listing


def test_a_first_walk_that_was_killed_goes_on_near_where_it_was(site, killed, crawl, database):
    site.articles = [*range(50, 0, -1)]
    killed("/list_17.html")
    kept = place(database)
    assert 2 < kept["number"] < 17, "how near depends on how fast the machine stores"
    site.articles = [51, *site.articles]
    again = crawl()
    assert documents(database).keys() == news(*range(1, 52)).keys()
    walked = {int(one[6:-5]) for one in again.asked if one.startswith("/list_")}
    assert not walked & set(range(6, kept["number"]))
    assert again["listing/resumed"] == 1
    assert place(database)["page"] is None
    assert crawl().asked == pages(1, 3)


def test_no_article_is_lost_by_a_place_that_was_kept(site, killed, crawl, database):
    """One article of the fifth page is not there yet when the crawl dies on the twentieth, later one of the twenty-fourth."""
    site.articles = [*range(80, 0, -1)]
    held, later = path(80 - 8), path(80 - 46)
    for slow, last in ((held, "/list_20.html"), (later, "/list_30.html")):
        released = Event()
        site.when[slow] = lambda released=released: released.wait(30)
        killed(last)
        released.set()
        assert slow not in documents(database)
    assert 4 <= place(database)["number"] < 24
    crawl()
    assert documents(database).keys() == news(*range(1, 81)).keys()


def test_a_place_that_is_no_longer_there_begins_the_walk_anew(site, killed, crawl, database):
    site.articles = [*range(50, 0, -1)]
    killed("/list_17.html")
    site.answers[f"/list_{place(database)['number']}.html"] = GONE
    assert crawl()["listing/place_lost"] == 1
    site.answers.clear()
    crawl()
    assert documents(database).keys() == news(*range(1, 51)).keys()


def a_day_later(database) -> None:
    """Let what was missing have been so since the day before yesterday."""
    before = datetime.now(UTC) - timedelta(days=2)
    database["articles"].update_many({"missing_since": {"$ne": None}}, {"$set": {"missing_since": before}})


def gone(database) -> list[str]:
    return sorted(page for page, each in documents(database).items() if each.get("gone_at"))


def test_an_article_whose_page_is_missing_twice_a_day_apart_is_gone_and_may_return(site, known, crawl, database):
    known()
    site.answers[path(20)] = GONE
    assert crawl(**ALWAYS_DUE)["gone/marked"] == 0
    assert crawl(**ALWAYS_DUE)["gone/marked"] == 0, "the second time was the same day"
    a_day_later(database)
    site.articles.remove(20)
    again = crawl()
    assert again.asked[path(20)] == 1, "it is asked for again, though no listing links to it and no visit is due"
    assert (again["gone/marked"], gone(database)) == (1, [path(20)])
    site.articles.insert(0, 20)
    del site.answers[path(20)]
    crawl(**ALWAYS_DUE)
    assert gone(database) == []
    told = [
        each["kind"]
        for each in database["changes"].find({"article": documents(database)[path(20)]["_id"]}).sort("number")
    ]
    assert told == ["created", "gone", "revised"]


def test_no_article_is_gone_when_many_are_missing_at_once(site, known, crawl, database):
    known()
    site.answers |= {path(number): GONE for number in range(11, 21)}
    for _ in range(2):
        again = crawl(**ALWAYS_DUE, LISTING_FULL=True)
        assert (again["gone/held"], again["gone/marked"]) == (10, 0)
        a_day_later(database)
    assert gone(database) == []
