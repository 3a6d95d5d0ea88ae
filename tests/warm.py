"""Runs commands one after the other in forks of a process that has imported most of what they need.

A line of JSON on stdin has the paths of two pipes: a fork reads commands from the one, and answers into the other. A line of
JSON there is one command: ``words``, ``env``, and files for ``out`` and ``err``. The first word is
``newscrawl``, ``scrapy`` or the path of a script. The answer is a line with its
process id and one with its exit code, which is -9 after SIGKILL.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import sys
import threading
from typing import Any

from scrapy.cmdline import execute
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

import newscrawl.demo.spiders
import newscrawl.fetching
import newscrawl.mongo.documents.migrations
import newscrawl.pipelines
from newscrawl.cli import main
from newscrawl.cli.commands import COMMANDS, whole
from newscrawl.reading import read_article
from newscrawl.text.simplified import simplified

PAGE = "<h1>县里的通知</h1><p>通知说的是县里的事情，大家都要照着办。</p><p><a href=http://a.example/>县里</a>的事情，下次再说。</p>"


def import_more() -> None:
    """Import what a command or a crawl would import by its name, and load what reading a page needs; not ``settings``, which look at the environment."""
    for command in COMMANDS:
        whole(command)
    for package in (
        newscrawl.pipelines,
        newscrawl.fetching,
        newscrawl.mongo.documents.migrations,
        newscrawl.demo.spiders,
    ):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for value in vars(default_settings).values():
        for name in [*value, *value.values()] if isinstance(value, dict) else [value]:
            if isinstance(name, str) and name.startswith("scrapy."):
                load_object(name)
    for module in ("concurrent.futures.thread", "newscrawl.fetching.rendering.addon", "pymongo.asynchronous.auth"):
        importlib.import_module(module)
    read_article(PAGE.encode(), "http://www.example.com/1.html")
    simplified("縣")


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


def leave(status: int) -> None:
    """End as the interpreter does, but without taking apart what was imported: that takes five times as long as most commands."""
    threading._shutdown()
    atexit._run_exitfuncs()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def fork() -> bool:
    """True in a child, which has to serve at its pipes."""
    for line in sys.stdin:
        asks, tells = json.loads(line)
        if not os.fork():
            os.dup2(os.open(asks, os.O_RDONLY), sys.stdin.fileno())
            os.dup2(os.open(tells, os.O_WRONLY), sys.stdout.fileno())
            return True
    return False


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
    gc.freeze()  # no child looks through what all of them share
    if fork() and serve():
        try:
            run()
        except SystemExit as told:
            leave(told.code or 0)
        leave(0)
