"""What stripping spam costs: CPU milliseconds per article of reading without it, and of it alone.

    python benchmarks/spam.py FOLDER...

Each FOLDER holds saved pages (see saved_pages.py). Every page is taken in each of several rounds; its best time counts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.saved_pages import SavedPage, read_folder
from newscrawl.detail import NO_MARKS, read_detail
from newscrawl.items import Article
from newscrawl.page.document import Page
from newscrawl.spam import strip_spam


def main() -> None:
    """Time each folder and print a row for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print("| pages | articles | reading, ms | stripping, ms | most of one, ms |\n|---|---|---|---|---|")
    for folder in options.folders:
        times = [timed(page, options.rounds) for page in read_folder(folder)]
        reading, stripping = (1000 * sum(column) / len(times) for column in zip(*times, strict=True))
        most = 1000 * max(strip for _, strip in times)
        print(f"| {folder.name} | {len(times)} | {reading:.2f} | {stripping:.2f} | {most:.2f} |", flush=True)


def timed(page: SavedPage, rounds: int) -> tuple[float, float]:
    """CPU seconds of reading a page and of stripping its article."""
    url, body = str(page.labels["url"]), page.body
    article = read(body, url)
    html, text, links = article.body_html or "", article.body or "", article.links
    return best(lambda: read(body, url), rounds), best(lambda: strip_spam(html, text, url, links), rounds)


def read(body: bytes, url: str) -> Article:
    """An article before its spam is stripped."""
    page = Page.parse(body, url, None, now=datetime.now(UTC))
    article = Article(url=url, crawled_at=page.now)
    read_detail(page, article, NO_MARKS)
    return article


def best(work: Callable[[], object], rounds: int) -> float:
    """The least CPU seconds that some work took."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
