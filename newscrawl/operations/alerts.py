"""Tells operators when a site is not well, and when it is again: each once, and together where many have one reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from newscrawl.exceptions import StoreUnavailableError
from newscrawl.mongo.client import Database
from newscrawl.mongo.crawls.alerts import Alert, keep_alerts, open_alerts, reviewing
from newscrawl.mongo.crawls.leases import LEASE
from newscrawl.operations.health import LATE, REMOVED, Health
from newscrawl.operations.reach import CAUSE, NETWORK, cut_off, states_of
from newscrawl.operations.telling import Message, Notify

__all__ = ["Outage", "messages", "review"]

MANY = 3  # sites with one state are told of together
NAMED = 10  # of them in one message
MONGODB = "store_down"
GONE = ", and has no spider any more"


class Outage(NamedTuple):
    """When MongoDB or Redis was away, by MongoDB's time, until now or until it was back; operators were told of it (``watching``)."""

    server: str
    since: datetime
    until: datetime

    def explains(self, health: Health, now: datetime) -> bool:
        """Whether a site's last run went as it did because of that, or it was not crawled, and would hardly have been since."""
        if health.state == "late":
            return health.since is not None and health.since < self.until and now - self.until < LATE
        run = health.latest
        if run is None or run.ended_at is None or self.server != StoreUnavailableError.server:
            return False
        lost = health.state in (MONGODB, "crashed")
        return lost and run.started_at < self.until and run.ended_at > self.since - LEASE


class News(NamedTuple):
    """What is new: a message, and what is kept once it is told."""

    message: Message | None
    opened: Mapping[str, Alert]
    mended: Sequence[str]


def review(
    database: Database, found: Sequence[Health], notify: Notify, now: datetime, outages: Sequence[Outage] = ()
) -> list[Message]:
    """Tell what is new since the last review; the messages that were told.

    What is explained by ``outages`` is no news. What could not be told is told by the next review. While another process reviews nothing is done.
    """
    done = []
    with reviewing(database) as mine:
        telling = [each for each in found if not any(outage.explains(each, now) for outage in outages)]
        for message, opened, mended in news(found, telling, open_alerts(database)) if mine else ():
            if message and not notify(message):
                break  # nobody can be told: neither of anything else
            done += [message] if message else []
            keep_alerts(database, opened, mended, now)
    return done


def news(found: Sequence[Health], telling: Sequence[Health], before: Mapping[str, Alert]) -> Iterator[News]:
    """What is new of the sites that are worth ``telling``, the common cause first."""
    states = states_of(found, before)
    told = {site: alert.state for site, alert in before.items()}
    known = [each for each in telling if not each.passing]
    yield from of_network([each for each in known if states[each.site] == NETWORK], cut_off(found, before), before)
    changed = [each for each in known if not each.well and told.get(each.site) != states[each.site]]
    for message, sites in messages([each for each in changed if states[each.site] != NETWORK]):
        yield News(message, kept(sites), [])
    well = [each for each in known if each.well and each.site in before]
    if mended := [each for each in well if told[each.site] != NETWORK]:
        yield News(over(mended, told), {}, [each.site for each in mended])
    yield News(None, {}, [each.site for each in well if told[each.site] == NETWORK])


def of_network(sites: Sequence[Health], away: Sequence[Health], before: Mapping[str, Alert]) -> Iterator[News]:
    """That nothing can be reached, and that something can be again; ``sites`` come and go without a word meanwhile."""
    opened = {each.site: Alert(NETWORK, each.latest.id if each.latest else None) for each in sites}
    if away and CAUSE not in before:
        yield News(network(away), opened | {CAUSE: Alert(NETWORK)}, [])
    elif CAUSE in before and not away:
        yield News(Message(f"newscrawl: mended: {NETWORK}", "Sites can be reached again."), opened, [CAUSE])
    else:
        yield News(None, opened, [])


def kept(sites: Sequence[Health]) -> dict[str, Alert]:
    """What is kept of sites that are not well."""
    return {each.site: Alert(each.state, each.latest.id if each.latest else None) for each in sites}


def messages(opened: Sequence[Health]) -> Iterator[tuple[Message, Sequence[Health]]]:
    """A message for each site that is not well, or one for many with the same state, and the sites that it tells of."""
    states: defaultdict[str, list[Health]] = defaultdict(list)
    for each in opened:
        states[each.state].append(each)
    for state, sites in states.items():
        if len(sites) >= MANY:
            yield Message(f"newscrawl: {len(sites)} sites: {state}", listed(sites)), sites
        else:
            yield from ((Message(f"newscrawl: {each.site}: {state}", told(each)), [each]) for each in sites)


def network(sites: Sequence[Health]) -> Message:
    """Many sites that cannot be reached, one after the other."""
    why = "The last crawls of them all got no answer: look at this side's network, its name servers and its proxy."
    return Message(f"newscrawl: {NETWORK}: {len(sites)} sites cannot be reached", f"{why}\n{listed(sites)}")


def over(mended: Sequence[Health], before: Mapping[str, str]) -> Message:
    """Sites that are well again."""
    title = f"{len(mended)} sites" if len(mended) >= MANY else ", ".join(each.site for each in mended)
    lines = [f"{each.site}: was {before[each.site]}{GONE * (each.state == REMOVED)}" for each in mended[:NAMED]]
    return Message(f"newscrawl: mended: {title}", "\n".join([*lines, *further(mended)]))


def told(health: Health) -> str:
    """A site that is not well."""
    since = f" Since {health.since:%Y-%m-%d %H:%M} UTC." if health.since else ""
    reason = health.reason if health.reason.endswith("?") else f"{health.reason}."
    return f"{reason}{since} newscrawl health {health.site} has the evidence."


def listed(sites: Sequence[Health]) -> str:
    """Sites that are not well, for one reason or another."""
    return "\n".join([*(f"{each.site}: {each.reason}" for each in sites[:NAMED]), *further(sites)])


def further(sites: Sequence[Health]) -> list[str]:
    """How many are not named."""
    return [f"and {len(sites) - NAMED} more: newscrawl health"] if len(sites) > NAMED else []
