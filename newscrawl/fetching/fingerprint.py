"""When two requests are one."""

from __future__ import annotations

from hashlib import blake2b

from scrapy import Request

from newscrawl.text.urls import canonical_url


class CanonicalFingerprinter:
    """Takes two addresses that differ only in tracking parameters for one, so that each article is fetched once."""

    def fingerprint(self, request: Request) -> bytes:
        """128 bits of BLAKE2b of the method, the canonical URL and the body."""
        text = f"{request.method} {canonical_url(request.url)}\n"
        return blake2b(text.encode() + request.body, digest_size=16).digest()
