"""Operators are told through Apprise, whatever becomes of one of their channels."""

import logging
import time
from collections.abc import Iterator
from io import StringIO

import apprise
import pytest
from apprise.decorators import notify

from newscrawl.exceptions import ConfigurationError
from newscrawl.operations import telling
from newscrawl.operations.telling import Channels, Message

MESSAGE = Message("newscrawl: a: drift", "title matches nothing on 20 of 20 pages.")


@pytest.fixture
def said() -> list[str]:
    return []


def test_nobody_there_is_no_success(said):
    assert Channels("json://127.0.0.1:9/", said.append)(MESSAGE) is False


def test_an_address_that_refuses_keeps_no_other_from_being_told(receiver, another_receiver, said):
    another_receiver.broken = True
    channels = Channels(f"{another_receiver.address()}, {receiver.address()}", said.append)
    assert channels(MESSAGE) is True
    assert receiver.told == [MESSAGE]
    (line,) = said
    assert line.startswith("alerts: address 1 could not be told: ")
    assert "500" in line


def test_an_address_that_hangs_takes_no_longer_than_is_waited_and_one_thread(
    monkeypatch, receiver, another_receiver, said
):
    monkeypatch.setattr(telling, "PATIENCE", 1.0)
    another_receiver.slow = True
    channels = Channels(f"{another_receiver.address()} {receiver.address()}", said.append)
    began = time.monotonic()
    assert [channels(MESSAGE), channels(MESSAGE)] == [True, True]
    assert time.monotonic() - began < 8
    assert (another_receiver.asked, len(receiver.told)) == (1, 2)
    assert [line.rpartition(": ")[2] for line in said] == [
        "it does not answer",
        "it has not taken the last message yet",
    ]


def test_a_plugin_that_raises_is_an_address_that_could_not_be_told(said):
    @notify(on="raises")
    def raising(body, title, notify_type, *words, **more):
        raise RuntimeError("secret-token")

    assert Channels("raises://", said.append)(MESSAGE) is False
    assert len(said) == 1
    assert "secret-token" not in said[0]
    apprise.manager_plugins.NotificationManager().remove("raises")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", "<b>[here](http://x.example)</b>\\x1b[2J"),
        ("html", "&lt;b&gt;[here](http://x.example)&lt;/b&gt;\\x1b[2J"),
        ("markdown", r"<b\>\[here\]\(http://x\.example\)</b\>\\x1b\[2J"),
    ],
)
def test_words_of_a_page_are_no_markup_of_a_channel(receiver, said, form, expected):
    channels = Channels(receiver.address(f"?format={form}"), said.append)
    assert channels(Message("newscrawl: a: drift", "<b>[here](http://x.example)</b>\x1b[2J"))
    assert receiver.told[0][1] == expected


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What a log of everything has."""
    root, kept = logging.getLogger(), StringIO()
    handler, level = logging.StreamHandler(kept), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_part_of_an_address_is_shown(capfd, log, said):
    with pytest.raises(ConfigurationError) as raised:
        Channels("json://127.0.0.1/ nothing://user:s3cret-word@host", said.append)
    assert str(raised.value) == "NEWSCRAWL_ALERTS: address 2 is none that Apprise knows"
    assert not Channels("json://user:s3cret-word@t0ken-of-it.invalid/", said.append)(MESSAGE)
    everything = "".join([*capfd.readouterr(), *said, log.getvalue()])
    assert said
    assert "s3cret" not in everything
    assert "t0ken" not in everything
