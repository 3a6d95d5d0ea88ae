"""One page in the browser, from its opening to the moment at which it is read."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from playwright.async_api import CDPSession, Page, Response
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.exceptions import DownloadFailedError

from newscrawl.fetching.rendering.engine import script
from newscrawl.fetching.rendering.wish import Rendered, Wish

__all__ = ["Visit"]

PAUSE: Final = 50  # milliseconds between two looks at a page
READY: Final = "wanted => !!window.newscrawl && newscrawl.ready(wanted)"
ERROR: Final = 400
EMPTY: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT)
CLOSING: Final = 5.0  # seconds that a page may take to go
NOTHING: Final = "about:blank"  # what a page shows when its address gave a file
DOCUMENTS: Final = {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]}


class Visit:
    """A page that is read when what is wanted is there, or when ``seconds`` have passed.

    It never becomes another page. What leads on, be it a redirect or a script, is stopped before it is asked for, and told.
    Playwright's own routes do not see redirects; Chromium's protocol shows every document before it is asked for.
    """

    def __init__(self, wish: Wish, seconds: float) -> None:
        self.wish, self.seconds = wish, seconds
        self.page: Page | None = None
        self.address = ""  # as it was asked for
        self.protocol: CDPSession | None = None
        self.frame = ""  # the page's own, among those in it
        self.last: Response | None = None
        self.begun, self.latency = monotonic(), 0.0
        self.lead: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @property
    def status(self) -> int:
        """The document's status; 0 when there was none."""
        return self.last.status if self.last else 0

    @property
    def url(self) -> str:
        """The document's address."""
        return self.last.url if self.last else ""

    @property
    def leads_on(self) -> bool:
        """Whether there is another page to go to. What a page of an error leads to does not matter."""
        return self.lead.done() and self.status < ERROR

    @property
    def is_empty(self) -> bool:
        """Whether the answer has no content, and is no page: a browser stays where it is."""
        return self.status in EMPTY

    async def begin(self, page: Page, request: Request) -> None:
        """Listen to a page before it is opened."""
        self.page, self.address = page, request.url
        page.on("response", self._answered)
        await page.add_init_script(script("ready.js"))
        self.protocol = await page.context.new_cdp_session(page)
        self.protocol.on("Fetch.requestPaused", self._asks)
        await self.protocol.send("Fetch.enable", DOCUMENTS)
        self.begun = monotonic()

    async def read(self) -> Rendered:
        """The page, once it has what is wanted, or when there is no more time."""
        page = self.page
        if page is None:
            raise DownloadFailedError("the browser opened no page")
        if self.last and self.is_empty:
            return Rendered(self.url, self.status, self.last.headers, "", self.latency)
        if self.status < ERROR and page.url != NOTHING:
            await self._wait(page)
        if self.leads_on:
            return Rendered.lead(self.address, self.lead.result(), self.latency)
        html = await page.content()
        if self.last is None or page.url == NOTHING:
            raise DownloadFailedError("a file, and no page")
        return Rendered(page.url, self.status, self.last.headers, html, self.latency)

    async def leave(self) -> bool:
        """Close the page, whatever its scripts are doing; False for a browser that does not answer."""
        if self.page is None or self.page.is_closed():
            return True
        with suppress(PlaywrightError):
            try:
                async with asyncio.timeout(CLOSING):
                    await self.page.close()
            except TimeoutError:
                return False
        return True

    async def _wait(self, page: Page) -> None:
        """Until the page has what is wanted, leads on, or its time is over."""
        ready = asyncio.ensure_future(
            page.wait_for_function(READY, arg=self.wish._asdict(), timeout=1000 * self.seconds, polling=PAUSE)
        )
        either: list[asyncio.Future[Any]] = [ready, self.lead]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
        with suppress(PlaywrightTimeoutError, asyncio.CancelledError):
            await ready

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame.parent_frame is None:
            self.last = response
            self._began_to_answer()

    def _began_to_answer(self) -> None:
        self.latency = self.latency or monotonic() - self.begun

    async def _asks(self, asked: dict[str, Any]) -> None:
        """Let the page itself be asked for, and what frames are up to; nothing that would take its place."""
        protocol, request = self.protocol, asked["request"]
        if protocol is None:
            return
        own, self.frame = asked["frameId"] == self.frame, self.frame or asked["frameId"]
        is_page = "networkId" in asked  # and no file that a script wants to keep
        if own and is_page and request["method"] == "GET" and not self.lead.done():
            self._began_to_answer()  # Playwright tells of no redirect that was stopped
            self.lead.set_result(request["url"] + request.get("urlFragment", ""))
        # A page whose way on is aborted stays as it is; one that has not come yet, but leads elsewhere, is none.
        reason = "BlockedByClient" if "redirectedRequestId" in asked else "Aborted"
        how = ("Fetch.failRequest", {"errorReason": reason}) if own else ("Fetch.continueRequest", {})
        with suppress(PlaywrightError):  # it has gone meanwhile
            await protocol.send(how[0], {"requestId": asked["requestId"], **how[1]})
