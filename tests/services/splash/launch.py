"""Starts Splash 3.5 on the Python, Qt and Lua of today, without changing a file of it.

Run by the Python of the folder that ``install`` made; arguments are Splash's own. Each of the four faults that are worked
round here shows as an exception in Splash's first renders, so one that was mended is found by leaving its lines out.

Splash takes any certificate; here it takes those that somebody vouches for.

WebKit runs a page's scripts in the one thread that Splash has, and Python does nothing meanwhile: a script that never ends would
end the service. So this process looks after another one, which is Splash, and starts it anew when it has stood still for a while.
"""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

STILL = float(os.environ.get("SPLASH_STANDS_STILL", "30"))  # seconds
SAYS = "SPLASH_SAYS"  # the variable that names the pipe on which Splash says that it goes on


def keep() -> int:
    """Run Splash, and another one when it has said nothing for STILL seconds. Its exit code, once it ends by itself."""
    signal.signal(signal.SIGINT, lambda *_: None)  # a terminal tells both
    while True:
        hears, says = os.pipe()
        told = os.environ | {SAYS: str(says)}
        with subprocess.Popen([sys.executable, *sys.argv], pass_fds=[says], env=told) as splash:
            signal.signal(signal.SIGTERM, lambda *_, one=splash: one.terminate())
            os.close(says)
            heard = os.read(hears, 1)  # it may take its time to start
            while heard and select.select([hears], [], [], STILL)[0]:
                heard = os.read(hears, 1)
            os.close(hears)
            if not heard:
                return splash.wait()
            for child in Path(f"/proc/{splash.pid}/task/{splash.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGTERM)  # the X server, which takes its lock away
            splash.kill()


if __name__ == "__main__" and SAYS not in os.environ:
    sys.exit(keep())

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


def go_on() -> None:
    """Say every second that the loop goes on."""
    from twisted.internet import reactor

    says = int(os.environ[SAYS])
    os.set_inheritable(says, False)

    def beat() -> None:
        os.write(says, b".")
        reactor.callLater(1, beat)

    beat()


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
        go_on()
        return server.splash_server(*given, **named)

    server.main(server_factory=watched)
