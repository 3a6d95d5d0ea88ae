"""Which Chromium there is, how it is started, and ended when it does not end by itself."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from importlib.util import find_spec
from typing import Any, Final

import psutil
from scrapy.settings import BaseSettings

from newscrawl.exceptions import ConfigurationError, MissingExtraError

__all__ = ["PROGRAMS", "check", "kill", "launch_options"]

PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # nothing goes past the proxy
    "--disable-quic",
    "--block-new-web-contents",  # no windows of a page's own, which nobody would look after
)


def check(engine: str, settings: BaseSettings) -> None:
    """Raise MissingExtraError or ConfigurationError when an engine cannot be started here; Splash may come up later."""
    if engine == "playwright":
        if find_spec("scrapy_playwright") is None:
            raise MissingExtraError('render = "playwright"', "playwright")
        launch_options(settings)


def launch_options(settings: BaseSettings) -> dict[str, Any]:
    """How Playwright starts the browser; PLAYWRIGHT_LAUNCH_OPTIONS stand in the place of what is found here.

    Raises ConfigurationError when there is no Chromium.
    """
    own = settings.getdict("PLAYWRIGHT_LAUNCH_OPTIONS")
    program = own.get("executable_path") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or shutil.which(program) is None:
        raise ConfigurationError(
            f"there is no Chromium at {program or ' or '.join(PROGRAMS)}: install one (Debian: apt-get install"
            " chromium-headless-shell), or name it in PLAYWRIGHT_LAUNCH_OPTIONS as executable_path"
        )
    # The sandbox cannot be had by root.
    found = {"executable_path": program, "chromium_sandbox": os.geteuid() != 0}
    return {**found, **own, "args": [*ARGUMENTS, *own.get("args", ())]}


def kill(mark: str) -> None:
    """Kill what this process started with such an argument, and all that has been started by it."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if mark in process.cmdline():
                for each in [*process.children(recursive=True), process]:
                    each.kill()
