"""Where pages in an engine may connect to, and at which pace: as any request of the crawl. No engine is needed to see that."""

import asyncio

import pytest
from scrapy.utils.test import get_crawler

from newscrawl.fetching.guard import ForbiddenAddressError
from newscrawl.fetching.rendering.network import Network
from newscrawl.items import ARTICLE_PAGE
from tests.fetching.loopback import Loopback, page
from tests.fetching.rendering.pages import filled


@pytest.fixture
def through(fetch, stand_in):
    """Fetches URLs through what stands in for an engine."""

    def run(*urls, settings, **given):
        own = {"RENDER": "splash", "SPLASH_URL": stand_in.url, "DOWNLOAD_DELAY_JITTER": 0, **settings}
        return fetch(*urls, kind=ARTICLE_PAGE, settings=own, **given)

    return run


def test_a_name_that_is_bound_anew_leads_to_what_was_checked(through):
    """It points to the site when it is looked up, and into the network of the operator from then on."""
    secret = {"/a": filled("secret"), "/b": filled("secret")}
    with (
        Loopback({"/a": filled("a"), "/b": filled("b")}) as site,
        Loopback(secret, where=("127.0.0.2", site.port)) as victim,
    ):
        urls = [f"http://rebind.example:{site.port}/{path}" for path in "ab"]
        names = {"rebind.example": [["127.0.0.1"], ["127.0.0.2"]]}
        settings = {"ROBOTSTXT_OBEY": False, "CONCURRENT_REQUESTS": 1}
        got = through(*urls, allow=(site.allowed,), names=names, settings=settings)
        assert (got[urls[0]][0], got[urls[1]]) == (200, "forbidden")
        assert (site.paths(), victim.connections) == (["/a"], 0)


def test_sites_of_one_address_share_its_budget(through):
    names = {f"{name}.example": [["127.0.0.1"]] for name in ("one", "other")}
    with Loopback({f"/{n}": filled(f"{n}") for n in range(3)}) as site:
        urls = [f"http://{name}:{site.port}/{n}" for n in range(3) for name in names]
        through(*urls, allow=(site.allowed,), names=names, settings={"DOWNLOAD_DELAY": 0.3})
        pages = [each.at for each in site.asked if each.path != "/robots.txt"]
        assert len(pages) == 6
        assert (pages[-1] - pages[0]) / 5 > 0.25


@pytest.mark.parametrize("spelled", ["127.0.0.1", "127.1", "localhost"])
def test_no_page_reaches_what_is_the_operators_own_whatever_is_allowed(spelled):
    with Loopback() as service:
        settings = {"SPLASH_URL": service.url, "ALLOW_ADDRESSES": "127.0.0.0/8", "DOWNLOAD_TIMEOUT": 1}
        network = Network(get_crawler(settings_dict=settings))
        with pytest.raises(ForbiddenAddressError):
            asyncio.run(network.connect("http", spelled, service.port))
        assert service.connections == 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f.1", "10.0.0.1", "[::1]", "::ffff:a9fe:a9fe", "metadata.google.internal"]
)
def test_no_page_asks_the_operators_proxy_for_an_address_that_is_not_public(host, monkeypatch):
    """The proxy would resolve names; literals are refused before it is asked."""
    with Loopback() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        network = Network(get_crawler(settings_dict={"DOWNLOAD_TIMEOUT": 1}))
        with pytest.raises(ForbiddenAddressError):
            asyncio.run(network.connect("http", host, 80))
        assert proxy.connections == 0


@pytest.mark.parametrize("body", ["404", "[]", "<h1>It works!</h1>", '"html"'])
def test_what_is_no_splash_is_told(body, fetch):
    with Loopback({"/execute": page(body)}) as other, Loopback() as site:
        settings = {"RENDER": "splash", "SPLASH_URL": other.url, "ROBOTSTXT_OBEY": False}
        got = fetch(f"{site.url}/", kind=ARTICLE_PAGE, allow=(site.allowed,), settings=settings)
    assert got[f"{site.url}/"] == "engine_away"
    assert "is none: it answers with 200" in got.stats["render/engine/error"]
