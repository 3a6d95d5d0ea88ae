"""The subcommands by name. A command's file is imported when that command runs: together they need half of the packages there are."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

# To add one: a function of its name in a file of its name, and here the first paragraph of the function's docstring.
PANELS = {
    "Crawl": {
        "demo": "Crawl a small world of news sites on loopback with the real spiders, pipelines and store.",
        "crawl": "Crawl sites once and store their articles.",
        "sites": "List the sites that have a spider.",
        "schedule": "Crawl sites whenever they are due, each in a process of its own.",
        "worker": "Crawl what newscrawl schedule --dispatch celery hands out, here; on any number of machines.",
        "pause": "Leave a site out of the schedule until newscrawl resume. A crawl of it that runs goes on.",
        "resume": "Take a paused site into the schedule again: it is due now.",
        "run-now": "Let the scheduler crawl a site as soon as it has a slot. newscrawl crawl does it here and now.",
        "cancel": "End a run cleanly, wherever it runs: it keeps what it has, and is over in about 15 seconds.",
    },
    "Watch": {
        "runs": "List crawls, the latest first: when, of which site, and how they went. newscrawl run ID tells all of one.",
        "run": "Show how one crawl went: verdict and reason, what was counted, and which finder found each field how often.",
        "health": "Say which sites are not well, since when and why: from their runs, their schedule, and when they usually publish.",
        "alerts": "Tell operators which sites are not well, once each, and when they are mended.",
        "doctor": "Check settings, spiders, MongoDB, clocks, disk and, where a site needs them, the engines that render pages.",
        "dead-letters": "Pages that gave no article: why, and read again or dropped.",
        "db": "The database: its schema, migrations, and what is wrong with it.",
    },
    "Articles": {
        "articles": "List stored articles, newest first.",
        "story": "Show who published a story when, the origin first, and what each copy added to it and cut from it.",
        "history": "Show how an article changed: when, by whom, and field by field what went (-) and what came (+).",
        "origins": "Show from whom a site copies, who copies from it, and how long after it.",
        "links": "Show what was stripped from articles, where and why; without SITE or HOST, the hosts that were stripped most.",
        "export": "Write stored articles into a file, newest first.",
    },
    "Sites": {
        "new-site": "Propose a spider for a site, show what it makes of five articles, and write it with the pages that prove it.",
        "save-page": "Save pages of a site, with what is read of them, under tests/pages: look at expected.json, mend it, commit it.",
        "check": "Read the saved pages of sites again, and show what is not as expected, field by field.",
        "repair": "Find the declarations of a site that no longer find what they are for, and print a patch with better ones.",
        "extract": "Read one page and show what was found, by which finder, and what is missing.",
    },
}
COMMANDS = {name: line for panel in PANELS.values() for name, line in panel.items()}
ELSEWHERE = {"run": "runs", "resume": "pause", "run-now": "pause", "cancel": "pause"}  # in another's file


class Commands(TyperGroup):
    """The subcommands: of each a line to list it by, until it is called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = {
            name: TyperCommand(name, help=line, rich_help_panel=panel)
            for panel, lines in PANELS.items()
            for name, line in lines.items()
        }

    def resolve_command(self, *asked: Any) -> Any:
        """As TyperGroup's own, with the whole command."""
        name, _, words = super().resolve_command(*asked)
        return name, whole(name) if name else None, words


def whole(name: str) -> Any:
    """A subcommand with its options, or a group of subcommands."""
    file = ELSEWHERE.get(name, name).replace("-", "_")
    found = getattr(import_module(f"newscrawl.cli.{file}"), name.replace("-", "_"))
    parent = typer.Typer()
    if isinstance(found, typer.Typer):
        parent.add_typer(found, name=name)
    else:
        parent.command(name)(found)
    return get_group(parent).commands[name]
