"""newscrawl alerts: what operators are told of, and whether they can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import typer
from scrapy.settings import Settings

from newscrawl.cli.article_view import told
from newscrawl.cli.database import opened
from newscrawl.cli.health import examined
from newscrawl.cli.output import console, err, print_json, print_table
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.mongo.clock import server_time
from newscrawl.mongo.crawls.alerts import open_alerts
from newscrawl.mongo.crawls.schedules import removed_sites
from newscrawl.operations.alerts import Outage, review
from newscrawl.operations.health import REMOVED, Health
from newscrawl.operations.telling import Channels, Message, Notify
from newscrawl.runs.timing import within

alerts = typer.Typer(
    no_args_is_help=True, help="Tell operators which sites are not well, once each, and when they are mended."
)
NONE = "NEWSCRAWL_ALERTS is not set: it has the addresses of those who are told, as Apprise has them"


def channels_of(settings: Settings, failed: Callable[[str], None] = err.print) -> Channels | None:
    """What tells operators; None when nobody is to be told."""
    addresses = settings.get("ALERTS")
    return Channels(addresses, failed) if addresses else None


def needed(settings: Settings) -> Channels:
    """The same, where there has to be one."""
    if (channels := channels_of(settings)) is None:
        raise ConfigurationError(NONE)
    return channels


@alerts.command("test")
def test() -> None:
    """Tell everybody that this is a test. Exit code 1 when somebody could not be told."""
    message = Message("newscrawl: a test", "If you read this, newscrawl can tell you when a site is not well.")
    if needed(project_settings()).tell(message):
        raise NewscrawlError("somebody could not be told; the lines above say why")
    console.print("All were told.")


@alerts.command("list")
def list_command(
    json: Annotated[bool, typer.Option("--json", help="Print a JSON object: site to state.")] = False,
) -> None:
    """List the sites of which operators were told, and that are not mended."""
    with opened() as db:
        found = open_alerts(db)
    if json:
        print_json({site: alert.state for site, alert in found.items()})
    elif found:
        print_table(
            [
                {"site": site, "state": alert.state, "told": told(alert.at, None)}
                for site, alert in sorted(found.items())
            ],
            ("site", "state", "told"),
        )
    else:
        err.print("Nothing is open.")


@alerts.command("review")
def review_command() -> None:
    """Look at all sites and tell what is new, as newscrawl schedule does every few minutes; nothing outside of ALERTS_HOURS."""
    settings = project_settings()
    channels = needed(settings)
    if within(tuple(settings["ALERTS_HOURS"]), datetime.now().hour):
        for title in reviewed(settings, channels):
            console.print(title)


def reviewed(settings: Settings, notify: Notify, outages: Sequence[Outage] = ()) -> list[str]:
    """The titles of what was told."""
    with opened(settings=settings) as db:
        found = [*examined(db, [], settings), *(Health(site, REMOVED) for site in removed_sites(db))]
        return [message.title for message in review(db, found, notify, server_time(db), outages)]
