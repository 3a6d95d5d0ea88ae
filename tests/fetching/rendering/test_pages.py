"""Pages through a real Splash and a real Chromium: what is waited for, what is told of them, and what goes wrong."""

import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psutil
import pytest

from newscrawl.items import ARTICLE_PAGE, LISTING
from tests.fetching.certificates import certificate
from tests.fetching.loopback import Loopback, page
from tests.fetching.rendering.pages import ENGINES, FRAME, LENGTH, SHOW, TEXT, filled, slow

LATE = page(FRAME.format(f"<script>setTimeout(function () {{ {SHOW} }}, 1200)</script>"), Set_Cookie="a=1")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_is_read_when_its_text_is_there_with_the_status_and_address_that_the_site_gave(engine, rendered):
    pages = {
        "/late": LATE,
        "/moved": page(status="302 Found", Location="/late"),
        "/led": page("<html><body><script>location.href = '/late'</script></body></html>"),
        "/lost": page("<html><body><script>location.href = '/gone'</script></body></html>"),
        "/gone": page(f"<html><body><p>{TEXT}</p></body></html>", status="404 Not Found"),
        "/error": page(FRAME.format(f"<script>{SHOW}</script>"), status="500 Internal Server Error"),
        "/empty": page(FRAME.format("")),
        "/file": page(b"%PDF-1.4", Content_Type="application/pdf"),
    }
    with Loopback(pages) as server:
        got, whole = rendered(engine, server, *pages)
    for path in ("/late", "/moved", "/led"):
        status, size, url = got[path]
        assert (status, url) == (200, f"{server.url}/late"), path
        assert size > LENGTH, path
    assert [got[path][0] for path in ("/gone", "/lost", "/error", "/empty")] == [404, 404, 500, 200]
    assert got["/file"] == "broken"
    assert whole.stats["downloader/response_status_count/404"] == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_still_fetches_is_not_read_yet(engine, rendered):
    more = "var ask = new XMLHttpRequest(); ask.onload = function () { document.body.innerHTML += ask.responseText }"
    script = f"<script>{SHOW}; {more}; ask.open('GET', '/more'); ask.send()</script>"
    with Loopback({"/": page(FRAME.format(script)), "/more": slow(page(f"<p>{TEXT}</p>" * 9), 1)}) as server:
        got, _ = rendered(engine, server, "/")
    assert got["/"][1] > 10 * len(TEXT.encode())


LINK = "<li><a href=/{}>三座提灌站同时开闸放水</a></li>"
LIST = "document.getElementById('app').innerHTML = '" + LINK.format("more") + "'"
LOAD = "var s = document.createElement('script'); s.src = '/list.js'; document.body.appendChild(s)"
ASK = "fetch('/later.js').then(function (a) {{ return a.text() }}).then(function (all) {{ eval(all) }})"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_list_is_read_when_nothing_changes_any_more_however_short_it_is(engine, rendered):
    """What still moves and asks, as pages do without end, does not count; what a timer or a script will bring does."""
    clock = "setInterval(function () { document.title = Date.now() }, 20)"
    turn = "function turn() { setTimeout(turn, 200) } turn(); setTimeout(turn, 60000)"
    gone = "clearTimeout(setTimeout(function () {}, 4000))"
    foot = LINK.format("licence")
    pages = {
        "/few": page(FRAME.format(foot)),
        "/none": page(FRAME.format("")),
        "/restless": page(FRAME.format(f"{foot}<script>{clock}; {turn}; {gone}</script>")),
        "/late": page(FRAME.format(f"{foot}<script>setTimeout(function () {{ {LIST} }}, 2000)</script>")),
        "/loaded": page(FRAME.format(f"{foot}<script>setTimeout(function () {{ {LOAD} }}, 200)</script>")),
    }
    if engine == "playwright":
        pages["/fetched"] = page(FRAME.format(f"{foot}<script>{ASK.format()}</script>"))
    lists = {f"/{name}.js": slow(page(LIST), seconds) for name, seconds in {"list": 2, "later": 4}.items()}
    with Loopback(pages | lists) as server:
        got, _ = rendered(engine, server, *pages, kind=LISTING, RENDER_SECONDS=20)
        assert time.monotonic() - server.asked[0].at < 18  # with all of them at once
    assert {got[path][0] for path in pages} == {200}
    assert got["/none"][1] < got["/few"][1]
    for path in set(pages) & {"/late", "/loaded", "/fetched"}:
        assert got[path][3] == ["/more", "/licence"], path


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_is_waited_for_however_still_the_page_is(engine, rendered):
    """Here by what nobody sees coming."""
    later = f"var left = 5; setInterval(function () {{ left -= 1; if (!left) {{ {SHOW} }} }}, 500)"
    with Loopback({"/": page(FRAME.format(f"<script>{later}</script>"))}) as server:
        got, _ = rendered(engine, server, "/", RENDER_SECONDS=20)
    assert got["/"][1] > LENGTH


