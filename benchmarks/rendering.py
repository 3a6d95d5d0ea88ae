"""What rendering costs: pages per CPU second and memory, plain, through Splash and through Chromium.

    python -m benchmarks.rendering [--pages 500] [--engines plain splash playwright] [--rounds 3]

All three read the same articles, from a server on loopback that does not count: plain ones as the server writes them, the
others as a script makes them from JSON. CPU is that of the crawl and of all processes of its engine; memory is the engine's,
proportional set size, after the last page and at its highest. Splash is that of tests/services/splash (make test-rendering).
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from newscrawl.demo.pages import fill, page
from newscrawl.demo.server import Answer, Server
from newscrawl.demo.stories import Story, read_stories
from tests.services.splash.service import Splash

HOST = "rendering.replay.example"
ENGINES = ("plain", "splash", "playwright")
MB = 2**20


class Site:
    """Articles without end: ``/plain/N.html`` has its words, ``/a/N.html`` is a frame whose script fetches them."""

    def __init__(self) -> None:
        self.stories = read_stories("yunxi_online")
        self.script = page(fill("yunxi_online/app.js"), content_type="application/javascript")

    def __call__(self, target: str) -> Answer:
        """The answer to a path."""
        if target.startswith("/static/"):
            return self.script if target.endswith(".js") else page("", status=404)
        number = int("".join(letter for letter in target if letter.isdigit()) or 0)
        story = self.stories[number % len(self.stories)]
        title = f"{story.title}（之{number}）"
        if target.startswith("/api/"):
            return page(
                json.dumps({**told(story), "title": title}, ensure_ascii=False), content_type="application/json"
            )
        frame = fill("yunxi_online/shell.html", script="app.js")
        return page(
            frame if target.startswith("/a/") else frame.replace('<p class="loading">加载中</p>', words(story, title))
        )


def told(story: Story) -> dict[str, Any]:
    """What the script shows of an article."""
    return {"published": story.published, "source": story.source, "authors": "", "paragraphs": story.paragraphs}


def words(story: Story, title: str) -> str:
    """The same as markup."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        f'<h1>{title}</h1><div class="info">{story.published} 来源：{story.source}</div><div class="text">{text}</div>'
    )


def main() -> None:
    """Crawl in rounds, and print a row for each engine."""
    parser = ArgumentParser(description="What rendering costs.")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    options = parser.parse_args()
    rows: dict[str, list[dict[str, float]]] = {engine: [] for engine in options.engines}
    with Server({HOST: Site()}) as server:
        for _ in range(options.rounds):
            for engine in options.engines:
                rows[engine].append(measured(engine, options.pages, server))
    print("| | pages per CPU second | CPU ms a page | pages per second | engine MB, last page | highest |")
    print("|---|---:|---:|---:|---:|---:|")
    for engine, rounds in rows.items():
        row = {name: median(each[name] for each in rounds) for name in rounds[0]}
        told_row = [1000 / row["cpu_ms"], row["cpu_ms"], row["per_second"], row["last_mb"], row["most_mb"]]
        print(f"| {engine} | {' | '.join(f'{each:.1f}' for each in told_row)} |")


def measured(engine: str, pages: int, server: Server) -> dict[str, float]:
    """One crawl in a process of its own."""
    with service(engine) as splash:
        pid = splash.process.pid if splash and splash.process else 0
        before = spent(pid)
        child = [sys.executable, "-m", "benchmarks.rendering_child", engine, str(pages), server.address]
        done = subprocess.run(
            [*child, splash.url if splash else "", str(pid)], stdout=subprocess.PIPE, text=True, check=True
        )
        row: dict[str, float] = json.loads(done.stdout)
        cpu = row.pop("cpu") + spent(pid) - before
    if row.pop("articles") != pages:
        raise SystemExit(f"{engine}: not every page gave its article: {done.stdout}")
    return {**row, "cpu_ms": 1000 * cpu / pages}


@contextmanager
def service(engine: str) -> Iterator[Splash | None]:
    """Splash, where it is asked for."""
    if engine != "splash":
        yield None
        return
    with TemporaryDirectory() as folder, Splash(Path(folder) / "log") as splash:
        yield splash


def spent(pid: int) -> float:
    """CPU seconds of a process and of those that it started."""
    if not pid:
        return 0.0
    process = psutil.Process(pid)
    return sum(sum(each.cpu_times()[:4]) for each in [process, *process.children(recursive=True)])


if __name__ == "__main__":
    main()
