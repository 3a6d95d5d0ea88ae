"""Pages that scripts fill, for tests through any engine."""

import time
from contextlib import suppress
from typing import Any

import pytest

from tests.fetching.loopback import page

ENGINES = [
    pytest.param("splash", marks=pytest.mark.splash),
    pytest.param("playwright", marks=pytest.mark.browser),
]
TEXT = "三月中旬，三座提灌站同时开闸，渠水流进了麦田。老周说，往年要排队等水，今年一个上午就浇了二十亩。七万亩麦田都能浇上头遍水。"
FRAME = "<html><head><title>青禾</title></head><body><div id=app></div>{}</body></html>"
SHOW = f"document.getElementById('app').innerHTML = Array(5).join('<p>{TEXT}</p>')"
LENGTH = len(
    FRAME.format(f"<p>{TEXT}</p>" * 4).encode()
)  # at least so long is a page that was filled: its script is not


def filled(name: str, script: str = "", **headers: str) -> bytes:
    """A page whose script fills it at once; with its own name, since one that is the same everywhere is none."""
    return page(FRAME.format(f"<script>{SHOW}; document.title = '{name}'; {script}</script>"), **headers)


def slow(answer: bytes, seconds: float) -> Any:
    """The answer, when so many seconds have passed."""

    def send(connection: Any) -> None:
        time.sleep(seconds)
        with suppress(OSError):
            connection.sendall(answer)

    return send
