"""Hands crawls to workers on other machines, by Celery over Redis. docs/operations.md, "More than one machine".

Redis carries words only: which site, and until when it waits for a worker. Whether it is crawled is decided in MongoDB.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from newscrawl.exceptions import ConfigurationError, MissingExtraError, QueueUnavailableError
from newscrawl.mongo.crawls.schedules import Due, Schedules
from newscrawl.secret import disclosed

try:
    from celery import Celery
    from kombu.exceptions import OperationalError
    from redis import Redis
    from redis.connection import parse_url
    from redis.exceptions import AuthenticationError, NoPermissionError, RedisError
except ImportError:
    raise MissingExtraError("More than one machine", "cluster") from None

__all__ = ["TASK", "Broker", "Handing"]

NAME = "newscrawl"  # of the queue, and what the names of all keys in Redis begin with
TASK = f"{NAME}.crawl"
SCHEMES = ("redis", "rediss")
ANSWER = 5.0  # seconds
REDELIVERED = 86_400  # seconds after which a message comes again whose worker was not heard of; its claim is long over

NONE = "NEWSCRAWL_REDIS is not set: it is the address of a Redis, such as redis://localhost:6379/0"
BAD = "NEWSCRAWL_REDIS is no address of a Redis (redis://user:password@host:6379/0, or rediss:// for TLS)"
CERTIFICATES = "NEWSCRAWL_REDIS may name a file of those who may: rediss://host:6380/0?ssl_ca_certs=/etc/ssl/redis.pem"


class Broker:
    """The queue in the Redis at an address, which may be one in a file. Raises ConfigurationError for an address that is missing or wrong.

    Methods raise QueueUnavailableError when Redis does not answer, ConfigurationError when it refuses.
    """

    def __init__(self, address: str | None) -> None:
        if not address:
            raise ConfigurationError(NONE)
        self.address = disclosed("NEWSCRAWL_REDIS", address)
        self.host = host_of(self.address)
        self.app = application(self.address)

    def waiting(self) -> int:
        """How many messages no worker has taken."""
        with self._redis() as redis:
            return int(redis.llen(f"{NAME}:{NAME}"))

    def send(self, words: list[str]) -> None:
        """Put a message into the queue."""
        with self._connected() as connection:
            self.app.send_task(TASK, words, connection=connection, retry=False)

    def version(self) -> str:
        """Of the server."""
        with self._redis() as redis:
            return str(redis.info("server")["redis_version"])

    def workers(self) -> list[str]:
        """The names of the workers that answer within a second."""
        with self._connected() as connection:
            answers: list[Mapping[str, Any]] = self.app.control.ping(timeout=1.0, connection=connection)
        return sorted(name for each in answers for name in each)

    @contextmanager
    def _redis(self) -> Iterator[Redis]:
        with self._translated():
            client = Redis.from_url(self.address, socket_timeout=ANSWER, socket_connect_timeout=ANSWER)
            with client:
                yield client

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        with self._translated(), self.app.connection_for_write(transport_options={"socket_timeout": ANSWER}) as made:
            yield made

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors as one line each. ``from None``, as theirs may hold what the address holds."""
        try:
            yield
        except (AuthenticationError, NoPermissionError):
            raise ConfigurationError(f"Redis at {self.host} refuses user or password: check NEWSCRAWL_REDIS") from None
        except (RedisError, OperationalError, OSError) as error:
            if "certificate" in str(error).lower():
                raise ConfigurationError(
                    f"nobody vouches for the certificate of Redis at {self.host}: {CERTIFICATES}"
                ) from None
            raise QueueUnavailableError(
                f"Redis at {self.host} does not answer: start it, or set NEWSCRAWL_REDIS"
            ) from None


class Handing:
    """A dispatch that hands crawls to workers: the next ones when fewer than ``length`` wait."""

    def __init__(self, broker: Broker, schedules: Schedules, length: int) -> None:
        self.broker, self.schedules, self.length = broker, schedules, length
        self.running: dict[str, asyncio.Task[None]] = {}  # nothing is crawled here

    async def free(self) -> int:
        """How many may be handed out now. So what waits is in MongoDB, where the most urgent one is found."""
        return self.length - await asyncio.to_thread(self.broker.waiting)

    async def begin(self, due: Due) -> bool:
        """Hand out a site that is due; False when somebody else has."""
        if until := await self.schedules.hand_out(due):
            await asyncio.to_thread(self.broker.send, [due.site, until.isoformat()])
        return until is not None

    def end(self) -> None:
        """Nothing runs here."""


def host_of(address: str) -> str:
    """What of an address may be shown. Raises ConfigurationError for what is none.

    >>> host_of("redis://user:secret@queue.example:6379/0")
    'queue.example:6379'
    """
    try:
        parts = urlsplit(address)
        if parts.scheme in SCHEMES and parts.hostname and options_of(address) is not None:
            return f"{parts.hostname}:{parts.port or 6379}"
    except ValueError:
        pass
    raise ConfigurationError(BAD)


def options_of(address: str) -> dict[str, Any]:
    """What an address says of the connection. Raises ValueError."""
    options: dict[str, Any] = parse_url(address)  # type: ignore[no-untyped-call] # redis's
    return options


def application(address: str) -> Celery:
    """Celery, with what is needed of it and no more: JSON, one task, no results, no events."""
    app = Celery(NAME, broker=address, set_as_current=False)
    if address.startswith("rediss:"):  # Celery would take any certificate
        said = {name: told for name, told in options_of(address).items() if name.startswith("ssl_")}
        app.conf.broker_use_ssl = {"ssl_cert_reqs": "required", **said}
    app.conf.update(
        accept_content=["json"], task_serializer="json", task_ignore_result=True, control_exchange=NAME,
        task_default_queue=NAME, task_acks_late=True, worker_prefetch_multiplier=1, worker_pool="threads",
        broker_connection_retry_on_startup=True, worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_transport_options={
            "global_keyprefix": f"{NAME}:", "visibility_timeout": REDELIVERED, "max_retries": 1, "interval_start": 0,
            "socket_connect_timeout": ANSWER,
        },
    )  # fmt: skip
    app.finalize()
    for name in [*app.tasks]:  # Celery's own, which start others
        app.tasks.unregister(name)
    return app
