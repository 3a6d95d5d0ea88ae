"""newscrawl doctor: is all that newscrawl needs there, and as it should be?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Annotated, NamedTuple

import typer
from scrapy.settings import Settings

from newscrawl.base_spiders.loading import SiteLoader
from newscrawl.cli.alerts import needed
from newscrawl.cli.database import opened
from newscrawl.cli.metrics import metrics_at
from newscrawl.cli.output import print_json, print_table
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import ConfigurationError, NewscrawlError, QueueUnavailableError, StoreUnavailableError
from newscrawl.fetching.identity import check_identity
from newscrawl.fetching.rendering.installed import looked_at
from newscrawl.mongo.documents.structure import lacking
from newscrawl.mongo.embedded import home
from newscrawl.mongo.server import ahead_of_here, may_write, version
from newscrawl.mongo.waiting.spool import spool_folder, spooled_files

CLOCKS = timedelta(seconds=5)  # between this machine's and MongoDB's
ROOM = 2 * 2**30  # bytes on the disk of the embedded server's data and of what waits for MongoDB


class Found(NamedTuple):
    """What was looked at; ``state`` is ok, warning or bad; what there is to say, and to do."""

    what: str
    state: str
    said: str


def doctor(json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """Check settings, spiders, MongoDB, clocks, disk and, where a site needs them, the engines that render pages.

    Each line says what is wrong and what to do. Exit code 1 when something is bad.
    """
    settings = project_settings(LOG_LEVEL="ERROR")
    found = [one for look in LOOKS for one in look(settings)]
    if json:
        print_json([one._asdict() for one in found])
    else:
        print_table([one._asdict() for one in found], Found._fields)
    if any(one.state == "bad" for one in found):
        raise typer.Exit(1)


def environment(settings: Settings) -> Iterator[Found]:
    """Which settings hold, and whom a site's owner can write to."""
    yield Found("settings", "ok", os.environ["SCRAPY_SETTINGS_MODULE"])
    try:
        check_identity(settings)
    except ConfigurationError as error:
        yield Found("contact", "bad", str(error))
        return
    contact = settings.get("CONTACT")
    told = (
        f"{contact} stands in the User-Agent"
        if contact
        else "none: set NEWSCRAWL_CONTACT before you crawl other people's sites"
    )
    yield Found("contact", "ok" if contact else "warning", told)


def spiders(settings: Settings) -> Iterator[Found]:
    """Whether all spiders can be loaded."""
    loader = SiteLoader.from_settings(settings)
    yield from (Found("spiders", "bad", f"{site} is left out: {why}") for site, why in loader.broken.items())
    if count := len(loader.list()):
        yield Found("spiders", "ok", f"{count} sites")
    elif not loader.broken:
        yield Found("spiders", "warning", "none: newscrawl new-site URL makes one")


def mongodb(settings: Settings) -> Iterator[Found]:
    """Whether MongoDB is there, lets this user write, has what it should have, and what time it has."""
    try:
        with opened(settings=settings) as database:
            yield Found("MongoDB", "ok", f"version {version(database)}, database {database.name}")
            if not may_write(database):
                yield Found("rights", "bad", "this user may not write: docs/operations.md lists the roles")
            lacks = lacking(database)
            missing = f"{lacks[0]} and {len(lacks) - 1} more are missing" if lacks else ""
            said = f"{missing}: the next crawl makes them, or newscrawl db migrate" if lacks else "all is there"
            yield Found("structure", "warning" if lacks else "ok", said)
            ahead = ahead_of_here(database)
            late = abs(ahead) > CLOCKS
            said = f"MongoDB's is {ahead.total_seconds():+.1f} s off this machine's"
            yield Found(
                "clocks", "warning" if late else "ok", f"{said}: let both follow a time server" if late else said
            )
    except (ConfigurationError, StoreUnavailableError) as error:
        yield Found("MongoDB", "bad", str(error))


def disk(settings: Settings) -> Iterator[Found]:
    """Room for what is kept on this machine, and what waits here for MongoDB."""
    folder = home()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    needed = max(ROOM, settings.getint("SPOOL_BYTES"))
    said = f"{free / 2**30:.1f} GiB free at {folder}"
    yield Found(
        "disk",
        "ok" if free > needed else "bad",
        said if free > needed else f"{said}: {needed / 2**30:.0f} GiB may be needed",
    )
    if waiting := len(spooled_files(spool_folder())):
        yield Found(
            "spool",
            "warning",
            f"{waiting} files wait for MongoDB: newscrawl db drain stores them, as the next crawl does",
        )


def engines(settings: Settings) -> Iterator[Found]:
    """The engines that sites declare, and the Splash that the environment names."""
    loader = SiteLoader.from_settings(settings)
    declared = {str(getattr(loader.load(name), "render", None) or "") for name in loader.list()} - {""}
    wanted = {str(settings["RENDER_ENGINE"]) if each == "auto" else each for each in declared}
    if os.environ.get("NEWSCRAWL_SPLASH_URL"):
        wanted.add("splash")
    for engine in sorted(wanted):
        yield looked(engine, partial(looked_at, engine, settings))


def cluster(settings: Settings) -> Iterator[Found]:
    """Redis and the workers, where crawls are handed out."""
    if not settings["REDIS"]:
        return
    try:
        from newscrawl.operations.queue import Broker  # an extra's

        broker = Broker(settings["REDIS"])
        yield Found("Redis", "ok", f"version {broker.version()} at {broker.host}")
        workers = len(broker.workers())
        told = (
            f"{workers} answer; {broker.waiting()} crawls wait for one" if workers else "none answers: newscrawl worker"
        )
        yield Found("workers", "ok" if workers else "warning", told)
    except (ConfigurationError, QueueUnavailableError) as error:
        yield Found("Redis", "bad", str(error))


def telling(settings: Settings) -> Iterator[Found]:
    """Whether operators and Prometheus can be told, where they are to be."""
    if settings.get("ALERTS"):
        yield looked("alerts", lambda: f"addresses: {len(needed(settings).channels)}; newscrawl alerts test tells them")
    if settings.get("METRICS"):
        yield looked("metrics", lambda: f"newscrawl schedule and worker answer at {metrics_at(settings)}")


def looked(what: str, at: Callable[[], str]) -> Found:
    """What is said of it, or what is wrong."""
    try:
        return Found(what, "ok", at())
    except NewscrawlError as error:
        return Found(what, "bad", str(error))


LOOKS: tuple[Callable[[Settings], Iterator[Found]], ...] = (
    environment,
    spiders,
    mongodb,
    disk,
    engines,
    cluster,
    telling,
)
