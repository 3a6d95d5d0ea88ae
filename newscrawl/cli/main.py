"""The newscrawl command itself: its subcommands, and how it ends."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from importlib.util import find_spec
from typing import Annotated

import typer

from newscrawl.cli.alerts import alerts
from newscrawl.cli.articles import articles
from newscrawl.cli.check import check
from newscrawl.cli.crawl import crawl
from newscrawl.cli.db import db
from newscrawl.cli.dead_letters import dead_letters
from newscrawl.cli.demo import demo
from newscrawl.cli.doctor import doctor
from newscrawl.cli.export import export
from newscrawl.cli.extract import extract
from newscrawl.cli.health import health
from newscrawl.cli.history import history
from newscrawl.cli.links import links
from newscrawl.cli.new_site import new_site
from newscrawl.cli.origins import origins
from newscrawl.cli.output import safe
from newscrawl.cli.repair import repair
from newscrawl.cli.runs import run, runs
from newscrawl.cli.save_page import save_page
from newscrawl.cli.schedule import cancel, pause, resume, run_now, schedule
from newscrawl.cli.sites import sites
from newscrawl.cli.story import story
from newscrawl.exceptions import ConfigurationError, NewscrawlError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Crawl regional news sites into a clean, deduplicated MongoDB collection.",
    epilog="SCRAPY_PROJECT picks the environment: development, testing, production. All scrapy commands work too.",
)
for command in (
    demo,
    crawl,
    sites,
    schedule,
    pause,
    resume,
    run_now,
    cancel,
    health,
    doctor,
    runs,
    run,
    articles,
    story,
    history,
    origins,
    links,
    extract,
    export,
    new_site,
    save_page,
    check,
    repair,
):
    app.command()(command)
app.add_typer(db, name="db")
app.add_typer(alerts, name="alerts")
app.add_typer(dead_letters, name="dead-letters")


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        sys.stdout.write(f"newscrawl {version('newscrawl')}\n")
        raise typer.Exit


@app.callback()
def options(
    show: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Crawl regional news sites into a clean, deduplicated MongoDB collection."""


def pick_environment() -> None:
    """Name the settings of the environment, unless somebody has named other ones."""
    environment = os.environ.get("SCRAPY_PROJECT", "development")
    if find_spec(f"settings.{environment}") is None:
        raise ConfigurationError(f"SCRAPY_PROJECT is {environment}: there are no settings of that name")
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", f"settings.{environment}")


def main() -> None:
    """Run the command line. An error that newscrawl foresees is one line on stderr and its own exit code."""
    try:
        pick_environment()
        app()
    except NewscrawlError as error:
        sys.stderr.write(f"newscrawl: {safe(' '.join(str(error).split()))}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader, such as head, has enough
        sys.stderr.close()
        sys.exit(1)