@pytest.mark.parametrize("engine", ENGINES)
def test_the_time_of_a_pages_scripts_is_not_its_hosts(engine, rendered):
    pages = {"/late": slow(LATE, 0.3), "/moved": slow(page(status="302 Found", Location="/late"), 0.6)}
    with Loopback(pages) as server:
        got, whole = rendered(engine, server, *pages, CONCURRENT_REQUESTS=1)
    assert got["/late"][1] > LENGTH
    assert 0.3 <= whole.stats["latency/late"] < 1.2
    assert 0.6 <= whole.stats["latency/moved"] < 1.5


@pytest.mark.parametrize("engine", ENGINES)
def test_an_answer_without_content_is_told_as_what_it_is(engine, rendered):
    asks = "var ask = new XMLHttpRequest(); ask.open('GET', '/none'); ask.send()"
    none = {"/none": page(status="204 No Content"), "/reset": page(status="205 Reset Content")}
    with Loopback({**none, "/asks": filled("asks", asks)}) as server:
        got, _ = rendered(engine, server, *server.pages, RENDER_SECONDS=20)
        assert time.monotonic() - server.asked[0].at < 15  # nothing is waited for
        assert got.pop("/asks")[1] > LENGTH
        assert got == {"/none": [204, 0, f"{server.url}/none"], "/reset": [205, 0, f"{server.url}/reset"]}


@pytest.mark.browser
def test_an_empty_page_with_a_picture_to_be_solved_is_judged_when_it_is_rendered(rendered):
    """One is a frame with the script of a form for comments; the others are walls by a script or by their words."""
    library = "<script>var captcha = 'https://www.example.com/recaptcha/api.js'</script>"
    walls = {
        "/picture": page(FRAME.format(library)),
        "/script": page(FRAME.format(f"<script>var a = '__jsl_clearance'; {SHOW}</script>")),
        "/words": page(FRAME.format(f"<p>请完成安全验证</p>{library}<script>{SHOW}</script>")),
        "/refused": page(FRAME.format(f"{library}<script>{SHOW}</script>"), status="403 Forbidden"),
    }
    article = page(
        FRAME.format(f"{library}<script>{SHOW}; document.body.innerHTML += '<p>{TEXT}</p>'.repeat(4)</script>")
    )
    with Loopback({"/article": article, **walls}) as server:
        got, whole = rendered("auto", server, "/article", *walls, CONCURRENT_REQUESTS=1)
        asked = server.paths()
    assert got["/article"][0] == 200
    assert {path: got[path] for path in walls} == dict.fromkeys(walls, "blocked")
    assert [asked.count(path) for path in ("/article", *walls)] == [2, 2, 1, 1, 1]
    assert whole.stats["render/auto/article"] == 2


def test_a_picture_is_a_wall_where_rendering_does_not_help(fetch):
    """Nothing is rendered here."""
    library = "<script>var captcha = 'https://www.example.com/recaptcha/api.js'</script>"
    said = "<p>正在载入图形，请您稍候片刻。载入之后本页面会自行刷新，不需要其他操作。</p>"
    with Loopback({"/": page(FRAME.format(library)), "/said": page(FRAME.format(said + library))}) as server:
        seen = {"article": {"helped": 0, "failed": 3, "tried_at": None}}
        urls = [f"{server.url}{path}" for path in server.pages]
        got = fetch(*urls, kind=ARTICLE_PAGE, allow=(server.allowed,), settings={"RENDER": "auto"}, choice=seen)
        assert [got[url] for url in urls] == ["blocked", "blocked"]
        assert sorted(server.paths()) == ["/", "/robots.txt", "/said"]


