"""Pages that are rendered are asked for as politely as any: at their host's pace, and never where robots.txt forbids it."""

import pytest

from tests.fetching.loopback import Loopback, page
from tests.fetching.rendering.pages import ENGINES, FRAME, TEXT, filled

ANY = ["stand_in", *ENGINES]
RULES = page("User-agent: *\nDisallow: /no\n", Content_Type="text/plain")


def outcomes(got):
    return {path: one if isinstance(one, str) else one[0] for path, one in got.items()}


@pytest.mark.parametrize("engine", ANY)
def test_a_host_that_is_overrun_is_given_its_time(engine, rendered):
    seen = []

    def busy(connection):
        seen.append(1)
        connection.sendall(filled("busy") if len(seen) > 1 else page("busy", "429 Too Many Requests", Retry_After="1"))

    paths = [f"/{number}" for number in range(4)]
    with Loopback({"/busy": busy} | {path: filled(path) for path in paths}) as site:
        got, whole = rendered(engine, site, "/busy", *paths, RETRY_TIMES=1, CONCURRENT_REQUESTS=1)
        print(got, [(round(e.at, 1), e.path) for e in site.asked], whole.stats, whole.log)
        assert set(outcomes(got).values()) == {200}
        refused = site.times("/busy")[0]
        after = [each.at for each in site.asked if each.at > refused and each.path != "/favicon.ico"]
        assert min(after) - refused > 0.8
    assert whole.stats["fetch/overrun"] == 1


@pytest.mark.parametrize("engine", ANY)
def test_a_redirect_is_the_crawls_to_follow(engine, rendered):
    """So the robots.txt of the host that it leads to holds, and there is an end to them."""
    with Loopback({"/robots.txt": RULES, "/yes": filled("yes"), "/no": filled("no")}) as other, Loopback() as site:
        site.pages |= {f"/to{path}": page(status="301 Moved", Location=other.url + path) for path in ("/yes", "/no")}
        site.pages |= {f"/{n}": page(status="302 Found", Location=f"/{n + 1}") for n in range(20)}
        paths = "/to/yes", "/to/no", "/0"
        given = {"ROBOTSTXT_OBEY": True, "allow": (other.allowed,), "REDIRECT_MAX_TIMES": 3}
        got, _ = rendered(engine, site, *paths, **given)
    assert outcomes(got) == {"/to/yes": 200, "/to/no": "robots", "/0": "redirects"}
    assert got["/to/yes"][2] == f"{other.url}/yes"
    assert [path for path in other.paths() if path != "/favicon.ico"] == ["/robots.txt", "/yes"]
    assert [path for path in site.paths() if path[1:].isdecimal()] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize("engine", ENGINES)
def test_so_is_what_a_page_leads_to_by_itself(engine, rendered):
    to = "http://{}/no"
    leads = {
        "/script": "<script>location.href = '{}'</script>",
        "/late": f"<p>{TEXT[:9]}</p><script>setTimeout(function () {{{{ location.replace('{{}}') }}}}, 300)</script>",
        "/meta": "<meta http-equiv=refresh content='0;url={}'>",
        "/link": "<a id=a href='{}'>a</a><script>document.getElementById('a').click()</script>",
        "/form": "<form id=f action='{}'></form><script>document.getElementById('f').submit()</script>",
    }
    with Loopback({"/robots.txt": RULES}) as other, Loopback() as site:
        site.pages |= {path: page(FRAME.format(mark.format(to.format(other.allowed)))) for path, mark in leads.items()}
        site.pages["/again"] = page(FRAME.format("<script>location.reload()</script>"))
        site.pages["/missing"] = page(FRAME.format("<script>location.href = '/'</script>"), status="404 Not Found")
        got, _ = rendered(engine, site, *site.pages, ROBOTSTXT_OBEY=True, allow=(other.allowed,), REDIRECT_MAX_TIMES=3)
        assert outcomes(got) == {**dict.fromkeys(leads, "robots"), "/again": "redirects", "/missing": 404}
        assert len(site.times("/again")) == 4
        assert "/" not in site.paths()
    assert other.paths() == ["/robots.txt"]
