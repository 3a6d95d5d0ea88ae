"""A pace that the host can bear."""

from __future__ import annotations

from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

__all__ = ["Throttle"]


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle: the slower a host answers, the less it is asked. Never faster than a site or its robots.txt wants."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        downloader = self.crawler.engine.downloader
        own = next(
            (downloader.per_slot_settings.get(key, {}) for key, one in downloader.slots.items() if one is slot), {}
        )
        before = slot.delay
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, own.get("delay", 0.0))
        if response.status in (429, 503):
            slot.delay = max(slot.delay, before)