@pytest.mark.splash
def test_a_page_that_the_engine_has_kept_is_as_good_as_a_new_one(rendered):
    def answer(connection: Any) -> None:
        known = "if-none-match" in server.asked[-1].head
        asked.append(known)
        connection.sendall(page(status="304 Not Modified", ETag='"1"') if known else filled("kept", ETag='"1"'))

    asked: list[bool] = []
    with Loopback({"/": answer}) as server:
        outcomes = [rendered("splash", server, "/")[0]["/"] for _ in range(2)]
    assert asked == [False, True]
    assert outcomes[0] == outcomes[1]
    assert outcomes[1][0] == 200


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_loads_no_pictures_and_waits_for_nothing_that_hangs(engine, rendered):
    things = "<img src=/a.png><img src=/picture><img src=/b.jpg?1><video src=/c.mp4></video><iframe src=/frame></iframe><script async src=/hangs.js></script>"
    style = "<style>@font-face { font-family: a; src: url(/d.woff2) } body { font-family: a }</style>"
    with Loopback({"/": page(FRAME.format(f"{style}{things}<p>{TEXT}</p>")), "/hangs.js": slow(b"", 30)}) as server:
        got, _ = rendered(engine, server, "/", RENDER_SECONDS=12)
        assert got["/"][0] == 200
        assert time.monotonic() - server.asked[0].at < 11  # without the start of the browser, which may take long
        assert set(server.paths()) - {"/favicon.ico"} == {"/", "/hangs.js"}


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_in_a_page_leads_to_an_address_that_is_not_public(engine, rendered):
    """Not a frame, picture, style, script, redirect, request or socket of it, and not the page's own redirect."""
    with Loopback({"/": page("<h1>secret</h1>"), "/x.js": page(SHOW)}) as victim, Loopback() as server:
        away = f"127.0.0.1:{victim.port}"
        names = {"inside.example": [["127.0.0.1"]]}
        inside = [f"http://{host}:{victim.port}" for host in ("127.1", "2130706433", "localhost", *names)]
        tags = "".join(
            f"<iframe src={to}/></iframe><script src={to}/x.js></script><link rel=stylesheet href={to}/a.css>"
            for to in inside
        )
        asks = "".join(
            f"var r{n} = new XMLHttpRequest(); r{n}.open('GET', '{to}/'); r{n}.send(); " for n, to in enumerate(inside)
        )
        wire = f"try {{ new WebSocket('ws://{away}/') }} catch (error) {{}}"
        within = f"var f = document.createElement('iframe'); document.body.appendChild(f); try {{ new f.contentWindow.WebSocket('ws://{away}/') }} catch (error) {{}}"
        worker = f"try {{ new Worker('data:text/javascript,new WebSocket(`ws://{away}/`)') }} catch (error) {{}}"
        framed = f'<iframe srcdoc="<script>{wire}</script>"></iframe><iframe src="data:text/html,<script>{wire}</script>"></iframe>'
        server.pages |= {
            "/": page(
                FRAME.format(
                    f"{tags}{framed}<script src=/leads></script><script>{asks}{wire};{worker};{within};{SHOW}</script>"
                )
            ),
            "/leads": page(status="302 Found", Location=f"http://{away}/x.js"),
            "/moved": page(status="302 Found", Location=f"http://{away}/"),
            "/script": page(f"<script>location.href = 'http://{away}/'</script>"),
        }
        got, whole = rendered(engine, server, "/", "/moved", "/script", names=names)
        assert got["/"][:1] == [200]
        assert (got["/moved"], got["/script"]) == ("forbidden", "forbidden")
        assert victim.connections == 0, victim.asked
        assert whole.stats["render/refused/forbidden"] > len(inside)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_had_is_told_as_of_any_page(engine, rendered):
    huge = page(FRAME.format(f"<p>{TEXT}</p><script>document.body.append('x'.repeat(300000))</script>"))
    with Loopback({"/huge": huge}) as server, socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # and does not listen
        nowhere = f"127.0.0.1:{deaf.getsockname()[1]}"
        server.pages["/moved"] = page(status="302 Found", Location=f"http://{nowhere}/")
        got, _ = rendered(engine, server, "/moved", "/huge", allow=(nowhere,), DOWNLOAD_MAXSIZE=200_000)
    assert got["/moved"] == "refused"
    assert got["/huge"] in ("too_large", "broken")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_certificate_of_nobody_is_refused(engine, rendered, tmp_path):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate(tmp_path, "www.other.example"))
    with Loopback({"/": filled("tls")}, tls=tls) as site:
        assert rendered(engine, site, "/")[0] == {"/": "tls"}
        assert site.asked == []
        if engine == "playwright":  # Splash has no such wish
            assert rendered(engine, site, "/", DOWNLOAD_VERIFY_CERTIFICATES=False)[0]["/"][0] == 200


def browsers() -> list[psutil.Process]:
    return [each for each in psutil.process_iter(["name", "status"]) if is_ours(each)]


