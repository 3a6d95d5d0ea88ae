"""The test suite: as in development, without waits, against loopback only."""

from settings.development import *  # noqa: F403 - an environment is the base with other values

DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
RETRY_BACKOFF = 0
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 8
RETRY_TIMES = 1
DOWNLOAD_TIMEOUT = 10
STORE_PATIENCE = 20.0
