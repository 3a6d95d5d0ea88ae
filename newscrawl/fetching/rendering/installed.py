"""Which Chromium there is, and how it is started."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from typing import Any, Final

from scrapy.settings import BaseSettings

from newscrawl.exceptions import ConfigurationError, MissingExtraError

__all__ = ["PROGRAMS", "check", "launch_options"]

PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # nothing goes past the proxy
    "--disable-quic",
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
