"""Tells messages to operators, through Apprise."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from threading import Thread
from typing import Any, NamedTuple

from newscrawl.exceptions import ConfigurationError, MissingExtraError

__all__ = ["Channels", "Message", "Notify"]

PATIENCE = 30.0  # seconds for all addresses together: one that takes longer is passed over
SECRET = re.compile(r"[^:/@?&=,;+\s]{5,}")  # parts of an address that are shown to nobody
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
LONGEST = 3000  # characters of a text; channels refuse longer ones


class Message(NamedTuple):
    """What is told: a title of one line, and a text, both plain. Apprise makes markup of it where a channel has markup."""

    title: str
    text: str


Notify = Callable[[Message], bool]
"""Tells a message; False when nobody could be told."""


class Channels:
    """The addresses of those who are told, as Apprise has them (https://github.com/caronc/apprise/wiki), with commas or blanks between.

    ``failed`` gets a line for each address that could not be told. No line has a part of an address, which may be a password.
    Raises ConfigurationError for an address that Apprise does not know.
    """

    def __init__(self, addresses: str, failed: Callable[[str], None]) -> None:
        try:
            import apprise
        except ImportError:
            raise MissingExtraError("NEWSCRAWL_ALERTS", "alerts") from None
        self.failed, self.trying = failed, dict[int, Attempt]()
        self.channels: list[tuple[int, str, Any]] = []
        LOG.setLevel(logging.WARNING)
        LOG.propagate = False  # its lines quote addresses, and so does
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # each request that is made for it
        for number, address in enumerate(addresses.replace(",", " ").split(), 1):
            channel = apprise.Apprise()
            if not channel.add(address):
                raise ConfigurationError(f"NEWSCRAWL_ALERTS: address {number} is none that Apprise knows")
            self.channels.append((number, address, channel))

    def tell(self, message: Message) -> list[int]:
        """Tell everybody at once; the numbers of those who could not be told."""
        asked = {number: self._attempt(address, channel, message) for number, address, channel in self.channels}
        last = time.monotonic() + PATIENCE
        for attempt in asked.values():
            attempt.join(max(last - time.monotonic(), 0))
        lost = {number: attempt.failure for number, attempt in asked.items() if attempt.failure}
        for number, why in lost.items():
            self.failed(f"alerts: address {number} could not be told: {why}")
        return list(lost)

    def __call__(self, message: Message) -> bool:
        """Tell everybody; False when nobody could be told."""
        return len(self.tell(message)) < len(self.channels)

    def _attempt(self, address: str, channel: Any, message: Message) -> Attempt:
        """A new one, unless the last one goes on: a channel that hangs takes one thread, not one a message."""
        before = self.trying.get(id(channel))
        if before and before.is_alive():
            before.failure = "it has not taken the last message yet"
            return before
        attempt = self.trying[id(channel)] = Attempt(address, channel, message)
        attempt.start()
        return attempt


class Attempt(Thread):
    """Tells one message at one address; ``failure`` says why not. It is nobody's concern at the end of the process."""

    def __init__(self, address: str, channel: Any, message: Message) -> None:
        super().__init__(daemon=True)
        self.address, self.channel, self.message = address, channel, message
        self.failure: str | None = "it does not answer"

    def run(self) -> None:
        heard = Heard()
        HEARD.set(heard)
        LOG.addHandler(heard)
        title, text = (spelled(words) for words in self.message)
        try:
            told = self.channel.notify(title=title, body=text[:LONGEST], body_format="text")
            self.failure = None if told else masked("; ".join(heard.lines) or "it refuses", self.address)
        except Exception as error:  # a plugin of somebody else's may raise anything
            self.failure = type(error).__name__
        finally:
            LOG.removeHandler(heard)


class Heard(logging.Handler):
    """Keeps what Apprise says of one attempt, in whatever thread it makes it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if HEARD.get() is self:
            self.lines.append(" ".join(record.getMessage().split())[:200])


HEARD: ContextVar[Heard | None] = ContextVar("HEARD", default=None)
LOG = logging.getLogger("apprise")


def masked(words: str, address: str) -> str:
    """Words without what could be a secret in an address.

    >>> masked("cannot reach hooks.example with s3cret: 500", "json://user:s3cret@hooks.example/path")
    'cannot reach … with …: 500'
    """
    for part in sorted(SECRET.findall(address.partition("://")[2]), key=len, reverse=True):
        words = words.replace(part, "…")
    return words


def spelled(words: str) -> str:
    """Words without what a terminal or a reader of mail would obey."""
    return UNSAFE.sub(lambda found: ascii(found[0])[1:-1], words)
