"""Addresses of Redis: those that cannot be are refused in one line, and no password is shown."""

import pytest

from newscrawl.exceptions import ConfigurationError, QueueUnavailableError
from newscrawl.operations.queue import Broker

SECRET = "s3cret-of-the-test"  # noqa: S105 - nobody else's
NOBODY = f"redis://user:{SECRET}@127.0.0.1:9/0"


@pytest.mark.parametrize(
    "address",
    [None, "", "localhost:6379", f"http://:{SECRET}@localhost", "redis://", f"redis://:{SECRET}@localhost:port/0", "file:/nowhere/redis"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ConfigurationError, match="NEWSCRAWL_REDIS") as raised:
        Broker(address)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    "asked", [Broker.waiting, Broker.version, Broker.workers, lambda broker: broker.send(["a", "b"])]
)
def test_nobody_there_is_said_at_once(asked, tmp_path):
    kept = tmp_path / "redis"
    kept.write_text(f"{NOBODY}\n")
    with pytest.raises(QueueUnavailableError) as raised:
        asked(Broker(f"file:{kept}"))
    assert str(raised.value) == "Redis at 127.0.0.1:9 does not answer: start it, or set NEWSCRAWL_REDIS"
    assert raised.value.__cause__ is None
