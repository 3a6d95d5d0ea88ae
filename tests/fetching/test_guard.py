"""No crawl connects to what is not public, whatever spelling, name, redirect or page leads there."""

import pytest

from newscrawl.exceptions import ConfigurationError
from newscrawl.fetching import resolver
from newscrawl.fetching.addresses import Allowed
from tests.fetching.loopback import Loopback, page

LITERAL = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0X7F.0.0.1 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. 127.255.255.254 0.0.0.0 0
0x0 10.0.0.1 012.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 2852039166 0xa9fea9fe 100.64.0.1 100.100.100.200
168.63.129.16 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [::127.0.0.1] [64:ff9b::127.0.0.1]
[64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [2001:db8::1] [fe80::1] [fc00::1] [fd00:ec2::254] [ff02::1] [100::1]
localhost LOCALHOST. a.localhost metadata.google.internal www.good.example@127.0.0.1 １２７.０.０.１ 127。0。0。1 1.2.3.999 4294967296
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 172.32.0.1 100.128.0.1 [2606:4700::1111] [64:ff9b::808:808] [::ffff:808:808]".split()
NAMES = {
    "loop.example": [["127.0.0.1"]],
    "loop6.example": [["::1"]],
    "office.example": [["10.0.0.1"]],
    "cloud.example": [["169.254.169.254"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
    "both.example": [["8.8.8.8", "127.0.0.1"]],
}


@pytest.fixture
def victim():
    """What nobody may connect to."""
    with Loopback({"/": page("<h1>secret</h1>"), "/robots.txt": page("User-agent: *\nDisallow:")}) as server:
        yield server


def test_hostile_addresses_are_refused_before_a_connection_is_made(fetch, victim):
    hosts = [*LITERAL, *NAMES]
    urls = [f"http://{host}:{victim.port}/" for host in hosts]
    strange = [
        "ftp://www.good.example/",
        "gopher://127.0.0.1:70/1",
        f"https://127.0.0.1:{victim.port}/",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://name:word@www.good.example/",
    ]
    with Loopback(where=("::1", victim.port)) as other:
        got = fetch(*urls, *strange, names=NAMES, settings={"DOWNLOAD_TIMEOUT": 3})
        assert len(urls) > 40
        assert {url: got[url] for url in [*urls, *strange]} == dict.fromkeys([*urls, *strange], "forbidden")
        assert victim.connections == other.connections == 0


@pytest.mark.parametrize("host", PUBLIC)
def test_a_public_address_is_not_refused(host, fetch):
    """It is asked for by a proxy, so that nothing leaves the machine."""
    with Loopback({f"http://{host}/": page("1"), f"http://{host}/robots.txt": page("")}) as proxy:
        assert fetch(f"http://{host}/", env={"http_proxy": proxy.url})[f"http://{host}/"][0] == 200


def test_a_redirect_and_a_page_lead_nowhere_either(fetch, victim):
    away = f"http://127.0.0.1:{victim.port}/"
    refresh = f'<html><head><meta http-equiv="refresh" content="0; url={away}"></head></html>'
    pages = {
        "/moved": page(status="302 Found", Location=away),
        "/named": page(status="301 Moved", Location=f"//loop.example:{victim.port}/"),
        "/further": page(status="308 Permanent Redirect", Location="/moved"),
        "/spelled": page(status="307 Temporary Redirect", Location=f"http://0x7f.1:{victim.port}/"),
        "/refresh": page(refresh),
    }
    with Loopback(pages) as site:
        got = fetch(*(f"{site.url}{path}" for path in pages), allow=(site.allowed,), names=NAMES)
        assert {path: got[f"{site.url}{path}"] for path in pages} == dict.fromkeys(pages, "forbidden")
        assert set(pages) <= set(site.paths())
    assert victim.connections == 0


def test_no_redirect_of_an_article_is_followed_to_another_site_that_is_not_declared(fetch):
    hosts = ("www.example.com", "news.example.com", "www.example.net", "www.example.org")
    with Loopback({"/there": page("1")}) as site:
        own, sister, declared, other = (f"http://{host}:{site.port}" for host in hosts)
        moved = {"/away": other, "/sister": sister, "/declared": declared}
        site.pages |= {path: page(status="302 Found", Location=f"{where}/there") for path, where in moved.items()}
        site.pages["/bounced"] = page(status="302 Found", Location=f"{other}/sister")
        site.pages["/refresh"] = page(f'<meta http-equiv="refresh" content="0; url={other}/there">')
        expected = {
            "/away": "off_site",
            "/bounced": "off_site",
            "/refresh": "off_site",
            "/sister": 200,
            "/declared": 200,
        }
        given = {"allow": (site.allowed,), "names": {host: [["127.0.0.1"]] for host in hosts}, "own": [f"{declared}/"]}
        got = fetch(*(f"{own}{path}" for path in expected), kind="article_page", **given)
        found = {path: got[f"{own}{path}"] for path in expected}
        assert {path: one if isinstance(one, str) else one[0] for path, one in found.items()} == expected
        assert not [each for each in site.asked if f"host: {hosts[3]}" in each.head]
        assert fetch(f"{own}/away", **given)[f"{own}/away"][0] == 200, "a listing may move"


@pytest.mark.parametrize("where", ["http://127.0.0.1:{port}/robots.txt", "http://loop.example:{port}/robots.txt"])
def test_a_robots_txt_that_leads_there_cannot_be_had(fetch, victim, where):
    moved = page(status="302 Found", Location=where.format(port=victim.port))
    with Loopback({"/robots.txt": moved, "/": page("1")}) as site:
        got = fetch(f"{site.url}/", allow=(site.allowed,), names=NAMES)
        assert (got[f"{site.url}/"], site.paths()) == ("robots_unreachable", ["/robots.txt"])
    assert got.stats["robotstxt/unreachable/forbidden"] == 1
    assert victim.connections == 0


def test_a_name_that_is_bound_anew_is_refused_at_the_next_connection(fetch):
    """It points to the site when it is looked up first, and into the network of the operator from then on."""
    with (
        Loopback({"/a": page("a"), "/b": page("b")}) as site,
        Loopback({"/b": page("secret")}, where=("127.0.0.2", site.port)) as victim,
    ):
        urls = [f"http://rebind.example:{site.port}/{path}" for path in "ab"]
        names = {"rebind.example": [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]]}
        serial = {"CONCURRENT_REQUESTS": 1}
        got = fetch(*urls, allow=(site.allowed,), names=names, remembered=0, settings=serial)
        assert (got[urls[0]][0], got[urls[1]]) == (200, "forbidden")
        assert victim.connections == 0


def test_a_name_is_resolved_once_for_a_while(fetch):
    with Loopback({"/a": page("a"), "/b": page("b")}) as site:
        urls = [f"http://still.example:{site.port}/{path}" for path in "ab"]
        got = fetch(*urls, allow=(site.allowed,), names={"still.example": [["127.0.0.1"], ["10.0.0.1"]]})
        assert [got[url][0] for url in urls] == [200, 200]


def test_through_a_proxy_literals_are_refused_and_the_proxy_is_no_site(fetch):
    with Loopback({"http://www.good.example/": page("1")}) as proxy:
        urls = [
            "http://www.good.example/",
            "http://127.0.0.1:80/",
            "http://localhost/",
            "http://0177.0.0.1/",
            f"{proxy.url}/",
        ]
        got = fetch(*urls, env={"http_proxy": proxy.url})
        assert [got[url] if isinstance(got[url], str) else got[url][0] for url in urls] == [200, *["forbidden"] * 4]
        assert {each.path for each in proxy.asked} == {"http://www.good.example/", "http://www.good.example/robots.txt"}


@pytest.mark.parametrize(
    ("proxy", "spelled"),
    [
        ("http://proxy.example:{port}", "proxy.example."),
        ("http://proxy.example.:{port}", "PROXY.example"),
        ("http://127.0.0.1:{port}", "0x7f.1"),
        ("127.1:{port}", "127.0.0.1."),
        ("localhost:{port}", "127.0.0.1"),
    ],
)
def test_a_proxy_is_no_site_however_it_is_spelled_and_whatever_is_allowed(fetch, proxy, spelled):
    with Loopback({}) as server:
        url = f"http://{spelled}:{server.port}/"
        names = {"proxy.example": [["127.0.0.1"]], "proxy.example.": [["127.0.0.1"]]}
        given = {"env": {"http_proxy": proxy.format(port=server.port)}, "names": names}
        got = fetch(url, "http://www.good.example/", allow=("127.0.0.0/8",), **given)
        assert got[url] == "forbidden"
        assert {each.path for each in server.asked} == {
            "http://www.good.example/robots.txt",
            "http://www.good.example/",
        }


def test_names_that_are_refused_are_not_kept_without_end(monkeypatch):
    monkeypatch.setattr(resolver, "MOST", 3)
    for number in range(10):
        resolver.GuardedResolver.tell(f"{number}.example", "10.0.0.1")
    assert (len(resolver._refused), resolver.refused("9.example")) == (1, "10.0.0.1")
    resolver.GuardedResolver.tell("9.example", None)
    assert resolver.refused("9.example") is None


def test_what_an_operator_allows_is_allowed_with_its_port_only(fetch):
    with Loopback({"/": page("1")}) as one, Loopback({"/": page("2")}) as other:
        got = fetch(f"{one.url}/", f"{other.url}/", allow=(one.allowed, "10.1.0.0/16"))
        assert (got[f"{one.url}/"][0], got[f"{other.url}/"]) == (200, "forbidden")


@pytest.mark.parametrize("text", ["intranet", "10.0.0.0/99", "127.0.0.1:x", "1.2.3", "[::1", "*"])
def test_an_entry_that_is_none_is_told(text):
    with pytest.raises(ConfigurationError, match="NEWSCRAWL_ALLOW_ADDRESSES"):
        Allowed.parse(f"127.0.0.1:80,{text}")
