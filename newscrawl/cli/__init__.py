"""The newscrawl command: one file a subcommand."""

from newscrawl.cli.main import main

__all__ = ["main"]
