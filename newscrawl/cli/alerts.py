"""newscrawl alerts: what operators are told of, and whether they can be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from scrapy.settings import Settings

from newscrawl.cli.articles import opened
from newscrawl.cli.health import examined
from newscrawl.cli.output import console, err, print_json, print_table
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, NewscrawlError
from newscrawl.mongo.crawls.alerts import open_alerts
from newscrawl.operations.alerts import Message, Notify, notifier, review

alerts = typer.Typer(
    no_args_is_help=True, help="Tell operators which sites are not well, once each, and when they are mended."
)
NONE = "NEWSCRAWL_ALERTS is not set: it has the addresses of those who are told, as Apprise has them"


def notify_of(settings: Settings) -> Notify | None:
    """What tells operators; None when nobody is to be told."""
    addresses = settings.get("ALERTS")
    return notifier(addresses) if addresses else None


def needed(settings: Settings) -> Notify:
    """The same, where there has to be one."""
    if (notify := notify_of(settings)) is None:
        raise ConfigurationError(NONE)
    return notify


@alerts.command("test")
def test() -> None:
    """Tell everybody that this is a test. Exit code 1 when somebody could not be told."""
    message = Message("newscrawl: a test", "If you read this, newscrawl can tell you when a site is not well.")
    if not needed(project_settings())(message):
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
        print_json(found)
    elif found:
        print_table([{"site": site, "state": state} for site, state in sorted(found.items())], ("site", "state"))
    else:
        err.print("Nothing is open.")


@alerts.command("review")
def review_command() -> None:
    """Look at all sites and tell what is new, as newscrawl schedule does every few minutes."""
    settings = project_settings()
    for line in reviewed(settings, needed(settings)):
        console.print(line)


def reviewed(settings: Settings, notify: Notify) -> list[str]:
    """The titles of what was told."""
    with opened(settings=settings) as db:
        found = list(examined(db, [], settings))
        return [message.title for message in review(db, found, notify, datetime.now(UTC))]
