"""One page in the browser, from its opening to the moment at which it is read."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.exceptions import DownloadFailedError

from newscrawl.fetching.rendering.engine import script
from newscrawl.fetching.rendering.wish import Rendered, Wish

__all__ = ["Visit"]

PAUSE: Final = 50  # milliseconds between two looks at a page
READY: Final = "wanted => !!window.newscrawl && newscrawl.ready(wanted)"
ERROR: Final = 400
CLOSING: Final = 10.0  # seconds that a page may take to go
NOTHING: Final = "about:blank"  # what a page shows when its address gave a file


class Visit:
    """A page that is read when what is wanted is there, or when ``seconds`` have passed.

    Status and headers are those of the document that it shows in the end, whatever redirects and scripts led there.
    """

    def __init__(self, wish: Wish, seconds: float) -> None:
        self.wish, self.seconds = wish, seconds
        self.page: Page | None = None
        self.last: Response | None = None

    @property
    def status(self) -> int:
        """The document's status; 0 when there was none."""
        return self.last.status if self.last else 0

    @property
    def url(self) -> str:
        """The document's address."""
        return self.last.url if self.last else ""

    async def begin(self, page: Page, request: Request) -> None:  # noqa: ARG002 - scrapy-playwright gives both
        """Listen to a page before it is opened."""
        self.page = page
        page.on("response", self._answered)
        await page.add_init_script(script("ready.js"))

    async def read(self) -> Rendered:
        """The page, once it has what is wanted, or when there is no more time."""
        page = self.page
        if page is None:
            raise DownloadFailedError("the browser opened no page")
        if self.status < ERROR and page.url != NOTHING:
            with suppress(PlaywrightTimeoutError):
                wanted, longest = self.wish._asdict(), 1000 * self.seconds
                await page.wait_for_function(READY, arg=wanted, timeout=longest, polling=PAUSE)
        html = await page.content()
        if self.last is None or page.url == NOTHING:
            raise DownloadFailedError("a file, and no page")
        return Rendered(page.url, self.status, self.last.headers, html)

    async def leave(self) -> None:
        """Close the page, whatever its scripts are doing."""
        if self.page and not self.page.is_closed():
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(CLOSING):
                    await self.page.close()

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame.parent_frame is None:
            self.last = response
