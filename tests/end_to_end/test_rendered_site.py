"""A site whose pages are made by scripts, crawled through a real Splash and a real Chromium into MongoDB."""

from collections import Counter
from typing import Any

import pytest
from pymongo import MongoClient

from newscrawl.demo.truth import truths
from tests.commands import free_port

SITE = "yunxi_online"
HOST = "http://www.yunxi.example"
MODERN = f"{HOST}/a/2105.html"  # its page is written for browsers of 2020
ENGINES = [
    pytest.param("splash", marks=pytest.mark.splash),
    pytest.param("playwright", marks=pytest.mark.browser),
]


@pytest.fixture
def crawled(stored, world, database_name, mongo_uri, request):
    """Crawls the site through an engine: the run, what is stored, and what the world was asked for."""

    def run(engine: str, *more: str, **settings: Any) -> Any:
        splash = request.getfixturevalue("splash" if "splash" in (engine, *settings.values()) else "chromium")
        env = {"http_proxy": world.address, "NEWSCRAWL_MONGO_DATABASE": database_name}
        env |= {"NEWSCRAWL_SPLASH_URL": splash.url} if splash else {}
        own = {"RENDER": engine, "RENDER_SECONDS": 5, **settings}
        chosen = [word for name, value in own.items() for word in ("-s", f"{name}={value}")]
        before = Counter(world.requests)
        ended = stored.but(**env)("crawl", SITE, "--json", *chosen, *more)
        with MongoClient(mongo_uri) as client:
            found = {each["url"]: each for each in client[database_name].articles.find({"site": SITE})}
            letters = {each["url"]: each["reason"] for each in client[database_name].dead_letters.find({"site": SITE})}
        return ended.json["runs"][0], found, letters, Counter(world.requests) - before

    return run


def words(article: Any) -> Any:
    return (
        article["title"],
        article["body"].split("\n"),
        article["source"],
        article["authors"],
        article["published_raw"][:16],
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_all_articles_are_stored_as_the_site_shows_them(engine, crawled):
    run, found, letters, asked = crawled(engine)
    truth = {each.url: each for each in truths(sites=[SITE])}
    missing = {MODERN} if engine == "splash" else set()
    assert set(truth) - set(found) == missing
    assert letters == dict.fromkeys(missing, "no_body")
    assert (run["verdict"], run["stored"], run["failed"]) == ("ok", len(truth) - len(missing), len(missing))
    for url, article in found.items():
        true = truth[url]
        assert words(article) == (true.title, list(true.paragraphs), true.source, list(true.authors), true.published)
        assert article["etag"]
    assert not [url for url in asked if url.endswith((".gif", ".woff2", "hm.js?9a41c3"))]
    assert asked[f"{HOST}/news/2/"] == asked[f"{HOST}/api/a/2101.json"] == 1


def without_times(articles: Any) -> Any:
    return {
        url: {name: told for name, told in each.items() if name not in ("crawled_at", "first_seen_at")}
        for url, each in articles.items()
    }


@pytest.mark.splash
@pytest.mark.browser
def test_both_engines_give_the_same_articles_in_all_fields(crawled, mongo_uri, database_name, chromium):
    _, by_splash, _, _ = crawled("splash")
    with MongoClient(mongo_uri) as client:
        client.drop_database(database_name)
    _, by_chromium, _, _ = crawled("playwright")
    assert by_chromium.pop(MODERN)["body"]
    assert without_times(by_splash) == without_times(by_chromium)


@pytest.mark.browser
def test_a_site_is_tried_without_rendering_first_and_what_helped_is_remembered(crawled):
    first, found, _, asked = crawled("auto", RENDER_ENGINE="playwright")
    frames = [f"{HOST}/a/{number}.html" for number in range(2101, 2109)]
    assert (first["stored"], set(found)) == (8, set(frames))
    assert asked[f"{HOST}/news/"] == 2
    assert 3 <= sum(asked[url] == 2 for url in frames) < 8
    again, _, _, asked = crawled("auto", RENDER_ENGINE="playwright", SKIP_KNOWN=False)
    assert again["unchanged"] == 8
    assert [asked[url] for url in frames] == [1] * 8


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"RENDER": "auto", "RENDER_ENGINE": "lynx"}, "crashed: RENDER_ENGINE is 'lynx', and can be one of"),
        ({"RENDER": "splash"}, "does not answer (refused): start it (docs/rendering.md), or set NEWSCRAWL_SPLASH_URL"),
        ({"PLAYWRIGHT_LAUNCH_OPTIONS": '{"executable_path": "/bin/cat"}'}, "Chromium does not start: /bin/cat: "),
    ],
)
@pytest.mark.mongo
def test_what_is_wrong_with_an_engine_is_the_last_word_of_a_run(stored, world, database_name, wrong, said):
    nowhere = f"http://127.0.0.1:{free_port()}"
    env = {"http_proxy": world.address, "NEWSCRAWL_MONGO_DATABASE": database_name, "NEWSCRAWL_SPLASH_URL": nowhere}
    chosen = [f"--set={name}={value}" for name, value in {"RENDER_PATIENCE": 0, **wrong}.items()]
    ended = stored.but(**env)("crawl", SITE, *chosen)
    assert ended.code == 1
    assert said in ended.err.splitlines()[-1], ended.err
    assert "Traceback" not in ended.err
