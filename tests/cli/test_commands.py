"""The list of commands is not made from their files, and says what these say; a command imports what it needs."""

import subprocess
import sys

import pytest

from newscrawl.cli.commands import COMMANDS, whole

OF_WHAT_IS_STORED = "runs run articles story history origins links export pause resume run-now cancel db".split()
IMPORTED = """
import sys
from newscrawl.cli.commands import whole
for name in sys.argv[1:]:
    print(name, *(package for package in ("pymongo", "scrapy", "twisted") if package in sys.modules), sep=", ")
    whole(name)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_line_is_the_commands_own(name):
    assert COMMANDS[name] == " ".join(whole(name).help.split("\n\n")[0].split())


def test_what_looks_at_stored_articles_needs_no_scrapy():
    """Scrapy and Twisted take as long to import as such a command takes for all the rest."""
    asked = [*OF_WHAT_IS_STORED, "crawl", "sites"]  # each line has what those before it have imported
    done = subprocess.run([sys.executable, "-c", IMPORTED, *asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        OF_WHAT_IS_STORED[0],
        *(f"{name}, pymongo" for name in OF_WHAT_IS_STORED[1:]),
        "crawl, pymongo",
        "sites, pymongo, scrapy, twisted",
    ]
