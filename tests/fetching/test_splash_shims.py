"""scrapy-splash needs its two shims yet. When this fails, a package was mended: splash_shims.py and this file can go."""

import subprocess
import sys

import pytest

from newscrawl.fetching.rendering import splash_shims


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_without_the_shims_it_cannot_be_imported_nor_used():
    assert "canonicalize_url" in python("import scrapy_splash").stderr
    assert python("from scrapy.core.downloader import Downloader; Downloader._get_slot_key").returncode == 1


def test_both_are_put_back_once_and_it_can_be_imported():
    done = python(
        "from newscrawl.fetching.rendering.splash_shims import install; print(install(), install()); import scrapy_splash"
    )
    assert (done.stdout, done.returncode) == ("['canonicalize_url', '_get_slot_key'] []\n", 0), done.stderr


@pytest.mark.parametrize(("found", "needed"), [("0.11.1", True), ("0.11.2", False), ("1.0", False)])
def test_a_later_version_is_left_alone(found, needed, monkeypatch):
    put: list[str] = []
    monkeypatch.setattr(splash_shims, "version", lambda _: found)
    monkeypatch.setattr(splash_shims, "_missing", lambda: put.append("asked") or [])
    splash_shims.install()
    assert bool(put) == needed
