"""What an operator reads when an engine is not there: one line that says what is wrong, and what to do."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.exceptions import NewscrawlError
from newscrawl.fetching.rendering import installed
from tests.commands import free_port
from tests.fetching.loopback import Loopback, page


def told(engine: str, **settings: Any) -> str:
    """What there is, or what is wrong."""
    try:
        return installed.looked_at(engine, Settings(settings))
    except NewscrawlError as error:
        return str(error)


def chromium(folder: Path, script: str) -> dict[str, Any]:
    """A program in the place of Chromium."""
    program = folder / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return {"PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": str(program)}}


def test_a_chromium_has_to_be_there_and_to_start(tmp_path, monkeypatch):
    assert told("playwright", **chromium(tmp_path, "echo Chromium 156")) == f"Chromium 156 at {tmp_path}/chromium"
    broken = told("playwright", **chromium(tmp_path, "echo no libnss3.so >&2; exit 127"))
    assert "chromium does not start: no libnss3.so; install" in broken
    nowhere = {"executable_path": str(tmp_path / "none")}
    assert f"no Chromium at {tmp_path}/none: install" in told("playwright", PLAYWRIGHT_LAUNCH_OPTIONS=nowhere)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert "apt-get install chromium-headless-shell" in told("playwright")


@pytest.mark.parametrize("wrong", ["/opt/chrome", "3", '["a"]'])
def test_options_that_are_none_are_refused(wrong):
    assert 'write it as {"executable_path"' in told("playwright", PLAYWRIGHT_LAUNCH_OPTIONS=wrong)


@pytest.mark.parametrize(
    ("engine", "missing", "advice"),
    [
        ("playwright", "scrapy_playwright", "'newscrawl[playwright]'"),
        ("playwright", "playwright", "'newscrawl[playwright]'"),
        ("splash", "scrapy_splash", "scrapy-splash"),
    ],
)
def test_a_package_that_is_missing_is_named(engine, missing, advice, monkeypatch):
    monkeypatch.setattr(installed, "find_spec", lambda name: None if name == missing else find_spec(name))
    said = told(engine, SPLASH_URL="http://127.0.0.1:9")
    assert said == f'render = "{engine}" needs a package that is not installed: pip install {advice}'


@pytest.mark.parametrize("address", ["", "127.0.0.1:8050", "ftp://127.0.0.1", "http://127.0.0.1:99999", "http://["])
def test_an_address_of_splash_has_to_be_one(address):
    assert told("splash", SPLASH_URL=address) == (
        f"NEWSCRAWL_SPLASH_URL is {address!r}: write it as http://127.0.0.1:8050"
    )


def test_splash_has_to_answer_and_nobody_else():
    with Loopback({"/_ping": page('{"maxrss": 1, "status": "ok"}')}) as there, Loopback({"/_ping": b"no HTTP"}) as odd:
        assert told("splash", SPLASH_URL=there.url) == f"answers at {there.url}"
        there.pages["/_ping"] = page("<h1>It works!</h1>")
        assert "is no Splash" in told("splash", SPLASH_URL=there.url)
        for url in (odd.url, f"http://127.0.0.1:{free_port()}", "http://splash.invalid:8050"):
            assert told("splash", SPLASH_URL=url).startswith(
                f"no Splash answers at {url}: start it (docs/rendering.md)"
            )


def test_no_other_engine_is_known():
    assert told("firefox") == "RENDER_ENGINE is 'firefox', and can be one of: splash, playwright"
