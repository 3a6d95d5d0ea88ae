"""The newscrawl command itself: its subcommands, and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from newscrawl.cli.commands import Commands
from newscrawl.cli.output import err
from newscrawl.exceptions import ConfigurationError, NewscrawlError

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Crawl regional news sites into a clean, deduplicated MongoDB collection.",
    epilog="SCRAPY_PROJECT picks the environment: development, testing, production. All scrapy commands work too.",
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from importlib.metadata import version  # costs a tenth of what the list of commands does

        sys.stdout.write(f"newscrawl {version('newscrawl')}\n")
        raise typer.Exit


@app.callback()
def options(
    _show: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Crawl regional news sites into a clean, deduplicated MongoDB collection."""
    if (
        signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    ):  # its file is imported: from here on Ctrl-C is the command's
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pick_environment() -> None:
    """Name the settings of the environment, unless somebody has named other ones."""
    if (log := os.environ.get("NEWSCRAWL_LOG", "plain")) not in ("plain", "json"):
        raise ConfigurationError(f"NEWSCRAWL_LOG is {log}: it can be plain or json")
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
        err.print(f"newscrawl: {' '.join(str(error).split())}", level="ERROR")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader, such as head, has enough
        sys.stderr.close()
        sys.exit(1)
