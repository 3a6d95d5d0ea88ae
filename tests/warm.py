"""Runs commands one after the other in forks of a process that has imported most of what they need.

A line of JSON on stdin is one command: ``words``, ``env``, and files for ``out`` and ``err``. The first word is
``newscrawl``, ``scrapy`` or the path of a script. The answer is a line with its
process id and one with its exit code, which is -9 after SIGKILL.
"""

import json
import os
import runpy
import sys
from typing import Any

from scrapy.cmdline import execute
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from newscrawl.cli import main

# Loaded by name, as what Scrapy's own settings name is; not ``settings``, which look at the environment.
STAGES = ["validate.Validate", "strip_spam_links.StripSpamLinks", "store.Store"]


def import_more() -> None:
    """Import what a crawl would import first of all."""
    for stage in STAGES:
        load_object(f"newscrawl.pipelines.{stage}")
    for value in vars(default_settings).values():
        for name in [*value, *value.values()] if isinstance(value, dict) else [value]:
            if isinstance(name, str) and name.startswith("scrapy."):
                load_object(name)


def become(asked: dict[str, Any]) -> None:
    """Be the command from here on: its words, variables and streams."""
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = asked["words"]
    for stream, path in enumerate([os.devnull, asked["out"], asked["err"]]):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), stream)


def run() -> None:
    """Do what was asked for, as the program does it that has this name."""
    if sys.argv[0] == "newscrawl":
        main()
    elif sys.argv[0] == "scrapy":
        execute()
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")


def serve() -> bool:
    """True in a child, which has to do what it was asked for."""
    for line in sys.stdin:
        if not (child := os.fork()):
            become(json.loads(line))
            return True
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return False


if __name__ == "__main__":
    import_more()
    if serve():
        run()
