"""Compressed pages."""

from __future__ import annotations

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from newscrawl.exceptions import NewscrawlError

__all__ = ["Compression", "CompressionError"]

LAYERS = 2  # a page is compressed once; a proxy may do it again


class CompressionError(NewscrawlError):
    """A page cannot be decompressed, or says that it was compressed more than twice. Raised by ``Compression``."""


class Compression(HttpCompressionMiddleware):
    """Decompresses as Scrapy does, each layer up to DOWNLOAD_MAXSIZE, but not without end: each takes time anew."""

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        if sum(header.count(b",") + 1 for header in content_encoding) > LAYERS:
            raise CompressionError(f"compressed more than {LAYERS} times")
        try:
            return super()._handle_encoding(body, content_encoding, max_size)
        except _DecompressionMaxSizeExceeded:
            raise
        except Exception as error:  # each library has its own
            raise CompressionError(f"it cannot be decompressed: {str(error) or type(error).__name__}") from error
