"""Starts Splash 3.5 on the Python, Qt and Lua of today, without changing a file of it.

Run by the Python of the folder that ``install`` made; arguments are Splash's own. Each of the four faults that are worked
round here shows as an exception in Splash's first renders, so one that was mended is found by leaving its lines out.

Splash takes any certificate; here it takes those that somebody vouches for.

WebKit runs a page's scripts in the one thread that Splash has: a script that never ends would end the service. So it is
started anew, in the same process and at the same port, when it has stood still for a while.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

STILL = float(os.environ.get("SPLASH_STANDS_STILL", "30"))  # seconds

# QtWebEngine, which Splash imports beside WebKit, refuses to start as root, as services in containers do.
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"

# lupa 2.8 takes the newest Lua that it brings; Splash's own Lua modules are of 5.2.
import lupa.lua52  # noqa: E402 - with that in the environment

sys.modules["lupa"] = lupa.lua52

from PyQt5 import QtCore, QtNetwork  # noqa: E402 - only now: PyQt5 reads the environment when it is imported

# Python 3.9 dropped the encoding of json.loads, which is that of the bytes.
_loads = json.loads


def loads(text: str | bytes, *, encoding: str = "utf-8", **given: Any) -> Any:
    return _loads(text.decode(encoding) if isinstance(text, bytes) else text, **given)


json.loads = loads


# Python 3.10 ended silent conversions from float to int; Splash counts milliseconds and pixels in floats.
class Timer(QtCore.QTimer):
    def start(self, *milliseconds: float) -> None:
        super().start(*map(int, milliseconds))


class Point(QtCore.QPoint):
    def __init__(self, *place: Any) -> None:
        super().__init__(*(int(each) if isinstance(each, float) else each for each in place))


QtCore.QTimer, QtCore.QPoint = Timer, Point

# WebKit opens web sockets past the proxy that a request names, and on loopback past any proxy. So scripts have none, and no
# workers, which would have them: page.lua sees to the page itself, and this file to the frames in it, which load nothing.
# What goes past the proxy all the same finds nobody at the discard port.
NOBODY = QtNetwork.QNetworkProxy(QtNetwork.QNetworkProxy.HttpProxy, "127.0.0.1", 9)
NO_SOCKETS = "window.WebSocket = window.Worker = window.SharedWorker = undefined"


def take_sockets(frame: Any) -> None:
    """Take web sockets from a frame, before its scripts run."""
    frame.javaScriptWindowObjectCleared.connect(lambda: frame.evaluateJavaScript(NO_SOCKETS))


def watch() -> None:
    """Start the program anew when its loop stands still."""
    from twisted.internet import reactor

    seen = [time.monotonic()]

    def beat() -> None:
        seen[0] = time.monotonic()
        reactor.callLater(1, beat)

    def look() -> None:
        while time.monotonic() - seen[0] < STILL:
            time.sleep(1)
        for child in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)  # the X server: the next start brings its own
        os.closerange(3, 1024)
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - itself

    beat()
    threading.Thread(target=look, daemon=True).start()


if __name__ == "__main__":
    from splash import server
    from splash.engines.webkit.webpage import WebkitWebPage
    from splash.network_manager import ProxiedQNetworkAccessManager

    begin, accepts = WebkitWebPage.__init__, WebkitWebPage.acceptNavigationRequest

    def begin_without_sockets(page: Any, *given: Any, **named: Any) -> None:
        begin(page, *given, **named)
        page.frameCreated.connect(take_sockets)

    def accepts_page(page: Any, frame: Any, *asked: Any) -> bool:
        return frame is not None and frame.parentFrame() is None and bool(accepts(page, frame, *asked))

    WebkitWebPage.__init__ = begin_without_sockets
    WebkitWebPage.acceptNavigationRequest = accepts_page
    ProxiedQNetworkAccessManager._on_ssl_errors = lambda *_: None  # where Splash takes any certificate

    def watched(*given: Any, **named: Any) -> Any:
        QtNetwork.QNetworkProxy.setApplicationProxy(NOBODY)
        watch()
        return server.splash_server(*given, **named)

    server.main(server_factory=watched)
