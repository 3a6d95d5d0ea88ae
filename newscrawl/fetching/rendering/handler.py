"""Downloads through the engine what is to be rendered, and everything else as before."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.utils.misc import build_from_crawler, load_object

from newscrawl.fetching.budget import turn_of
from newscrawl.fetching.guard import PORTS
from newscrawl.fetching.rendering.addon import rendering
from newscrawl.fetching.rendering.wish import RENDER, Rendered, Wish

__all__ = ["FLAG", "RenderingHandler"]

FLAG = "rendered"  # of a response that an engine gave
OF_THE_BYTES = ("Content-Encoding", "Content-Length", "Transfer-Encoding")  # which are not those of the tree


class RenderingHandler(BaseDownloadHandler):
    """A download handler: so delays, slots, retries, robots.txt and redirects are those of any request.

    An engine follows no redirect, whether a status, the markup or a script asks for it: it comes back, and the request that
    Scrapy makes of it is looked at as any other.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler, self.addon = crawler, rendering(crawler)
        self.most = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        plain = crawler.settings["RENDER_PLAIN_HANDLERS"]
        self.plain = {scheme: build_from_crawler(load_object(kind), crawler) for scheme, kind in plain.items()}

    async def download_request(self, request: Request) -> Response:
        """The page of a request, as its scripts have made it where that is wanted."""
        wanted = request.meta.get(RENDER)
        if wanted is None:
            plain: Response = await self.plain[urlsplit(request.url).scheme].download_request(request)
            return plain
        async with turn_of(self.crawler, request):
            page = await self.addon.engine.render(request, Wish(*wanted))
        request.meta["download_latency"] = page.latency
        return self._response(page, request)

    async def close(self) -> None:
        await self.addon.close()
        for plain in self.plain.values():
            await plain.close()

    def _response(self, page: Rendered, request: Request) -> Response:
        if urlsplit(page.url).scheme not in PORTS:  # what scripts made of it
            raise DownloadFailedError("a file, and no page")
        body = page.html.encode(errors="replace")
        if self.most and len(body) > self.most:
            raise DownloadCancelledError(f"{len(body)} bytes, as rendered")
        headers = Headers(page.headers)
        for name in OF_THE_BYTES:
            headers.pop(name, None)
        kind = (headers.get("Content-Type") or b"text/html").partition(b";")[0].strip()
        headers["Content-Type"] = kind + b"; charset=utf-8"
        # An engine may keep pages, and ask whether one has changed.
        status = HTTPStatus.OK if page.status == HTTPStatus.NOT_MODIFIED else page.status
        return HtmlResponse(page.url, status, headers, body, flags=[FLAG], request=request, encoding="utf-8")
