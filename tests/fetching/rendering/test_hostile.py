"""Pages that try what a browser can do: the crawl goes on, and nothing is connected to that is not public."""

import socket

import pytest

from tests.fetching.loopback import Loopback, page
from tests.fetching.rendering.pages import ENGINES, FRAME, LENGTH, filled

# What cannot be had in an engine raises, and shall not end the script.
TRIES = "function attempt(what) {{ try {{ what() }} catch (error) {{ }} }} {}"
WINDOWS = """
attempt(function () { window.open(victim) }); attempt(function () { window.open('about:blank').location = victim });
attempt(function () { var a = document.createElement('a'); a.href = victim; a.target = '_blank'; document.body.appendChild(a); a.click() });
attempt(function () { var f = document.createElement('form'); f.action = victim; f.method = 'post'; f.target = '_blank'; document.body.appendChild(f); f.submit() });
attempt(function () { window.print() });
"""
FILES = """
attempt(function () { var a = document.createElement('a'); a.href = '/large'; a.download = 'a'; document.body.appendChild(a); a.click() });
attempt(function () { var a = document.createElement('a'); a.href = 'data:,x'; a.download = 'a'; document.body.appendChild(a); a.click() });
"""
DIALOGS = """
window.onbeforeunload = function () { return 'stay' };
for (var i = 0; i < 30; i += 1) { alert(i); confirm(i); prompt(i) }
"""
WIRES = """
attempt(function () { new WebSocket(victim.replace('http', 'ws')) });
attempt(function () { new EventSource(victim) });
attempt(function () { navigator.sendBeacon(victim, 'x') });
attempt(function () { fetch(victim, {mode: 'no-cors', keepalive: true}) });
attempt(function () {
  var wire = new RTCPeerConnection({iceServers: [{urls: [victim.replace('http://', 'stun:'), victim.replace('http://', 'turn:') + '?transport=tcp'], username: 'a', credential: 'a'}]});
  wire.createDataChannel('a'); wire.createOffer().then(function (offer) { return wire.setLocalDescription(offer) });
});
attempt(function () { new WebTransport(victim.replace('http', 'https')) });
['preconnect', 'dns-prefetch', 'prefetch', 'prerender', 'preload', 'modulepreload'].forEach(function (kind) {
  var link = document.createElement('link'); link.rel = kind; link.href = victim; document.head.appendChild(link);
});
attempt(function () { var rules = document.createElement('script'); rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({prerender: [{urls: [victim]}], prefetch: [{urls: [victim]}]}); document.head.appendChild(rules) });
"""
WORKERS = """
attempt(function () { navigator.serviceWorker.register('/worker.js') });
attempt(function () { new Worker('/worker.js') });
attempt(function () { new SharedWorker('/worker.js') });
attempt(function () { new Worker(URL.createObjectURL(new Blob([code]))) });
"""
CODE = """
try { new WebSocket(victim.replace('http', 'ws')) } catch (error) { }
try { fetch(victim, {mode: 'no-cors'}) } catch (error) { }
try { importScripts(victim) } catch (error) { }
"""
SCHEMES = """
['file:///etc/passwd', 'ftp://' + victim.slice(7), 'view-source:' + victim, 'chrome://settings', 'mailto:a@example.com', 'intent://a', 'about:blank#x'].forEach(function (to) {
  var frame = document.createElement('iframe'); frame.src = to; document.body.appendChild(frame);
  attempt(function () { var ask = new XMLHttpRequest(); ask.open('GET', to); ask.send() });
});
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_tries_all_that_a_browser_can_do_is_read_as_any_other(engine, rendered):
    with (
        Loopback({"/": page("secret")}) as victim,
        socket.socket(type=socket.SOCK_DGRAM) as wire,
        Loopback({"/large": page(b"x" * 300_000, Content_Disposition="attachment")}) as server,
    ):
        wire.bind((victim.host, victim.port))
        wire.setblocking(False)
        given = f"var victim = '{victim.url}/', code = 'var victim = \"{victim.url}/\";' + {CODE!r};"
        tried = {
            "windows": WINDOWS,
            "files": FILES,
            "dialogs": DIALOGS,
            "wires": WIRES,
            "workers": WORKERS,
            "schemes": SCHEMES,
        }
        pages = {f"/{name}": filled(name, given + TRIES.format(script)) for name, script in tried.items()}
        worker = page(f"var victim = '{victim.url}/'; {CODE}", Content_Type="text/javascript")
        server.pages |= {**pages, "/worker.js": worker, "/last": filled("last")}
        got, whole = rendered(engine, server, *pages, "/last", CONCURRENT_REQUESTS=2)
        assert {path: one if isinstance(one, str) else one[0] for path, one in got.items()} == dict.fromkeys(got, 200)
        assert victim.connections == 0, victim.asked
        with pytest.raises(BlockingIOError):
            wire.recv(1)
    assert "Traceback" not in whole.log


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_page_in_the_end_is_none_of_the_sites(engine, rendered):
    go = "<script>location.href = {}</script>"
    none = {
        "/data": go.format("'data:text/html,<p>' + Array(999).join('x')"),
        "/blob": go.format("URL.createObjectURL(new Blob([Array(999).join('x')], {type: 'text/html'}))"),
        "/file": go.format("'file:///etc/passwd'"),
        "/blank": go.format("'about:blank'"),
    }
    grow = "var all = ''; for (var i = 0; i < 50000; i += 1) { all += '<p>' + i + Array(1000).join('x') + '</p>' }"
    deep = "for (var i = 0, at = document.body; i < 20000; i += 1) { at = at.appendChild(document.createElement('b')) }"
    large = {"/large": f"<script>{grow} document.body.innerHTML = all</script>", "/deep": f"<script>{deep}</script>"}
    files = {"/nothing": page(status="204 No Content"), "/sent": page(b"%PDF", Content_Disposition="attachment")}
    with Loopback({path: page(FRAME.format(one)) for path, one in {**none, **large}.items()}) as server:
        server.pages |= {**files, "/last": filled("last")}
        got, whole = rendered(engine, server, *server.pages, CONCURRENT_REQUESTS=1, RENDER_SECONDS=2)
        shown = [got[path] for path in none if got[path] != "broken"]
        assert all(status == 200 and size < LENGTH and url.startswith(server.url) for status, size, url in shown), got
    assert got["/large"] in ("too_large", "timeout")
    assert got["/sent"] == "broken"
    assert got["/last"][0] == 200
    assert "Traceback" not in whole.log
