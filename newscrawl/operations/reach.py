"""Whether sites are down, or whether nothing can be reached from here: the network, its name servers, its proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from newscrawl.mongo.crawls.alerts import Alert
from newscrawl.operations.health import Health

__all__ = ["CAUSE", "NETWORK", "cut_off", "states_of"]

NETWORK = "network"  # the state of sites that could not be reached when nothing could
CAUSE = "(network)"  # the name under which that is open
MANY = 3  # hosts whose last crawls, one after the other, got no answer


def states_of(found: Sequence[Health], before: Mapping[str, Alert]) -> dict[str, str]:
    """Site to its state as it is told: that of its health, or NETWORK where nothing can be reached.

    A site that was cut off is taken for it until its first crawl after another one's had an answer.
    """
    away, back = {each.site for each in cut_off(found, before)}, since_back(found, before)
    return {each.site: NETWORK if each.site in away or waiting(each, before, back) else each.state for each in found}


def cut_off(found: Sequence[Health], before: Mapping[str, Alert]) -> list[Health]:
    """The sites that cannot be reached because nothing can; none where one had an answer since that was told."""
    away = row(found, before)
    if CAUSE in before:
        return away if since_back(found, before) is None else []
    return away if len({each.host for each in away}) >= MANY else []


def waiting(health: Health, before: Mapping[str, Alert], back: datetime | None) -> bool:
    """Whether a site was cut off, be it after the last review, and not crawled since the network is back."""
    alert, run = before.get(health.site), health.latest
    if run is None or not unanswered(health) or (alert and alert.state != NETWORK):
        return False
    return (alert is not None and alert.run == run.id) or (back is not None and run.started_at < back)


def since_back(found: Sequence[Health], before: Mapping[str, Alert]) -> datetime | None:
    """When a site was first reached again, of those that are known."""
    told = before[CAUSE].at if CAUSE in before else None
    ends = (each.latest.ended_at for each in found if each.latest and each.latest.statuses)
    return min((end for end in ends if end and told and end > told), default=None)


def row(found: Sequence[Health], before: Mapping[str, Alert]) -> list[Health]:
    """The sites whose crawls ended last, as far as none of these got an answer, without those whose own fault that was before."""
    own = {site for site, alert in before.items() if alert.state == "site_down"}
    ran = [(run.ended_at, each) for each in found if (run := each.latest) and run.ended_at and each.site not in own]
    ran.sort(key=lambda one: one[0], reverse=True)
    return list(takewhile(unanswered, (each for _, each in ran)))


def unanswered(health: Health) -> bool:
    """Whether a site's last crawl got no answer at all."""
    return health.state == "site_down" and health.latest is not None and not health.latest.statuses
