"""What each step of reading a page costs, in CPU milliseconds a page: python -m benchmarks.steps FOLDER...

Each FOLDER holds saved pages (see saved_pages.py). Every step is taken in each of several rounds; its best time counts, so
this is the cost on a machine that has nothing else to do.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.saved_pages import SavedPage, read_folder
from benchmarks.spam import best, read
from newscrawl import read_article
from newscrawl.detail import NO_MARKS
from newscrawl.detail.view import View
from newscrawl.page.blocks import blocks_of
from newscrawl.page.document import Page, tree_of
from newscrawl.spam import strip_spam
from newscrawl.text.charsets import decode


def main() -> None:
    """Time the pages of all folders and print a row for each step."""
    parser = ArgumentParser(description="What each step of reading a page costs.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = [page for folder in options.folders for page in read_folder(folder)]
    sums: dict[str, float] = {}
    for page in pages:
        for name, work in steps(page):
            sums[name] = sums.get(name, 0.0) + best(work, options.rounds)
    print("| step | ms a page |\n|---|---|")
    for name, seconds in sums.items():
        print(f"| {name} | {1000 * seconds / len(pages):.2f} |")
    print(f"pages per CPU second: {len(pages) / sums['all of it']:.0f}")


def steps(page: SavedPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """The steps of one page, each after what it needs; steps that hold others come behind them."""
    url, body = str(page.labels["url"]), page.body
    text, parsed = decode(body).text, Page.parse(body, url)
    article = read(body, url)
    html, words, links = article.body_html or "", article.body or "", article.links
    yield "bytes to text", lambda: decode(body)
    yield "text to a tree", lambda: tree_of(text)
    yield "the page: both, and what is hidden", lambda: Page.parse(body, url)
    yield "its lines", lambda: blocks_of(parsed.root)
    yield "which are the article's, with its lines", lambda: View(parsed, NO_MARKS).body
    yield "all fields, with page and lines", lambda: read(body, url)
    yield "planted links", lambda: strip_spam(html, words, url, links)
    yield "all of it", lambda: read_article(body, url)


if __name__ == "__main__":
    main()
