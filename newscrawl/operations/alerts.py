"""Tells operators when a site is not well, and when it is again: each once, and together where many have one reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from newscrawl.exceptions import ConfigurationError, MissingExtraError
from newscrawl.mongo.client import Database
from newscrawl.mongo.crawls.alerts import keep_alerts, open_alerts
from newscrawl.operations.health import Health

__all__ = ["Message", "Notify", "messages", "notifier", "review"]

MANY = 3  # sites with one state are told of together
NAMED = 10  # of them in one message


class Message(NamedTuple):
    """What is told: a title of one line, and a text."""

    title: str
    text: str


Notify = Callable[[Message], bool]
"""Tells a message; False when it could not be told everywhere."""


def notifier(addresses: str) -> Notify:
    """What tells messages at Apprise's addresses, with commas or blanks between (https://github.com/caronc/apprise/wiki).

    Raises ConfigurationError for one that Apprise does not know; the address is not shown, since it may hold a password.
    """
    try:
        import apprise
    except ImportError:
        raise MissingExtraError("NEWSCRAWL_ALERTS", "alerts") from None
    told = apprise.Apprise()
    for number, address in enumerate(addresses.replace(",", " ").split(), 1):
        if not told.add(address):
            raise ConfigurationError(f"NEWSCRAWL_ALERTS: address {number} is none that Apprise knows")
    return lambda message: bool(told.notify(title=message.title, body=message.text))


def review(database: Database, found: Sequence[Health], notify: Notify, now: datetime) -> list[Message]:
    """Tell what is new since the last review; the messages that were told.

    What could not be told is told by the next review.
    """
    before = open_alerts(database)
    opened = [each for each in found if not each.well and before.get(each.site) != each.state]
    mended = [each for each in found if each.well and each.site in before]
    done = []
    for message, sites in messages(opened, mended, before):
        if notify(message):
            done.append(message)
            states = {each.site: each.state for each in sites if not each.well}
            keep_alerts(database, states, [each.site for each in sites if each.well], now)
    return done


def messages(
    opened: Sequence[Health], mended: Sequence[Health], before: Mapping[str, str]
) -> Iterator[tuple[Message, Sequence[Health]]]:
    """Each message, and the sites that it tells of."""
    states: defaultdict[str, list[Health]] = defaultdict(list)
    for each in opened:
        states[each.state].append(each)
    for state, sites in states.items():
        if len(sites) >= MANY:
            yield Message(f"newscrawl: {len(sites)} sites: {state}", listed(sites)), sites
        else:
            yield from ((Message(f"newscrawl: {each.site}: {state}", told(each)), [each]) for each in sites)
    if mended:
        title = f"{len(mended)} sites" if len(mended) >= MANY else ", ".join(each.site for each in mended)
        lines = [f"{each.site}: was {before[each.site]}" for each in mended[:NAMED]]
        yield Message(f"newscrawl: mended: {title}", "\n".join([*lines, *further(mended)])), mended


def told(health: Health) -> str:
    """A site that is not well."""
    since = f" Since {health.since:%Y-%m-%d %H:%M} UTC." if health.since else ""
    return f"{health.reason}.{since} newscrawl health {health.site} has the evidence."


def listed(sites: Sequence[Health]) -> str:
    """Sites that are not well, for one reason or another."""
    return "\n".join([*(f"{each.site}: {each.reason}" for each in sites[:NAMED]), *further(sites)])


def further(sites: Sequence[Health]) -> list[str]:
    """How many are not named."""
    return [f"and {len(sites) - NAMED} more: newscrawl health"] if len(sites) > NAMED else []
