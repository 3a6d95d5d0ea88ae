"""The full crawl beside a bare Scrapy spider, on the same pages in one run: python benchmarks/crawl.py [FOLDER...]

Each crawl is a fresh process that measures its own CPU seconds and memory. The pages come from another process, and
MongoDB is one too, so neither counts. Rounds alternate which crawl goes first; the summary is of medians.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from newscrawl.cli.output import err, print_table
from newscrawl.cli.process import project_settings
from newscrawl.exceptions import NewscrawlError
from newscrawl.mongo.client import open_database

DATABASE = "newscrawl_bench"
MEMORY_PAGES = (1_000, 20_000)
COLUMNS = ("crawl", "round", "pages", "stored", "cpu", "cpu_start", "wall", "per_cpu", "per_cpu_start", "peak")
Run = dict[str, Any]


def main() -> None:
    """Run the command line."""
    asked = arguments()
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "settings.development")
    os.environ["NEWSCRAWL_MONGO_DATABASE"] = DATABASE
    try:
        with database() as mongo:
            runs = list(measure(asked, mongo))
    except NewscrawlError as error:
        sys.exit(f"crawl: {error}")
    result = {"pages": asked.pages, "runs": runs, **({} if asked.memory else summary(runs))}
    show(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n", "utf-8")


def arguments() -> Namespace:
    """What was asked for on the command line."""
    parser = ArgumentParser(description="Compare the full crawl with a bare Scrapy spider on the same pages.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="saved pages; else the demo world's")
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="repeat the pages to so many")
    parser.add_argument("--rounds", type=int, default=3, metavar="R", help="crawls of each kind")
    parser.add_argument("--memory", action="store_true", help="only the full crawl, at 1,000 and at 20,000 pages")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements there")
    return parser.parse_args()


@contextmanager
def database() -> Iterator[Any]:
    """A database of its own, in a server that runs through all rounds; dropped at the end."""
    settings = project_settings()
    uri, embedded = settings["MONGO_URI"], settings.getbool("MONGO_EMBEDDED")
    with open_database(uri, DATABASE, embedded=embedded, progress=err.print) as mongo:
        yield mongo
        mongo.client.drop_database(DATABASE)


def measure(asked: Namespace, mongo: Any) -> Iterator[Run]:
    """Crawl as asked, one crawl at a time."""
    if asked.memory:
        for pages in MEMORY_PAGES:
            with serving(pages, asked.folders) as proxy:
                yield crawl("full", 1, proxy, mongo)
        return
    with serving(asked.pages, asked.folders) as proxy:
        for number in range(1, asked.rounds + 1):
            for kind in ("full", "bare") if number % 2 else ("bare", "full"):
                yield crawl(kind, number, proxy, mongo)


@contextmanager
def serving(pages: int, folders: Sequence[Path]) -> Iterator[str]:
    """The address of a process that serves the pages until the block ends."""
    command = [sys.executable, "-m", "benchmarks.many_pages", str(pages), *map(str, folders)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield (server.stdout or sys.stdin).readline().strip()


def crawl(kind: str, number: int, proxy: str, mongo: Any) -> Run:
    """One crawl in a fresh process, into an empty database."""
    mongo.client.drop_database(DATABASE)
    command = [sys.executable, "-m", "benchmarks.crawl_child", kind]
    child = subprocess.run(
        command, env={**os.environ, "http_proxy": proxy}, capture_output=True, text=True, check=False
    )
    if child.returncode:
        sys.exit(f"crawl: the {kind} crawl failed\n{child.stderr[-4000:]}")
    told: Run = json.loads(child.stdout.splitlines()[-1])
    return {**figures(told), "crawl": kind, "round": number}


def figures(told: Run) -> Run:
    """What is shown of one crawl: CPU from the open to the closed spider, and of the whole process with its start."""
    pages, cpu = told["scraped"] + told["dropped"], told["cpu_closed"] - told["cpu_opened"]
    return {
        "pages": pages,
        "stored": told["stored"],
        "cpu": round(cpu, 2),
        "cpu_start": round(told["cpu"], 2),
        "wall": round(told["wall_closed"] - told["wall_opened"], 1),
        "per_cpu": round(pages / cpu, 1),
        "per_cpu_start": round(pages / told["cpu"], 1),
        "peak": told["peak"],
        "samples": told["samples"],
    }


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    """Medians of the rounds, and the share of the bare spider's speed that the full crawl reaches."""
    of = {kind: [run for run in runs if run["crawl"] == kind] for kind in ("full", "bare")}
    medians = {
        f"{kind}_{name}": median(run[name] for run in of[kind])
        for kind in of
        for name in ("per_cpu", "per_cpu_start", "peak")
    }
    ratios = {
        f"ratio_{name}": round(medians[f"full_{name}"] / medians[f"bare_{name}"], 3)
        for name in ("per_cpu", "per_cpu_start")
    }
    return {"median": medians | ratios}


def show(result: dict[str, Any]) -> None:
    """Print the table, the summary, and memory along the way."""
    print("CPU in seconds, speed in pages per CPU second, each without and with start-up (_start); memory in MiB")
    print_table(result["runs"], COLUMNS)
    for name, value in result.get("median", {}).items():
        print(f"median {name}: {value}")
    for run in result["runs"]:
        if run["crawl"] == "full":
            print(f"memory, {run['pages']} pages:", ", ".join(f"{pages}: {size}" for pages, size in run["samples"]))


if __name__ == "__main__":
    main()
