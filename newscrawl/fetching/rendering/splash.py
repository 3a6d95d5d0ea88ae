"""Pages through Splash, by scrapy-splash."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from socket import gaierror
from typing import Any, Final

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response

from newscrawl.fetching.rendering import splash_shims
from newscrawl.fetching.rendering.away import WhileAway
from newscrawl.fetching.rendering.engine import failure, script
from newscrawl.fetching.rendering.installed import splash_address
from newscrawl.fetching.rendering.network import Network
from newscrawl.fetching.rendering.unwanted import ENDINGS
from newscrawl.fetching.rendering.wish import Rendered, Wish

splash_shims.install()
from scrapy_splash import SplashMiddleware, SplashRequest  # noqa: E402 - only now it can be imported

__all__ = ["Splash"]

logger = logging.getLogger(__name__)

PAUSE: Final = 0.05  # seconds between two looks at a page
MARGIN: Final = 5.0  # seconds for what Splash does besides waiting
GATEWAY_TIMEOUT = 504  # Splash's word for a page that took too long
OK = 200
REFUSED = (403, 502)  # the filtering proxy's answers


class Splash:
    """The Splash at SPLASH_URL. While it is away, pages wait for it up to RENDER_PATIENCE seconds."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, settings = crawler, crawler.settings
        self.url: str = settings["SPLASH_URL"]
        self.seconds = settings.getfloat("RENDER_SECONDS")
        self.http = HTTP11DownloadHandler(crawler)  # Splash is the operator's, whatever its address is
        self.middleware = SplashMiddleware.from_crawler(crawler)
        name = f"Splash at {self.url}"
        self.while_away = WhileAway(name, settings.getfloat("RENDER_PATIENCE"), crawler.stats)
        self.network: Network | None = None
        self.opening = asyncio.Lock()
        self.given = {
            "lua_source": script("page.lua"),
            "ready": script("ready.js"),
            "endings": list(ENDINGS),
            "user_agent": settings["USER_AGENT"],
            "patience": self.seconds,
            "pause": PAUSE,
            "timeout": 2 * self.seconds + MARGIN,
        }

    async def render(self, request: Request, wish: Wish) -> Rendered:
        """The page of a request."""
        network, answer = await self.while_away.ask(lambda: self._asked(request, wish), self.is_there)
        return self._read(request, answer, network)

    async def _asked(self, request: Request, wish: Wish) -> tuple[Network, Response]:
        """What Splash answers, and through what it went to the network."""
        network = await self._opened()
        args = {**self.given, "wanted": wish._asdict(), "proxy": network.address}
        asked = SplashRequest(request.url, endpoint="execute", args=args, dont_send_headers=True)
        asked.meta["download_timeout"] = args["timeout"] + MARGIN
        post: Request = self.middleware.process_request(asked, self.crawler.spider)
        return network, await self.http.download_request(post)

    async def _opened(self) -> Network:
        """The way to the network, opened by the first page."""
        async with self.opening:
            if self.network is None:
                try:
                    self.network = await Network(self.crawler, splash_address(self.crawler.settings)).start()
                except gaierror as error:
                    raise CannotResolveHostError(str(error)) from None
            return self.network

    async def is_there(self) -> bool:
        """Whether Splash answers."""
        with suppress(Exception):
            ping = Request(f"{self.url.rstrip('/')}/_ping", meta={"download_timeout": MARGIN})
            return (await self.http.download_request(ping)).status == OK
        return False

    async def close(self) -> None:
        if self.network:
            await self.network.close()
        await self.http.close()

    def _read(self, request: Request, answer: Response, network: Network) -> Rendered:
        """What Splash says of a page, or of why there is none."""
        said: Any = None
        with suppress(ValueError):
            said = json.loads(answer.body)
        if not isinstance(said, dict):
            raise self.while_away.error(f"is none: it answers with {answer.status}")
        if "lead" in said:
            return Rendered.lead(request.url, said["lead"], said["latency"])
        if answer.status == GATEWAY_TIMEOUT:
            raise DownloadTimeoutError(f"no page after {self.given['timeout']:.0f} s")
        failed = "html" not in said or said["http_status"] in REFUSED
        if failed and (reason := network.failure(said.get("url"), request.url)):
            raise reason
        if "html" not in said:
            raise failure(str(said.get("error") if answer.status == OK else said.get("info", said)))
        headers = {one["name"]: one["value"] for one in said["headers"]}
        return Rendered(said["url"], said["http_status"], headers, said["html"], said["latency"])
