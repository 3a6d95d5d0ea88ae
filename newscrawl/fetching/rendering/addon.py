"""What a site's declaration of rendering means for Scrapy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.fetching.rendering.choice import Choice
from newscrawl.fetching.rendering.engine import Engine
from newscrawl.fetching.rendering.installed import check
from newscrawl.fetching.rendering.wish import Declared

__all__ = ["Rendering"]

ROOM = "newscrawl.fetching.rendering"
SCHEMES = ("http", "https")
AS_DECLARED = "spider"  # the priority of what a site says of itself


class Rendering:
    """An add-on that puts the parts of rendering into the settings of a site that declares it, and owns the crawl's engine.

    RENDER stands in the place of the site's ``render``, to try it: ``newscrawl crawl --url … -s RENDER=playwright``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.declared: Declared | None = None
        self.name = ""  # of the engine
        self.choice: Choice | None = None
        self._engine: Engine | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Add what renders; nothing for a site that is not rendered. Raises ConfigurationError for what cannot be."""
        self.declared = Declared.of(self.crawler.spidercls, settings["RENDER"])
        if self.declared is None:
            return
        auto = self.declared.render == "auto"
        self.name = settings["RENDER_ENGINE"] if auto else self.declared.render
        check(self.name, settings)
        if auto:
            self.choice = Choice(timedelta(days=settings.getfloat("RENDER_AGAIN_DAYS")))
        plain = settings.getwithbase("DOWNLOAD_HANDLERS")
        settings.set("RENDER_PLAIN_HANDLERS", {scheme: plain[scheme] for scheme in SCHEMES}, AS_DECLARED)
        for scheme in SCHEMES:
            settings["DOWNLOAD_HANDLERS"].set(scheme, f"{ROOM}.handler.RenderingHandler", AS_DECLARED)
        # Behind redirects, decompression and retries: what it sees of an answer is a page.
        settings["DOWNLOADER_MIDDLEWARES"].set(f"{ROOM}.middleware.RenderPages", 540, AS_DECLARED)
        # Next to the spider: it sees all that the spider makes of a page.
        settings["SPIDER_MIDDLEWARES"].set(f"{ROOM}.outcome.Outcome", 1300, AS_DECLARED)

    @property
    def engine(self) -> Engine:
        """The crawl's engine, started by the first page that needs it."""
        if self._engine is None:
            self._engine = self._made()
        return self._engine

    async def close(self) -> None:
        """End the engine, if there is one."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.close()

    def _made(self) -> Engine:
        if self.name == "splash":
            from newscrawl.fetching.rendering.splash import Splash

            return Splash(self.crawler)
        from newscrawl.fetching.rendering.chromium import Chromium

        return Chromium(self.crawler)


def rendering(crawler: Crawler) -> Any:
    """The add-on of a crawl."""
    return crawler.get_addon(Rendering)
