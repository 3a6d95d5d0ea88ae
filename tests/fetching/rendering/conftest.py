"""Crawls whose pages go through an engine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newscrawl.items import ARTICLE_PAGE
from tests.fetching.loopback import Loopback
from tests.fetching.rendering.stand_in import StandIn


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    with StandIn() as service:
        yield service


@pytest.fixture
def rendered(fetch, request) -> Callable[..., Any]:
    """Fetches pages of a server through an engine: their outcomes by path, and the whole of it."""

    def run(
        engine: str,
        server: Loopback,
        *paths: str,
        allow: tuple[str, ...] = (),
        names: Any = None,
        kind: str = ARTICLE_PAGE,
        **settings: Any,
    ) -> Any:
        service = request.getfixturevalue(engine if engine in ("splash", "stand_in") else "chromium")
        name = "splash" if engine == "stand_in" else engine
        own = {"RENDER": name, "RENDER_SECONDS": 3, "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": False, **settings}
        own.setdefault("SPLASH_URL", service.url if service else "")
        urls = [server.url + path for path in paths]
        got = fetch(*urls, kind=kind, allow=(server.allowed, *allow), settings=own, names=names or {})
        return {path: got[url] for path, url in zip(paths, urls, strict=True)}, got

    return run
