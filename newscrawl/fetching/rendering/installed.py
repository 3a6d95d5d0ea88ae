"""Whether an engine can be used here; which Chromium there is, how it is started, and ended when it does not end by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import urllib.request
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException
from importlib.util import find_spec
from typing import Any, Final
from urllib.parse import urlsplit

import psutil
from scrapy.settings import BaseSettings

from newscrawl.exceptions import ConfigurationError, EngineAwayError, MissingExtraError
from newscrawl.fetching.guard import PORTS

__all__ = ["PROGRAMS", "check", "kill", "launch_options", "looked_at", "splash_address"]

PACKAGES: Final = {"splash": ("scrapy_splash",), "playwright": ("scrapy_playwright", "playwright")}
PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # nothing goes past the proxy
    "--disable-quic",
    "--block-new-web-contents",  # no windows of a page's own, which nobody would look after
)
ANSWER: Final = 5  # seconds for Splash, and for Chromium to say which one it is
PING_MAX: Final = 1000  # bytes


def check(engine: str, settings: BaseSettings) -> None:
    """Raise MissingExtraError or ConfigurationError when an engine cannot be started here; Splash may come up later."""
    if engine not in PACKAGES:
        raise ConfigurationError(f"RENDER_ENGINE is {engine!r}, and can be one of: {', '.join(PACKAGES)}")
    missing = next((name for name in PACKAGES[engine] if find_spec(name) is None), None)
    if missing and engine == "splash":  # no extra's: whoever installs newscrawl has it
        raise ConfigurationError('render = "splash" needs a package that is not installed: pip install scrapy-splash')
    if missing:
        raise MissingExtraError(f'render = "{engine}"', engine)
    if engine == "playwright":
        launch_options(settings)
    else:
        splash_address(settings)


def splash_address(settings: BaseSettings) -> tuple[str, int]:
    """Host and port of SPLASH_URL. Raises ConfigurationError for what is no address."""
    told = settings["SPLASH_URL"] or ""
    with suppress(ValueError):
        url = urlsplit(told)
        if url.scheme in PORTS and url.hostname:
            return url.hostname, PORTS[url.scheme] if url.port is None else url.port
    raise ConfigurationError(f"NEWSCRAWL_SPLASH_URL is {told!r}: write it as http://127.0.0.1:8050")


def launch_options(settings: BaseSettings) -> dict[str, Any]:
    """How Playwright starts the browser; PLAYWRIGHT_LAUNCH_OPTIONS stand in the place of what is found here.

    Raises ConfigurationError when there is no Chromium.
    """
    try:
        own = settings.getdict("PLAYWRIGHT_LAUNCH_OPTIONS")
    except (TypeError, ValueError):
        raise ConfigurationError(
            'PLAYWRIGHT_LAUNCH_OPTIONS: write it as {"executable_path": "/opt/chrome/chrome"}'
        ) from None
    program = own.get("executable_path") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or shutil.which(program) is None:
        raise ConfigurationError(
            f"there is no Chromium at {program or ' or '.join(PROGRAMS)}: install one (Debian: apt-get install"
            " chromium-headless-shell), or name it in PLAYWRIGHT_LAUNCH_OPTIONS as executable_path"
        )
    # The sandbox cannot be had by root.
    found = {"executable_path": program, "chromium_sandbox": os.geteuid() != 0}
    return {**found, **own, "args": [*ARGUMENTS, *own.get("args", ())]}


def looked_at(engine: str, settings: BaseSettings) -> str:
    """Which engine there is, and where. Raises MissingExtraError, ConfigurationError or EngineAwayError."""
    check(engine, settings)
    return _answering(settings["SPLASH_URL"]) if engine == "splash" else _starts(settings)


def _answering(url: str) -> str:
    """Where Splash answers. Raises EngineAwayError."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with (
        suppress(OSError, ValueError, HTTPException),
        opener.open(f"{url.rstrip('/')}/_ping", timeout=ANSWER) as answer,
    ):
        if answer.status == HTTPStatus.OK and b"maxrss" in answer.read(PING_MAX):
            return f"answers at {url}"
        raise EngineAwayError(f"what answers at {url} is no Splash: set NEWSCRAWL_SPLASH_URL")
    raise EngineAwayError(f"no Splash answers at {url}: start it (docs/rendering.md), or set NEWSCRAWL_SPLASH_URL")


def _starts(settings: BaseSettings) -> str:
    """Which Chromium starts. Raises EngineAwayError."""
    program = launch_options(settings)["executable_path"]
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, errors="replace", timeout=ANSWER)  # noqa: S603 - the operator names the program
        said = (done.stdout if done.returncode == 0 else done.stderr).partition("\n")[0].strip()
        if done.returncode == 0:
            return f"{said} at {program}"
    except (OSError, subprocess.TimeoutExpired) as error:
        said = str(error)
    raise EngineAwayError(f"{program} does not start: {said or 'it says nothing'}; install it anew (docs/rendering.md)")


def kill(mark: str) -> None:
    """Kill what this process started with such an argument, and all that has been started by it."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if mark in process.cmdline():
                for each in [*process.children(recursive=True), process]:
                    each.kill()