def is_ours(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        ours = any(parent.pid == os.getpid() for parent in process.parents())
        return ours and "chrom" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.mark.browser
def test_a_browser_that_dies_in_the_middle_of_a_page_is_started_anew(rendered):
    killed: list[int] = []

    def die_once(connection: Any) -> None:
        if not killed:
            killed.append(1)
            time.sleep(0.5)
            for process in browsers():
                process.kill()
        with suppress(OSError):
            connection.sendall(filled("deadly"))

    with Loopback({"/deadly": die_once, "/a": slow(filled("a"), 1), "/b": filled("b")}) as server:
        got, whole = rendered("playwright", server, "/a", "/deadly", "/b")
    assert [outcome[0] for outcome in got.values()] == [200, 200, 200]
    assert killed
    assert whole.stats["render/engine/tried_again"] >= 1


@pytest.mark.browser
def test_a_page_that_kills_the_browser_each_time_is_given_up_and_the_crawl_goes_on(rendered):
    def die(connection: Any) -> None:
        for process in browsers():
            process.kill()
        with suppress(OSError):
            connection.sendall(filled("deadly"))

    with Loopback({"/deadly": die, "/b": filled("b")}) as server:
        got, _ = rendered("playwright", server, "/deadly", "/b", CONCURRENT_REQUESTS=1)
    assert got["/deadly"] == "engine_away"
    assert got["/b"][0] == 200


@pytest.mark.browser
def test_a_browser_that_stands_still_is_killed_and_another_one_started(rendered):
    def stop(connection: Any) -> None:
        for process in browsers():
            process.suspend()
        with suppress(OSError):
            connection.sendall(filled("still"))

    with Loopback({"/still": stop, "/b": filled("b")}) as server:
        got, whole = rendered("playwright", server, *server.pages, RENDER_SECONDS=1, CONCURRENT_REQUESTS=1)
    assert got["/still"] == "timeout"
    assert got["/b"][0] == 200
    assert whole.stats["render/engine/renewed"] == 1
    assert browsers() == []


@pytest.mark.browser
def test_the_browser_is_started_anew_after_so_many_pages_and_nothing_of_it_is_left(rendered):
    paths = [f"/{number}" for number in range(7)]
    with Loopback({path: filled(path) for path in paths}) as server:
        got, whole = rendered("playwright", server, *paths, RENDER_BROWSER_PAGES=3, CONCURRENT_REQUESTS=2)
    assert [outcome[0] for outcome in got.values()] == [200] * 7
    assert whole.stats["render/engine/renewed"] == 2
    assert browsers() == []


@pytest.mark.browser
def test_a_script_that_never_ends_costs_its_own_page_only(rendered):
    pages = {"/endless": page(FRAME.format("<script>while (true) {}</script>")), "/": filled("")}
    with Loopback(pages) as server:
        got, whole = rendered("playwright", server, *pages, RENDER_SECONDS=1)
    assert got["/endless"] == "timeout"
    assert got["/"][0] == 200
    assert "Traceback" not in whole.log


@pytest.fixture
def own_splash(tmp_path, splash) -> Iterator[Any]:
    """A further Splash, which a test may stop."""
    with type(splash)(tmp_path / "log") as service:
        yield service


@pytest.mark.splash
def test_a_splash_that_a_script_holds_up_is_started_anew(rendered, splash, tmp_path, monkeypatch):
    """This one holds whoever looks at the page."""
    monkeypatch.setenv("SPLASH_STANDS_STILL", "2")
    hold = "Object.defineProperty(document, 'body', {get: function () { while (true) {} }})"
    pages = {"/held": page(FRAME.format(f"<script>{hold}</script>")), "/": filled("")}
    with Loopback(pages) as server, type(splash)(tmp_path / "log") as own:
        got, _ = rendered("splash", server, *pages, SPLASH_URL=own.url, RENDER_PATIENCE=30, CONCURRENT_REQUESTS=1)
    assert got["/held"] == "engine_away"
    assert got["/"][0] == 200


@pytest.mark.splash
def test_pages_wait_for_a_splash_that_went_away(rendered, own_splash):
    def stop(connection: Any) -> None:
        if len(stopped) < 1:
            stopped.append(1)
            own_splash.stop()
            again.start()
        with suppress(OSError):
            connection.sendall(filled("stops"))

    stopped: list[int] = []
    again = threading.Timer(1, own_splash.start)
    with Loopback({"/a": filled("a"), "/stops": stop, "/b": filled("b"), "/c": filled("c")}) as server:
        got, whole = rendered("splash", server, *server.pages, SPLASH_URL=own_splash.url, RENDER_PATIENCE=30)
    again.join()  # whatever came of it, it is the fixture that ends this Splash
    assert [outcome[0] for outcome in got.values()] == [200] * 4
    assert "render/engine/away" not in whole.stats
    assert whole.stats["render/engine/tried_again"] >= 1
    assert "is away" in whole.log
    assert "is back" in whole.log


@pytest.mark.splash
def test_pages_that_wait_in_vain_are_counted_and_the_crawl_ends(rendered, own_splash):
    paths = [f"/{number}" for number in range(6)]
    with Loopback({path: filled(path) for path in paths}) as server, socket.socket() as nobody:
        own_splash.stop()
        nobody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        nobody.bind(("127.0.0.1", own_splash.port))  # so that nothing of the crawl's is given the free port
        begun = time.monotonic()
        got, whole = rendered("splash", server, *paths, SPLASH_URL=own_splash.url, RENDER_PATIENCE=1)
        assert server.asked == []
    assert set(got.values()) == {"engine_away"}, whole.log
    assert whole.stats["render/engine/away"] == 6
    assert time.monotonic() - begun < 20
