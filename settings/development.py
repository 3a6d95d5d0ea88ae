"""A developer's own machine: the embedded server, and the demo world's sites beside the real ones."""

from settings.base import *  # noqa: F403 - an environment is the base with other values

SPIDER_MODULES = ["newscrawl.spiders", "newscrawl.demo.spiders"]
MONGO_EMBEDDED = True
STORE_BATCH_COUNT = 20  # the embedded server compares each likely copy with all keys of a batch
