"""Settings with sites whose crawls do not end by themselves, and with limits for them."""

import asyncio
import signal
import time

from newscrawl.base_spiders import ListingSpider
from tests.end_to_end.hasty import *  # noqa: F403 - an environment is the base with other values

SPIDER_MODULES = ["tests.end_to_end.unruly"]
RUN_SECONDS = 25.0
RUN_MEMORY = 500 * 2**20
START = ["http://www.xinlinghua.example/jishuzixun/"]


class Hanging(ListingSpider):
    """Waits for what never comes."""

    name = "hanging"
    start_urls = START

    async def start(self):
        await asyncio.sleep(600)
        yield


class Deaf(ListingSpider):
    """Computes for ever, and does not hear SIGTERM."""

    name = "deaf"
    start_urls = START

    async def start(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)  # noqa: ASYNC251 - that it blocks is what it is for
        yield


class Eater(ListingSpider):
    """Takes all the memory that there is."""

    name = "eater"
    start_urls = START

    async def start(self):
        self.taken = bytearray(2**30)
        await asyncio.sleep(600)
        yield
