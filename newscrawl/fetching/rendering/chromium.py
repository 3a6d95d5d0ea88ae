"""Pages through Chromium, by scrapy-playwright."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response, TextResponse
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from newscrawl.exceptions import EngineAwayError
from newscrawl.fetching.rendering.engine import failure
from newscrawl.fetching.rendering.installed import kill, launch_options
from newscrawl.fetching.rendering.network import Network
from newscrawl.fetching.rendering.unwanted import RESOURCES
from newscrawl.fetching.rendering.visit import Visit
from newscrawl.fetching.rendering.wish import Rendered, Wish

__all__ = ["Chromium"]

logger = logging.getLogger(__name__)
logging.getLogger("scrapy-playwright").setLevel(
    logging.CRITICAL
)  # it logs a traceback for what the spider tells in a line

MARGIN: Final = 5.0  # seconds for what the browser does besides waiting
CLOSING: Final = 10.0  # seconds that a browser may take to end
TRIES: Final = 2  # of one page: what brings the browser down twice is not tried again
DIED: Final = ("has been closed", "crashed", "Connection closed")  # what Playwright says when browser or page are gone
LAUNCH: Final = "BrowserType.launch"
SAID: Final = re.compile(r"\[err\] (.+)")  # what the browser itself printed, in Playwright's message
NAVIGATING: Final = "the page is navigating"
REFUSED: Final = (403, 502)  # the filtering proxy's answers


class Chromium:
    """A browser of the crawl's own, started anew after RENDER_BROWSER_PAGES pages, and when it died."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, settings = crawler, crawler.settings
        self.seconds, self.most = settings.getfloat("RENDER_SECONDS"), settings.getint("RENDER_BROWSER_PAGES")
        self.network: Network | None = None
        self.browser: ScrapyPlaywrightDownloadHandler | None = None
        self.entrance, self.empty = asyncio.Lock(), asyncio.Event()
        self.pages = self.under_way = 0
        self.mark = f"--newscrawl={secrets.token_hex(8)}"  # by which its processes are told from others

    async def render(self, request: Request, wish: Wish) -> Rendered:
        """The page of a request. A page that was open when the browser died is opened again."""
        for _ in range(TRIES):
            try:
                async with self._turn() as browser:
                    return await self._visit(browser, request, Visit(wish, self.seconds))
            except PlaywrightError as error:
                if error.message.startswith(LAUNCH):
                    raise self._does_not_start(error.message) from None
                if not any(words in error.message for words in DIED):
                    raise self._reason(request.url) or failure(error.message.partition("\n")[0]) from None
                logger.warning("Chromium died over %s: %s", request.url, error.message.partition("\n")[0])
            self.crawler.stats.inc_value("render/engine/tried_again")
        self.crawler.stats.inc_value("render/engine/away")
        raise EngineAwayError(f"Chromium died {TRIES} times over this page")

    async def close(self) -> None:
        if self.browser:
            await self._end(self.browser)
        if self.network:
            await self.network.close()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[ScrapyPlaywrightDownloadHandler]:
        """A place in the browser. Nobody gets one while the browser waits for its last pages to be started anew."""
        async with self.entrance:
            if self.browser is None or self.pages >= self.most:
                if self.under_way:
                    await self.empty.wait()
                self.browser = await self._started()
            self.pages += 1
            self.under_way += 1
            self.empty.clear()
        try:
            yield self.browser
        finally:
            self.under_way -= 1
            if not self.under_way:
                self.empty.set()

    async def _started(self) -> ScrapyPlaywrightDownloadHandler:
        """A browser, in the place of the one that there was."""
        if self.network is None:
            self.network = await Network(self.crawler).start()
        if self.browser is not None:
            await self._end(self.browser)
            self.crawler.stats.inc_value("render/engine/renewed")
        browser = ScrapyPlaywrightDownloadHandler(self.crawler)
        options = launch_options(self.crawler.settings)
        browser.config.launch_options = {
            **options,
            "args": [*options["args"], self.mark],
            "proxy": {"server": self.network.address},
        }
        browser.config.navigation_timeout_ms = 1000 * (self.seconds + MARGIN)
        browser.config.download_timeout_secs = MARGIN  # none is taken, and so none takes long
        browser.config.target_closed_max_retries = 0  # ``render`` tries again
        browser.process_request_headers = None  # the browser's own
        browser.abort_request = is_unwanted
        await browser._launch()  # Scrapy's signal for it is long past
        try:
            await browser._maybe_launch_browser()  # its start shall not be a part of a page's time
        except PlaywrightError:
            await self._end(browser)
            raise
        self.pages = 0
        return browser

    async def _visit(self, browser: ScrapyPlaywrightDownloadHandler, request: Request, visit: Visit) -> Rendered:
        meta = {
            "playwright": True,
            "playwright_include_page": True,  # it is left open, for ``visit``
            "playwright_context_kwargs": self._context(),
            "playwright_page_goto_kwargs": {"wait_until": "commit"},
            "playwright_page_init_callback": visit.begin,
        }
        limit = 2 * self.seconds + MARGIN
        try:
            async with asyncio.timeout(limit):
                answer = await self._opened(browser, Request(request.url, meta=meta), visit)
                if visit.status in REFUSED and (reason := self._reason(visit.url)):
                    raise reason
                if answer is not None and not isinstance(answer, TextResponse):
                    raise DownloadFailedError("a file, and no page")
                return await visit.read()
        except TimeoutError:
            raise DownloadTimeoutError(f"no page after {limit:.0f} s") from None
        finally:
            if not await visit.leave():
                logger.warning("Chromium does not answer any more")
                self.pages = self.most  # the next page waits for another one

    async def _opened(
        self, browser: ScrapyPlaywrightDownloadHandler, request: Request, visit: Visit
    ) -> Response | None:
        """The page as it was first answered; None when it leads on to another one at once."""
        try:
            answer: Response = await browser.download_request(request)
        except PlaywrightError as error:
            if visit.leads_on or visit.is_empty or NAVIGATING in error.message:
                return None
            raise
        except RuntimeError as error:  # of scrapy-playwright, for a file, which is not kept
            raise DownloadFailedError("a file, and no page") from error
        return answer

    def _context(self) -> dict[str, Any]:
        settings = self.crawler.settings
        return {
            "user_agent": settings["USER_AGENT"],
            "ignore_https_errors": not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
            "accept_downloads": False,
            "service_workers": "block",
            "bypass_csp": True,
        }

    def _does_not_start(self, message: str) -> EngineAwayError:
        """What the browser said last, which is kept in the stats, too, for the last line of a run."""
        said = SAID.search(message)
        why = said[1] if said else message.partition("\n")[0].removeprefix(f"{LAUNCH}: ")
        line = f"Chromium does not start: {why.strip()[:200]}; newscrawl doctor looks at it"
        self.crawler.stats.inc_value("render/engine/away")
        self.crawler.stats.set_value("render/engine/error", line)
        return EngineAwayError(line)

    def _reason(self, url: str) -> Exception | None:
        return self.network.failure(url) if self.network else None

    async def _end(self, browser: ScrapyPlaywrightDownloadHandler) -> None:
        """Close a browser, and kill one that does not close."""
        closing = asyncio.ensure_future(browser.close())
        _, late = await asyncio.wait([closing], timeout=CLOSING)
        if late:
            logger.warning("Chromium did not end within %.0f s: it is killed", CLOSING)
            kill(self.mark)
            _, late = await asyncio.wait([closing], timeout=CLOSING)
        if late:
            closing.cancel()
        with suppress(PlaywrightError, asyncio.CancelledError):
            await closing


def is_unwanted(request: BrowserRequest) -> bool:
    """Whether a page does without what it asks for here. Frames are not read, and advertisers fill most of them."""
    return request.resource_type in RESOURCES or (
        request.is_navigation_request() and request.frame.parent_frame is not None
    )
