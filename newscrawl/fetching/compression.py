"""Compressed pages."""

from __future__ import annotations

import zlib
from typing import Any, Final

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from newscrawl.exceptions import NewscrawlError

__all__ = ["HEAD", "Compression", "CompressionError"]

HEAD: Final = "head"  # key of a request's meta: as many bytes of its answer as are enough
LAYERS = 2  # a page is compressed once; a proxy may do it again
GZIPPED = 31  # zlib's word for what gzip makes


class CompressionError(NewscrawlError):
    """A page cannot be decompressed, or says that it was compressed more than twice. Raised by ``Compression``."""


class Compression(HttpCompressionMiddleware):
    """Decompresses as Scrapy does, each layer up to DOWNLOAD_MAXSIZE, but not without end: each takes time anew.

    An answer of which a HEAD is enough may be cut off, and no more of it is decompressed.
    """

    def process_response(self, request: Request, response: Response) -> Any:  # type: ignore[override] # Scrapy warns of a spider
        """The response with a body that can be read. Raises CompressionError, or IgnoreRequest for one that is too large."""
        if HEAD not in request.meta:
            return super().process_response(request, response)
        coded = response.headers.getlist("Content-Encoding")
        return response.replace(body=self._head(response.body, coded, request.meta[HEAD]))

    def _head(self, body: bytes, coded: list[bytes], most: int) -> bytes:
        if coded not in ([b"gzip"], [b"x-gzip"]):  # others were not asked for
            return self._handle_encoding(body, coded, self._max_size)[0]
        try:
            return zlib.decompressobj(GZIPPED).decompress(body, most)
        except zlib.error as error:
            raise CompressionError(f"it cannot be decompressed: {error}") from error

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        if sum(header.count(b",") + 1 for header in content_encoding) > LAYERS:
            raise CompressionError(f"compressed more than {LAYERS} times")
        try:
            return super()._handle_encoding(body, content_encoding, max_size)
        except _DecompressionMaxSizeExceeded:
            raise
        except Exception as error:  # each library has its own
            raise CompressionError(f"it cannot be decompressed: {str(error) or type(error).__name__}") from error
